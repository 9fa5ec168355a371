"""Pages of the persons room."""
