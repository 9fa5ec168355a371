"""The weights of matching as a published document: prepared by one person, decided by a board, in force from its day, never edited."""
