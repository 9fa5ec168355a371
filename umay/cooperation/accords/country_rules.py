"""The rules of foster care of two countries, line by line, as their country packs have them: with source and how sure each value is.

No value of a demonstration and nothing that an installation has set for itself is among it: the page says what the published sources say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from umay.ground.offices.packs import ABSENT, KEYS, Entry, Pack
from umay.ground.offices.packs.display import lines

COUNTRIES = ("TR", "AZ")
GROUPS = {
    "names": ("names.foster_family", "names.foster_unit"),
    "kinds": ("families.care_types", "families.model_names", "families.emergency_care_types", "families.temporary_max_months"),
    "who": (
        "families.min_age", "families.max_age", "families.couple_age_gap_years", "families.single_preferred_min_age",
        "families.min_education", "families.requirements", "families.kin_may_waive",
    ),
    "children": (
        "families.max_foster_children", "families.max_children_two_parents", "families.max_children_one_parent",
        "families.siblings_exempt",
    ),
    "approval": (
        "families.interviews_min", "families.trainings", "families.training_floor", "families.approval_by",
        "families.refusal_reasons", "families.bar_reasons", "families.review_months",
    ),
    "placing": ("placements.approval_by", "placements.ratify_working_days", "placements.end_reasons"),
    "visits": (
        "visits.first_within_days", "visits.first_year_months", "visits.first_year_every_months", "visits.later_every_months",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One country's rule: its words, where they come from, whether that was read in a source. `words` is empty where nothing is known."""

    country: str
    words: tuple[str, ...]
    entry: Entry

    @property
    def is_known(self) -> bool:
        return bool(self.words)

    @property
    def is_sourced(self) -> bool:
        return self.entry.status == "sourced"


@dataclass(frozen=True)
class Line:
    """One rule in every country. It is only called the same, or different, where both are known."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def label(self):
        return KEYS[self.name].label

    @property
    def is_known(self) -> bool:
        return all(cell.is_known for cell in self.cells)

    @property
    def is_same(self) -> bool:
        first, *others = (_unordered(cell.entry.from_pack.value) for cell in self.cells)
        return self.is_known and all(other == first for other in others)


def _unordered(value):
    """Codes are the same whatever their order."""
    is_codes = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    return frozenset(value) if is_codes else value


def compared(on: date, lang: str) -> Iterator[tuple[str, list[Line]]]:
    """(group, its lines) with the words in the active language; `lang` for official names."""
    packs = {country: {one.key.name: one for one in Pack(country).at(on).listing()} for country in COUNTRIES}
    for group, names in GROUPS.items():
        yield (
            group,
            [Line(name, tuple(_cell(country, packs[country][name], lang) for country in COUNTRIES)) for name in names],
        )


def _cell(country: str, entry: Entry, lang: str) -> Cell:
    value = entry.from_pack.value
    return Cell(country, () if value is ABSENT else tuple(str(one) for one in lines(entry.key, value, lang)), entry)
