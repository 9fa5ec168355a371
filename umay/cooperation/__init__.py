"""What states do together: their institutions, what they agreed, and whether it was done. No table here has a key to a child."""
