"""Whose better family went to a later claim: read from the kept answer of a run. Pure.

A group is passed over where a family that could take it, and suits it better than the one suggested for it (or none was), was suggested for
a group with a lower claim: not urgent while it is, or waiting for less long. Kin are better than anybody, then the value decides. This may
have a good reason (the other group had no other family), so it is looked at, and is no fault by itself.
"""

from collections.abc import Iterator

from umay.care.fairness.rules import has_earlier_claim
from umay.care.matching.advising import Look
from umay.care.matching.engine.solver.pairs import Survey
from umay.care.matching.rounds import Round

_KIN, _VALUE = 1, 0


def passed_over(rounds: list[Round]) -> Iterator[dict]:
    """Rows for `count_run`: the group, how many better families went to later claims, and the best of them."""
    holders: dict[str, list] = {}
    for one in rounds:
        groups = {group.id: group for group in one.instance.groups}
        for group_id, placement in one.placements.items():
            holders.setdefault(placement["family"], []).append(groups[group_id])
    for one in rounds:
        if one.who is None or not one.instance.groups:
            continue
        look = Look(one)
        for group in one.instance.groups:
            if row := _of_group(look, group, holders):
                yield row


def _claim(group) -> tuple[bool, str]:
    return group.urgent, str(group.waiting_since)


def _of_group(look: Look, group, holders: dict) -> dict | None:
    families = look.problem.families
    survey = Survey(look.problem.for_groups([group]), kept=1)
    found = _ordered(survey)
    placement = look.round.placements.get(group.id)
    own = found.get(families.number[placement["family"]]) if placement else None
    better = [
        (rank, number)
        for number, rank in found.items()
        if (own is None or rank > own) and _is_held_by_later(holders.get(families.ids[number], ()), group)
    ]
    if not better:
        return None
    _rank, best = max(better, key=lambda one: (one[0], -one[1]))
    return {"group_id": group.id, "families": len(better), "family_id": families.ids[best]}


def _ordered(survey: Survey) -> dict[int, tuple[int, int]]:
    """{number of a family: (is kin, value)} of all that could take the group."""
    numbers, _metres, values = survey.everybody(0)
    found = {int(number): (_VALUE, int(value)) for number, value in zip(numbers, values, strict=True)}
    for number, value in zip(survey.kin.family, survey.kin.value, strict=True):
        found[int(number)] = (_KIN, int(value))
    return found


def _is_held_by_later(holding, group) -> bool:
    return any(has_earlier_claim(_claim(group), _claim(other)) for other in holding if other.id != group.id)
