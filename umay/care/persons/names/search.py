"""The whole of a search, with the database left to the caller."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz.fuzz import token_sort_ratio

from umay.care.persons.names.plan import ENOUGH, SHOWN, Step, plan
from umay.care.persons.names.scoring import LIKELY, Score, likeness, score
from umay.kit.kernel.text import fold

Id = TypeVar("Id", bound=Hashable)
# A year of birth that agrees outweighs a second name left out, and not another name.
_YEAR_AGREES = 0.1


def search(
    text: str,
    *,
    ask: Callable[[Step], Iterable[Id]],
    read: Callable[[Sequence[Id]], Mapping[Id, Sequence[str]]],
    born: int | None = None,
    enough: int = ENOUGH,
    shown: int = SHOWN,
) -> list[tuple[Id, Score]]:
    """At most `shown` people for what was typed, the most alike first.

    `ask(step)` runs `step.statement()` and gives ids; `read(ids)` gives every written name of each person the asker
    may see (ids that are missing are passed over). `born` is the year of birth where it is known: people of that year
    or the years beside it come before others of the same name. Steps go on until `enough` people are likely.
    """
    values: dict[Id, tuple[float, bool, Sequence[str]]] = {}
    known: dict[tuple[str, ...], float] = {}  # many people bear one name
    likely = 0
    for step in plan(text, born=born).steps:
        if step.is_spare and likely:
            continue
        new = [person for person in dict.fromkeys(ask(step)) if person not in values]
        for person, names in _promising(text, read(new) if new else {}, step).items():
            key = tuple(names)
            if key not in known:
                known[key] = 1.0 if step.name == "number" else best(text, names)
            values[person] = (known[key], step.name == "names and year", names)
        likely = sum(value >= LIKELY for value, _, _ in values.values())
        if likely >= enough or (step.name == "number" and values):
            break
    ordered = sorted(values.items(), key=lambda line: -line[1][0] - _YEAR_AGREES * line[1][1])[:shown]
    return [(person, _explained(text, value, names)) for person, (value, _, names) in ordered]


def _promising(text: str, people: Mapping[Id, Sequence[str]], step: Step) -> Mapping[Id, Sequence[str]]:
    """A list one slip away brings many other names: a quick look at the letters leaves those worth weighing."""
    if not step.is_rough or len(people) <= SHOWN:
        return people
    typed = fold(text)
    ratios = {
        names: max((token_sort_ratio(typed, fold(name)) for name in names), default=0.0)
        for names in set(map(tuple, people.values()))
    }
    lowest = sorted(ratios.values(), reverse=True)[:SHOWN][-1]
    return {person: names for person, names in people.items() if ratios[tuple(names)] >= lowest}


def best(text: str, names: Iterable[str]) -> float:
    """The best likeness of what was typed to any written form of one person's name."""
    return max((likeness(text, name, is_part=True) for name in names), default=0.0)


def _explained(text: str, value: float, names: Sequence[str]) -> Score:
    scores = [score(text, name, is_part=True) for name in names]
    found = next((made for made in scores if made.value == value), None)
    return found or Score(value, ())
