"""A result as rows and charts for the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.matching.simulating.models import Simulation
from umay.care.matching.simulating.words import FIGURES, PARTS, POLICIES, WHENCE
from umay.ground.offices import places
from umay.kit.ui import drawings

AHEAD, HINDSIGHT, TODAY = "daily_batch_prices", "hindsight", "today"
SHOWN = {"share": 1, "waiting": 0, "breakdowns": 2, "km": 1}


@dataclass(frozen=True, slots=True)
class Cell:
    """A mean with its 95 % range; `low` is None where it was played once or there is nothing to say."""

    mean: float | None
    low: float | None = None
    high: float | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


def _cell(parts, part, measure, digits=None):
    found = (parts.get(part) or {}).get(measure)
    digits = SHOWN[measure] if digits is None else digits
    return Cell(None) if found is None else Cell(found["mean"], found["low"], found["high"], digits)


def shown(simulation: Simulation, language: str) -> dict:
    """Everything the page of a result says; empty where no seed was finished."""
    result = simulation.result
    if not result or not result["outcomes"]:
        return {}
    today = result["outcomes"][TODAY]
    return {
        "cases": [(case, _policies(parts)) for case, parts in result["outcomes"].items()],
        "drawing": _bars(today),
        "against": _against(result),
        "added": [Row(str(POLICIES[code]), _added_cells(parts)) for code, parts in result["added"].items()],
        "parts": _parts(result, simulation, language),
        "parts_reference": str(POLICIES[result["reference"]]),
        "parts_ours": str(POLICIES[AHEAD]),
        "figures": _figures(result),
        "assumed": sum(one["kind"] == "assumption" for one in result["figures"].values()),
        "rates": len(result["figures"]),
        "played": len(result["seeds"]),
    }


def _policies(outcomes):
    return [
        Row(
            str(POLICIES[code]),
            (
                _cell(parts, "all", "share"),
                _cell(parts, "hard", "share"),
                *(_cell(parts, "all", name) for name in ("waiting", "breakdowns", "km")),
            ),
        )
        for code, parts in outcomes.items()
    ]


def _bars(outcomes):
    """Days in a family under each way of choosing."""
    items = [
        drawings.Bar(str(POLICIES[code]), round(parts["all"]["share"]["mean"], 1), mark=2 if code == HINDSIGHT else 1)
        for code, parts in outcomes.items()
        if parts["all"]["share"]
    ]
    return drawings.bars(
        title=_("Of 100 days in care, days lived in a family"),
        desc=_("Bars, one for each way of choosing. The table says the same with the range in which the answer lies."),
        what=_("Way of choosing"),
        measure=_("Days of 100"),
        items=items,
    )


def _against(result):
    compared = result["against_reference"].get(TODAY) or {}
    return [
        Row(
            str(POLICIES[code]),
            (_cell(parts, "all", "share", 2), _cell(parts, "hard", "share", 2), _cell(parts, "all", "waiting")),
        )
        for code, parts in compared.items()
    ]


def _added_cells(parts):
    return (_cell(parts, "all", "share", 2), _cell(parts, "hard", "share", 2), _cell(parts, "all", "waiting"))


def _parts(result, simulation, language):
    """Each part of the children under the usual way and under the one that thinks ahead; or what added families do to it."""
    today = result["outcomes"][TODAY]
    compared = result["against_reference"].get(TODAY, {}).get(AHEAD)
    if not compared:
        return []
    theirs, ours = today[result["reference"]], today[AHEAD]
    return [
        Row(label, (_cell(theirs, part, "share"), _cell(ours, part, "share"), _cell(compared, part, "share", 2)))
        for part, label in _labels(ours, simulation, language)
    ]


def _labels(parts, simulation, language):
    names = {place.code: place.name(language) for place in _spots(simulation)}
    for part in parts:
        if part in PARTS:
            yield part, str(PARTS[part])
        elif (code := part.removeprefix("region:")) in names:
            yield part, names[code]


def _spots(simulation):
    if simulation.place == simulation.country:
        return places.provinces(simulation.country)
    return places.districts(simulation.place)


def _figures(result):
    """The rates on which most depends: (label, value, unit's kind, where from)."""
    return [
        (
            str(label),
            result["figures"][name]["value"],
            str(WHENCE[result["figures"][name]["kind"]]),
            result["figures"][name]["source"],
        )
        for name, label in FIGURES.items()
    ]
