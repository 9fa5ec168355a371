""" "What would happen if": the simulation asked from a page, played by a job, shown as a table and charts. Invented children only."""
