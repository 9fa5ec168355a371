"""Writes of the persons room, one function per verb."""

from umay.care.persons.actions.drafts import drop_draft, keep_draft
from umay.care.persons.actions.erasing import ask_erase, drop_erase, erase
from umay.care.persons.actions.joining import join
from umay.care.persons.actions.people import add, change, refile
from umay.care.persons.actions.ties import tie, untie

__all__ = [
    "add",
    "ask_erase",
    "change",
    "drop_draft",
    "drop_erase",
    "erase",
    "join",
    "keep_draft",
    "refile",
    "tie",
    "untie",
]
