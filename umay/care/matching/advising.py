"""From the answer of a run to a suggestion for each waiting group: the family, its place in the group's own order, and what other choices
would do to other children. Pure.
"""

from collections.abc import Callable, Iterator, Mapping

from umay.care.matching.engine import metres_between, tie_key
from umay.care.matching.engine.judging import Asking, verdict
from umay.care.matching.rounds import Round

ALTERNATIVES = 10


def suggestions(
    rounds: list[Round],
    *,
    middles: Mapping[str, tuple[float, float]],
    others: Callable[[Round, str], list[dict]] | None = None,
    progress=None,
    stop=None,
) -> Iterator[dict]:
    """Rows for `put_advice`, a group at a time. `middles`: where a family is drawn for other offices; `others`: what other choices would
    do, left out from the moment somebody asks to stop."""
    total, done, is_over = sum(len(one.instance.groups) for one in rounds), 0, False
    for one in rounds:
        families = {family.id: family for family in one.instance.families}
        for group in one.instance.groups:
            if progress:
                progress("advice", done, total)
            is_over = is_over or bool(stop and stop())
            done += 1
            row = _row(one, group, families, middles)
            row["others"] = others(one, group.id) if others and not is_over else []
            yield row


def _row(one: Round, group, families: Mapping, middles: Mapping) -> dict:
    placement = one.placements.get(group.id)
    counts = one.result["funnel"][group.id] if one.result else {"feasible": 0}
    row = {"group_id": group.id, "children": [child.id for child in group.children], "suiting": counts["feasible"]}
    if placement is None:
        return row
    family = families[placement["family"]]
    middle = middles.get(family.id)
    return row | {
        "family_id": family.id,
        "is_kin": placement["kin"],
        "km": placement["km"],
        "km_middle": metres_between(group.lat, group.lon, *middle) / 1000 if middle else None,
        "place": place_of(one, group, family.id),
    }


def place_of(one: Round, group, family_id: str) -> int:
    """The family's place in the plain order of this group: kin first, then the value, then the draw."""
    instance = one.instance
    asking = Asking(group, instance.rules, instance.weights, instance.at)
    chosen, better = None, 0
    keys = []
    for family in instance.families:
        found = verdict(asking, family)
        if found.feasible:
            key = (not found.kin, -found.value, tie_key(instance.at, family.id))
            keys.append(key)
            chosen = key if family.id == family_id else chosen
    better = sum(1 for key in keys if key < chosen)
    return better + 1


def others_of(rounds: list[Round]) -> Callable[[Round, str], list[dict]] | None:
    """What other choices would do, from the engine for a country; None where its arrays can't be made."""
    return None
