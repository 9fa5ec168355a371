"""What may stand in the way, one by one and each with its name, so that a clash can be told in these words."""

from dataclasses import dataclass

from .asking import Item, Question

OFF = "off"  # item, name: a calendar whose days off it must keep
AWAY = "away"  # item, name: a person who can't come on some days
PERSON = "person"  # name: a person can be in one place at a time
CAPACITY = "capacity"  # name: a holder carries only so many at a time
ORDER = "order"  # item, name: the item that must have ended before
PERIOD = "period"  # item: within its own period
FIXED = "fixed"  # item: on the day that was fixed

GIVEN_UP_FIRST = (OFF, AWAY, PERSON, CAPACITY, ORDER, PERIOD, FIXED)
"""A clash is told, where it can, by what people agreed among themselves; feasts and absences stay in it only where it needs them."""


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """One reason why a date may be impossible. `item` is empty where it holds for many."""

    code: str
    item: str = ""
    name: str = ""


def limits_of(question: Question, items: tuple[Item, ...] | None = None) -> list[Limit]:
    """Every limit that touches these items (all by default), in the order in which a clash gives them up."""
    chosen = question.items if items is None else items
    ids = {item.id for item in chosen}
    absent = {one.person for one in question.absences}
    found = set()
    for item in chosen:
        found |= {Limit(ORDER, item.id, one.id) for one in item.after if one.id in ids}
        found |= {Limit(CAPACITY, "", name) for name in item.holders}
        found |= {Limit(PERSON, "", name) for name in item.people}
        if item.is_settled:
            continue
        found |= {Limit(OFF, item.id, name) for name in item.calendars}
        found |= {Limit(AWAY, item.id, name) for name in item.people if name in absent}
        found.add(Limit(PERIOD, item.id))
        if item.fixed_on is not None:
            found.add(Limit(FIXED, item.id))
    return sorted(found, key=lambda one: (GIVEN_UP_FIRST.index(one.code), one))
