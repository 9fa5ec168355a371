"""One encrypted file that holds the database and the stored files together, and the way back."""

from umay.front.backup.problems import BackupProblem
from umay.front.backup.restoring import restore
from umay.front.backup.taking import take

__all__ = ["BackupProblem", "restore", "take"]
