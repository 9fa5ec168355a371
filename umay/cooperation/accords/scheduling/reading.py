"""A question from a plain JSON file, and the answer as JSON: what the command line speaks."""

import json
from dataclasses import asdict
from datetime import date

from .asking import Absence, After, BadQuestion, Calendar, Holder, Item, Question, Weights
from .planning import Clash, Proposal

_DATES = ("from_on", "until_on", "fixed_on", "wish_on", "first_on", "last_on")
_LISTS = ("calendars", "holders", "people")


def question_of(text: str) -> Question:
    """Read a question; days are written 2026-04-23. Raises BadQuestion."""
    try:
        given = json.loads(text)
        return Question(
            date.fromisoformat(given["first_on"]),
            date.fromisoformat(given["last_on"]),
            tuple(_item(one) for one in given["items"]),
            tuple(_calendar(one) for one in given.get("calendars", ())),
            tuple(Holder(**one) for one in given.get("holders", ())),
            tuple(Absence(**_days(one)) for one in given.get("absences", ())),
            Weights(**given.get("weights", {})),
            frozenset(given.get("weekend", (5, 6))),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise BadQuestion("unreadable", str(fault)) from fault


def _days(given: dict) -> dict:
    return {name: date.fromisoformat(value) if name in _DATES and value else value for name, value in given.items()}


def _item(given: dict) -> Item:
    values = _days(given)
    values |= {name: tuple(values[name]) for name in _LISTS if name in values}
    values["after"] = tuple(After(**one) for one in values.get("after", ()))
    return Item(**values)


def _calendar(given: dict) -> Calendar:
    def days(name: str) -> frozenset[date]:
        return frozenset(map(date.fromisoformat, given.get(name, ())))

    return Calendar(given["id"], days("off"), days("awkward"))


def told(answer: Proposal | Clash) -> str:
    """The answer as JSON, always in the same order."""
    if isinstance(answer, Clash):
        reasons = [asdict(reason.limit) | {"is_enough": reason.is_enough} for reason in answer.reasons]
        return json.dumps({"clash": reasons}, indent=1)
    shown = {id_: [first.isoformat(), last.isoformat()] for id_, (first, last) in sorted(answer.dates.items())}
    return json.dumps({"dates": shown, "cost": asdict(answer.cost), "is_best": answer.is_best}, indent=1)
