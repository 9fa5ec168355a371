"""What can go wrong with a backup, each told in a sentence or two."""


class BackupProblem(Exception):
    """The backup cannot be made or brought back; nothing that was there before has been changed."""
