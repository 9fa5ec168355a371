"""How much is read. Each limit protects the memory of a small server; a larger register is cut into several files."""

MOST_BYTES = 20 * 1024 * 1024  # of the file as sent
MOST_UNPACKED = 300 * 1024 * 1024  # of an XLSX once unpacked: 50,000 wide rows need about 100 MB
MOST_SHARED_TEXT = 60 * 1024 * 1024  # of an XLSX's common table of texts, which is held in memory
MOST_ROWS = 100_000
MOST_COLUMNS = 120
MOST_SIGNS = 20_000  # in one cell
BATCH = 500  # rows looked at together
KEPT_PROBLEMS = 1_000  # listed one by one; the others are counted
KEPT_DOUBLES = 2_000
INLINE_ROWS = 2_000  # up to here a page waits for the answer; above, the work is queued
KEPT_DAYS = 7  # a file that nobody finishes is deleted
