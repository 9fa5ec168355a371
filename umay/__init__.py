"""Umay: a family for every child who cannot live in their own."""

__version__ = "0.1.0"
