"""What other weights would have changed, from files that were kept: how many groups, never which. Pure.

Each group is counted once, as it stood in the last comparison of the month that it was in. It is known by its children: its id changes when
a search begins for it, or when a person parts it. Comparisons that were stopped before their end are left out, since a better answer may have
existed under the old weights too; so are those whose repetition is stopped by the limit of time.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from umay.care.matching import rounds
from umay.care.matching.engine import Weights, candidates, dump, parse
from umay.care.matching.queries.country import BOTH_ROOMS
from umay.ground.offices.packs.calendar import completed_years

AGES = ((6, "age:0-6"), (11, "age:7-11"), (10**9, "age:12-17"))
ALL = "all"


def parts_of(group, at: date) -> tuple[str, ...]:
    """The parts of the children a group belongs to; the same codes as in the simulation."""
    eldest = max(completed_years(child.born_on, at) for child in group.children)
    if any(child.needs - {BOTH_ROOMS} for child in group.children):  # a sex not yet known is no need of the child's
        need = "need:special"
    else:
        need = "need:behaviour" if any(child.behaviour_need for child in group.children) else "need:none"
    return (
        ALL,
        next(code for upper, code in AGES if eldest <= upper),
        need,
        f"siblings:{min(len(group.children), 3)}",
        "urgency:urgent" if group.urgent else "urgency:planned",
    )


class Tally:
    """Counts of groups and children under the old weights and under the new ones, by parts of the children."""

    NAMES = (
        "groups", "children", "changed", "placed_before", "placed_after", "whole_before", "whole_after", "homes_before", "homes_after",
        "closed_before", "closed_after", "closed_pairs_before", "closed_pairs_after", "shut_before", "shut_after",
    )  # fmt: skip

    def __init__(self):
        self.parts: dict[str, dict] = {}

    def add(self, group, at: date, before: dict | None, after: dict | None, funnels: tuple[dict, dict]) -> None:
        """One group with its placement under each (of the public result file), None where it had none, and its counts of families by rule.

        `closed`: groups for whom the weights call at least one home worse than waiting, which no other rule closes; `closed_pairs`: those homes,
        once for each group; `shut`: groups to whom no home is left so.
        """
        size = len(group.children)
        for part in parts_of(group, at):
            row = self.parts.setdefault(part, dict.fromkeys(self.NAMES, 0) | {"km_before": 0.0, "km_after": 0.0})
            row["groups"] += 1
            row["children"] += size
            row["changed"] += (before or {}).get("family") != (after or {}).get("family")
            for when, placement in (("before", before), ("after", after)):
                if placement:
                    row[f"placed_{when}"] += size
                    row[f"whole_{when}"] += size if size > 1 else 0
                    row[f"homes_{when}"] += 1
                    row[f"km_{when}"] += placement["km"]
            for when, counts in zip(("before", "after"), funnels, strict=True):
                row[f"closed_{when}"] += counts["value"] > 0
                row[f"closed_pairs_{when}"] += counts["value"]
                row[f"shut_{when}"] += counts["value"] > 0 and not counts["feasible"]

    def told(self) -> dict:
        """{part: counts, with the mean distance of the suggested homes}."""
        found = {}
        for part, row in sorted(self.parts.items()):
            means = {
                f"km_{when}": round(row[f"km_{when}"] / row[f"homes_{when}"], 1) if row[f"homes_{when}"] else None
                for when in ("before", "after")
            }
            found[part] = row | means
        return found


def of_runs(
    files: Iterable[Callable[[], tuple[bytes, bytes]]], weights: Weights, *, solve: Callable, progress=None, stop=None
) -> dict:
    """Replays comparisons, the newest first, under other weights. `files` open what each read and what came out.

    `solve` is the engine's; `stop` is asked often, and what comes back then is not whole. {"runs", "left_out", "parts"}.
    """
    tally, counted, used, left_out = Tally(), set(), 0, 0
    for index, opened in enumerate(files):
        if stop and stop():
            break
        raw, answer = opened()
        before = rounds.rounds_of(raw, answer) if raw and answer else []
        is_complete = bool(before) and not rounds.is_stopped(before)
        if is_complete:
            instance = parse(raw)
            fresh = [group for group in instance.groups if counted.isdisjoint(_children(group))]
            # Answered again in the form it was answered in, so that nothing but the weights differs.
            again = partial(rounds.solved, solve=solve, before=answer, stop=stop)
            is_complete = not fresh or _compare(tally, instance, fresh, before, weights, again)
        if is_complete:
            used += 1
            counted.update(child for group in fresh for child in _children(group))
        else:
            left_out += 1
        if progress:
            progress(index + 1)
    return {"runs": used, "left_out": left_out, "parts": tally.told()}


def _children(group) -> set[str]:
    return {child.id for child in group.children}


def _compare(tally: Tally, instance, fresh: list, before: list, weights: Weights, again: Callable) -> bool:
    """Counts the groups `fresh` under both weights. False, and nothing counted, where the repetition did not come to its end."""
    changed = dump(replace(instance, weights=weights))
    after = rounds.rounds_of(changed, again(changed))
    if rounds.is_stopped(after):
        return False
    old, new = _placements(before), _placements(after)
    rules_before, rules_after = _funnel(before), _funnel(after)
    for group in fresh:
        counts = rules_before[group.id], rules_after[group.id]
        tally.add(group, instance.at, old.get(group.id), new.get(group.id), counts)
    return True


def _placements(found: list) -> dict[str, dict]:
    return {group: placement for one in found for group, placement in one.placements.items()}


def _funnel(found: list) -> dict[str, dict]:
    """{group: how many families each rule leaves out}, each family under the first rule that does: `value` alone is the last."""
    return {group: counts for one in found for group, counts in one.funnel.items()}


def of_decisions(files: Iterable[tuple[bytes, bool, object]], weights: Weights) -> dict:
    """How many decided searches would have had another family first, and how often the family decided for stood first."""
    found = dict.fromkeys(("decisions", "changed", "first_before", "first_after"), 0)
    for raw, is_part, chosen in files:
        instance = parse(raw)
        before, after = (_first(instance, one, is_part) for one in (instance.weights, weights))
        found["decisions"] += 1
        found["changed"] += before != after
        found["first_before"] += before == str(chosen)
        found["first_after"] += after == str(chosen)
    return found


def _first(instance, weights: Weights, is_part: bool) -> str:
    order = candidates(
        instance.groups[0],
        instance.families,
        rules=instance.rules,
        weights=replace(weights, split=0) if is_part else weights,
        at=instance.at,
        is_part=is_part,
    )
    return order.candidates[0].family_id if order.candidates else ""
