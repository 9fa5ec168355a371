"""Pure decisions of the accords room, by noun: no Django, no database, no clock."""
