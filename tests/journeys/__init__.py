"""Whole journeys of the work, walked in a real browser against the real server."""
