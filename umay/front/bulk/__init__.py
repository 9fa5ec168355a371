"""Spreadsheets in and out: families, children and placements as agencies keep them, read with care and given back unchanged.

Read from the outside in: `reading` opens a file whatever its letters and separators, `headings` finds out which column is which, `values`
turns cells into values and back, `sheets/` knows the rules of each of the three kinds, `walking` goes through the rows (only looking, or
writing all or nothing), `exporting` gives the same columns back. Nothing that already stands in the database is changed by an import.
"""
