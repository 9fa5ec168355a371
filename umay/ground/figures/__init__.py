"""Figures that leave: so far the protection of small numbers, a pure engine without tables or pages."""
