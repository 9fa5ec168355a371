"""Who may see the journal. The rows themselves are guarded by the table's policy (sql.py)."""

SEE = "journal.see"
VERIFY = "journal.verify"
