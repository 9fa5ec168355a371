"""From the answer of a run to a suggestion for each waiting group: the family, its place in the group's own order, and what other choices
would do to other children. Pure.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from umay.care.matching.engine import metres_between
from umay.care.matching.engine.solver.arrays import Problem, problem
from umay.care.matching.engine.solver.one import prices_of, top
from umay.care.matching.engine.solver.pairs import Survey
from umay.care.matching.others import Others, is_comparable
from umay.care.matching.rounds import Round

ALTERNATIVES = 10


def suggestions(
    rounds: list[Round], *, middles: Mapping[str, tuple[float, float]], progress=None, stop=None
) -> Iterator[dict]:
    """Rows for `put_advice`, a group at a time. `middles`: where a family is drawn for other offices.

    What other choices would do is left out from the moment somebody asks to stop, and for a run without a proven answer.
    """
    total, done, is_over = sum(len(one.instance.groups) for one in rounds), 0, False
    others = Others(rounds) if is_comparable(rounds) else None
    for one in rounds:
        if not one.instance.groups:
            continue
        look = Look(one)
        for group in one.instance.groups:
            if progress:
                progress("advice", done, total)
            is_over = is_over or bool(stop and stop())
            done += 1
            found = [] if is_over or others is None else look.others(group, others)
            yield look.row(group, middles) | {"others": found}


class Look:
    """One round seen group by group, by the true weights. The arrays of its families are made once."""

    def __init__(self, one: Round):
        self.round = one
        self.problem: Problem = problem(one.instance)
        self._price: np.ndarray | None = None  # what the others need, the same for all groups of a round

    def row(self, group, middles: Mapping) -> dict:
        """The suggestion itself, without the other choices."""
        placement = self.round.placements.get(group.id)
        suiting = self.round.funnel[group.id]["feasible"] if group.id in self.round.funnel else 0
        row = {"group_id": group.id, "children": [child.id for child in group.children], "suiting": suiting}
        if placement is None:
            return row
        middle = middles.get(placement["family"])
        return row | {
            "family_id": placement["family"],
            "is_kin": placement["kin"],
            "km": placement["km"],
            "km_middle": metres_between(group.lat, group.lon, *middle) / 1000 if middle else None,
            "place": self.place(group, placement["family"]),
        }

    def place(self, group, family_id: str) -> int:
        """The family's place in the plain order of this group: kin first, then the value, then the draw."""
        survey = Survey(self.problem.for_groups([group]), kept=1)
        chosen = self.problem.families.number[family_id]
        if len(survey.kin.family) and chosen in survey.kin.family:
            return 1 + _better(survey.kin.family, survey.kin.value, chosen)
        families, _metres, values = survey.everybody(0)
        return 1 + len(survey.kin.family) + _better(families, values, chosen)

    def others(self, group, others: Others) -> list[dict]:
        """The first ten other families, others' needs counted, and how many other children each choice would touch."""
        placement = self.round.placements.get(group.id)
        suggested = placement["family"] if placement else None
        found = []
        for choice in top(self.problem, group, self._prices(others, group), count=ALTERNATIVES + 1):
            if choice.family == suggested or len(found) == ALTERNATIVES:
                continue
            if (then := others.instead(group.id, choice.family)) is not None:
                found.append({"family": choice.family, "left": then.left, "moved": then.moved, "gained": then.gained})
        return found

    def _prices(self, others: Others, group) -> np.ndarray:
        if self._price is None:
            self._price = prices_of(self.problem, others.side(group.id).price)
        return self._price


def _better(families, values, chosen: int) -> int:
    """How many of these stand before the family `chosen`; families are numbered in the order of the draw."""
    value = values[families == chosen][0]
    return int(np.count_nonzero((values > value) | ((values == value) & (families < chosen))))
