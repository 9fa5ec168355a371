"""A result as rows and charts for the page."""

from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.care.matching.simulating.models import Simulation
from umay.care.matching.simulating.words import FIGURES, PARTS, POLICIES, SOURCES, WHENCE
from umay.ground.offices import places
from umay.kit.ui import drawings
from umay.kit.ui.format import number

AHEAD, HINDSIGHT = "daily_batch_prices", "hindsight"
TODAY, MORE = "today", "more"
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
    if found is None:
        return Cell(None)
    return Cell(*(_rounded(found[name], digits) for name in ("mean", "low", "high")), digits)


def _rounded(number: float | None, digits: int):
    """Rounded here, so that a little less than nought is nought and not "-0"."""
    return None if number is None else round(number, digits) + 0.0


def _within(cell: Cell, highest: float | None = None):
    """A range cut to what can be: with few plays it reaches further than all days, or below nought."""
    if cell.mean is not None and highest is not None:
        cell = replace(cell, mean=min(highest, cell.mean))
    if cell.low is None:
        return cell
    return replace(cell, low=max(0.0, cell.low), high=cell.high if highest is None else min(highest, cell.high))


def _in_order(found: dict, order) -> list:
    """(code, what belongs to it), in an order that says something: the database keeps none."""
    return [(code, found[code]) for code in order if code in found]


def shown(simulation: Simulation, language: str) -> dict:
    """Everything the page of a result says; empty where no seed was finished."""
    result = simulation.result
    if not result or not result["outcomes"]:
        return {}
    today, parts = result["outcomes"][TODAY], _parts(result, simulation, language)
    return {
        "cases": [(case, _policies(parts)) for case, parts in _in_order(result["outcomes"], (TODAY, MORE))],
        "drawing": _bars(today),
        "against": _against(result),
        "added": [
            Row(str(POLICIES[code]), _added_cells(parts)) for code, parts in _in_order(result["added"], POLICIES)
        ],
        "parts": parts,
        "worse": _worse(parts),
        "is_ranged": len(result["seeds"]) > 1,
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
                _within(_cell(parts, "all", "share"), 100.0),
                _within(_cell(parts, "hard", "share"), 100.0),
                *(_within(_cell(parts, "all", name)) for name in ("waiting", "breakdowns", "km")),
            ),
        )
        for code, parts in _in_order(outcomes, POLICIES)
    ]


def _bars(outcomes):
    """Days in a family under each way of choosing."""
    items = [
        drawings.Bar(str(POLICIES[code]), round(parts["all"]["share"]["mean"], 1), mark=2 if code == HINDSIGHT else 1)
        for code, parts in _in_order(outcomes, POLICIES)
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
        for code, parts in _in_order(compared, POLICIES)
    ]


def _added_cells(parts):
    return (_cell(parts, "all", "share", 2), _cell(parts, "hard", "share", 2), _cell(parts, "all", "waiting"))


def _parts(result, simulation, language):
    """Each part of the children under the usual way and under the one that thinks ahead."""
    today = result["outcomes"][TODAY]
    compared = result["against_reference"].get(TODAY, {}).get(AHEAD)
    if not compared:
        return []
    theirs, ours = today[result["reference"]], today[AHEAD]
    return [
        Row(
            label,
            (
                _within(_cell(theirs, part, "share"), 100.0),
                _within(_cell(ours, part, "share"), 100.0),
                _cell(compared, part, "share", 2),
            ),
        )
        for part, label in _labels(ours, simulation, language)
    ]


def _worse(parts):
    """Labels of the parts whose whole range of differences lies below nought."""
    return [row.label for row in parts if row.cells[-1].high is not None and row.cells[-1].high < 0]


def _labels(parts, simulation, language):
    yield from ((part, str(label)) for part, label in PARTS.items() if part in parts)
    for place in _spots(simulation):
        if f"region:{place.code}" in parts:
            yield f"region:{place.code}", place.name(language)


def _spots(simulation):
    if simulation.place == simulation.country:
        return places.provinces(simulation.country)
    return places.districts(simulation.place)


def _figures(result):
    """Every rate: (label, what it is, where from, source, the language in which the source is printed; "" for the reader's own)."""
    return [
        (str(label), _told(one["value"]), str(WHENCE[one["kind"]]), *_source(one["source"]))
        for name, label in FIGURES.items()
        if (one := result["figures"].get(name))
    ]


def _source(printed: str) -> tuple[str, str]:
    return (str(SOURCES[printed]), "") if printed in SOURCES else (printed, "en")


def _told(value) -> str:
    """A number, or a list of numbers or of lists, in the reader's way of writing."""
    if isinstance(value, list | tuple):
        parts = [_told(one) for one in value]
        return "; ".join(parts) if all(isinstance(one, int | float) for one in value) else " · ".join(parts)
    return number(value, (get_language() or "en")[:2], _digits(abs(value)))


def _digits(value: float) -> int:
    """Three telling digits: 913, 2.3, 0.131, 0.0012."""
    return (
        0
        if value >= 100 or value == int(value)
        else 1
        if value >= 10
        else 2
        if value >= 1
        else 4
        if value < 0.01
        else 3
    )
