"""A setting of a country, with where it comes from, how sure that is, and the days on which it holds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from .sources import SOURCES

Status = Literal["sourced", "memory", "doubtful", "inferred", "unknown"]
STATUSES: tuple[Status, ...] = ("sourced", "memory", "doubtful", "inferred", "unknown")


class Absent:
    """Says that no value is known: None is a value of its own ("no such limit")."""

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT = Absent()


@dataclass(frozen=True)
class Words:
    """An official name or a text in the three languages, each as its own state or press writes it."""

    tr: str
    az: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for "tr", "az" or "en" ("az-Latn" is read as "az"); English for any other language."""
        return {"tr": self.tr, "az": self.az}.get(language.split("-")[0], self.en)


@dataclass(frozen=True)
class Value:
    """One dated value of one key.

    source: prose: what the value rests on. refs: marks of SOURCES, needed where status is "sourced". valid_from,
    valid_to: first and last day, both included; None = open. demo: what a demonstration uses where status is "unknown".
    """

    value: Any
    source: str
    status: Status
    valid_from: date | None = None
    valid_to: date | None = None
    refs: tuple[str, ...] = ()
    demo: Any = ABSENT

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError("A value says where it comes from.")
        if self.status not in STATUSES:
            raise ValueError(f"Not a status: {self.status!r}.")
        if (self.status == "unknown") != (self.value is ABSENT):
            raise ValueError("A value is unknown exactly when there is none.")
        if self.demo is not ABSENT and self.status != "unknown":
            raise ValueError("Only an unknown value has one for demonstrations.")
        if missing := [ref for ref in self.refs if ref not in SOURCES]:
            raise ValueError(f"No such source: {missing}.")
        if self.status == "sourced" and not self.refs:
            raise ValueError("A sourced value names its source.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("A value can't end before it begins.")

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def source_text(self) -> str:
        """The prose followed by the sources it names."""
        return " ".join([self.source, *self.named_sources])

    @property
    def read_in(self) -> list[str]:
        """Each source as it is written."""
        return [SOURCES[ref] for ref in self.refs]

    @property
    def named_sources(self) -> list[str]:
        """Each source as it is written, behind its mark."""
        return [f"[{ref}: {SOURCES[ref]}]" for ref in self.refs]


@dataclass(frozen=True)
class Confirmation:
    """A named person's word that a value is right for this installation. Kept in a table by the offices room.

    The value is the confirmed one itself, so that a later release of the pack can't change what a person signed.
    """

    value: Any
    by: str
    at: datetime
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def sourced(value: Any, *refs: str, note: str, since: date | None = None, until: date | None = None) -> Value:
    """Read in a source ([S..] in the domain page)."""
    return Value(value, note, "sourced", since, until, refs)


def memory(value: Any, *refs: str, note: str, since: date | None = None, until: date | None = None) -> Value:
    """Widely known, but no source was read for it ([M])."""
    return Value(value, note, "memory", since, until, refs)


def doubtful(value: Any, *refs: str, note: str, since: date | None = None, until: date | None = None) -> Value:
    """From memory and uncertain, or seen only in part ([M?])."""
    return Value(value, note, "doubtful", since, until, refs)


def inferred(value: Any, *refs: str, note: str, since: date | None = None, until: date | None = None) -> Value:
    """Chosen or derived for this product ([I])."""
    return Value(value, note, "inferred", since, until, refs)


def unknown(*refs: str, note: str, demo: Any = ABSENT, since: date | None = None, until: date | None = None) -> Value:
    """Not found: the installation must set it."""
    return Value(ABSENT, note, "unknown", since, until, refs, demo)
