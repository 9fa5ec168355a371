"""What an export is made of. Days are dates, moments are aware; words come by language: {"tr": "...", "az": "...", "en": "..."}."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that a plan names.

    ref: its identifier in the file. is_registered: that identifier was given by whoever runs this installation; otherwise it is our own code.
    translated: the languages whose name is our translation. state: our code of its state, "" for an international body.
    """

    code: str
    ref: str
    kind: str
    names: Words
    is_registered: bool = False
    translated: frozenset[str] = frozenset()
    state: str = ""
    state_names: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """What an institution is to the plan, in our own words (accords.words.SideRole)."""

    institution: Institution
    role: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a line on one side. unit: the department, in its own language."""

    institution: Institution
    unit: str


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a fact stands written: the address of the source, its sentence (0: the whole), whose announcement it is."""

    url: str = ""
    sentence: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan. state, kind, cost: our own codes (accords.plan_words). kind_names: what the kind is called."""

    number: int
    state: str
    kind: str
    titles: Words
    kind_names: Words
    begins_on: date
    ends_on: date
    first_on: date | None = None
    last_on: date | None = None
    article: str = ""
    quantity: int | None = None
    units: Words = field(default_factory=dict)
    cost: str = "not_stated"
    cost_notes: Words = field(default_factory=dict)
    results: Words = field(default_factory=dict)
    leads: tuple[Lead, ...] = ()
    stated: Stated = Stated()


@dataclass(frozen=True, slots=True)
class Plan:
    """A signed or closed plan with the lines that everybody may read.

    code: its permanent public code. reporter: the side in whose name the file speaks. changed_at: since when everybody reads what stands here.
    is_announced: it is known only from what was announced. pages: the addresses of its public page by language.
    """

    code: str
    state: str
    titles: Words
    begins_on: date
    ends_on: date
    sides: tuple[Side, ...]
    reporter: Institution
    changed_at: datetime
    lines: tuple[Line, ...] = ()
    notes: Words = field(default_factory=dict)
    signed_on: date | None = None
    announced_on: date | None = None
    place: str = ""
    is_announced: bool = False
    is_fictitious: bool = False
    stated: Stated = Stated()
    pages: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences a file says of itself, each by language."""

    mapped: Words  # our roles stand in the four of IATI
    own_identifiers: Words  # identifiers of institutions are ours
    announced: Words  # known only from what was announced
    fictitious: Words  # an invented example
    line_of: Mapping[str, str]  # "Line %(number)s of: %(plan)s"
    not_divided: Mapping[str, str]  # "%(states)s, not divided between them"
    carried_out: Words  # the indicator of a line
    verified: Words  # what is said of it once every side has verified
    how_many: Words  # the indicator of a quantity without a unit
