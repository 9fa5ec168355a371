"""Every write of the partners room."""
