"""Opening a hidden file in an emergency, and who has looked at a file."""
