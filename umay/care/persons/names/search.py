"""The whole of a search, with the database left to the caller."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from umay.care.persons.names.plan import ENOUGH, Step, plan
from umay.care.persons.names.scoring import Score, score

Id = TypeVar("Id", bound=Hashable)

_NUMBER_FOUND = Score(1.0, ())


def search(
    text: str,
    *,
    ask: Callable[[Step], Iterable[Id]],
    read: Callable[[Sequence[Id]], Mapping[Id, Sequence[str]]],
    enough: int = ENOUGH,
) -> list[tuple[Id, Score]]:
    """People for what was typed, the most alike first.

    `ask(step)` runs `step.statement()` and gives ids; `read(ids)` gives every written name of each person
    the asker may see (ids that are missing are passed over). Steps go on until `enough` people are likely.
    """
    found: dict[Id, Score] = {}
    for step in plan(text).steps:
        new = [person for person in dict.fromkeys(ask(step)) if person not in found]
        for person, names in (read(new) if new else {}).items():
            found[person] = _NUMBER_FOUND if step.name == "number" else best(text, names)
        if step.name == "number" and found:
            break
        if sum(made.is_likely for made in found.values()) >= enough:
            break
    return sorted(found.items(), key=lambda line: -line[1].value)


def best(text: str, names: Iterable[str]) -> Score:
    """The best score of what was typed against any written form of one person's name."""
    return max((score(text, name, is_part=True) for name in names), key=lambda made: made.value, default=Score(0.0, ()))
