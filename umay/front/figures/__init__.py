"""A supervisor's team and a province's figures."""
