"""What another choice for one group would do to other children: the run made again with it, exactly, and counted. Pure.

Who would wait on or find a family is answered by the first question of a round, where the others would live by the second, and what that
takes from or leaves to the round after is followed too. Where several answers are equally good, as between families that are equal to the
metre, the one counts that leaves the most children where they are.
"""

from dataclasses import dataclass, replace

from umay.care.matching.engine.solver.arrays import problem
from umay.care.matching.engine.solver.market import HOME, PLACED, Market
from umay.care.matching.engine.solver.solve import solve_arrays
from umay.care.matching.rounds import Round
from umay.care.matching.rounds.questions import part, where, who, worse_than_waiting


@dataclass
class Counts:
    """Other children: who would wait on, find a family, or go to another one."""

    left: int = 0
    moved: int = 0
    gained: int = 0


class Side:
    """One round as two markets that can be changed: who has a family, and which. The families of the round before are in it, closed."""

    def __init__(self, one: Round):
        whole = part(one.country, one.name, ())
        worse = worse_than_waiting(whole)
        self.groups = {group.id for group in whole.groups}
        self.size = {group.id: len(group.children) for group in whole.groups}
        staying = PLACED if one.where else HOME  # who lives where is counted by the second question, where there is one
        self.claim, self.price = _market(who(whole, worse), one.who.instance, staying)
        self.home = None
        if one.where:
            closed = set(one.others) - set(one.opened)
            question = where(whole, worse, self.groups, closed)
            question = replace(question, weights=one.where.instance.weights)
            self.home, _price = _market(question, one.where.instance, HOME)
        self.before = {group: placement["family"] for group, placement in one.placements.items()}

    def change(self, counts: Counts, *, group: str = "", closed=(), opened=()) -> dict[str, str]:
        """Without `group`, without the families `closed`, with those `opened`: {group: family} of all others, counted."""
        claim = self.claim.begin()
        _step(claim, leave=[group] if group else [], opened=opened, closed=closed)
        after = claim.homes()
        before = {one for one in self.before if one != group}
        left, gained = sorted(before - after.keys()), sorted(after.keys() - before)
        if self.home is not None:
            home = self.home.begin()
            leave = [*([group] if group in self.before else []), *left]
            _step(home, leave=leave, opened=opened, closed=closed, join=gained)
            after = home.homes()
        counts.left += sum(self.size[one] for one in left)
        counts.gained += sum(self.size[one] for one in gained)
        stay = before - set(left)
        counts.moved += sum(self.size[one] for one in stay if after.get(one) != self.before[one])
        return after


def _step(moment, *, leave, opened, closed, join=()) -> None:
    for one in leave:
        moment.leave(one)
    for one in sorted(opened):
        moment.open(one)
    for one in sorted(closed):
        moment.close(one)
    for one in join:
        moment.join(one)


def _market(question, solved, staying: str) -> tuple[Market, dict[str, int]]:
    """The Market of a question, standing where its part `solved` has its answer; and that part's prices by family, millionths."""
    survey, solution = solve_arrays(problem(solved))
    groups, families = survey.problem.groups.ids, survey.problem.families.ids
    price = dict(zip(families, map(int, solution.price), strict=True))
    held = {group: families[f] for group, f in zip(groups, solution.family_of.tolist(), strict=True) if f >= 0}
    pull = dict(zip(groups, map(int, solution.pull), strict=True))
    made = Market(problem(question), family_of=held, price=price, pull=pull, bonus=solution.bonus, staying=staying)
    return made, price


class Others:
    """A run that came to its end, ready to be asked what another choice would do."""

    def __init__(self, rounds: list[Round]):
        self.sides = [Side(one) for one in rounds if one.who]

    def side(self, group: str) -> Side:
        return next(side for side in self.sides if group in side.groups)

    def instead(self, group: str, family: str) -> Counts | None:
        """Counts, if this group goes to that family; None where it does not suit."""
        number = self.sides.index(self.side(group))
        first, later = self.sides[number], self.sides[number + 1 :]
        if not first.claim.suits(group, family):
            return None
        counts = Counts()
        after = first.change(counts, group=group, closed=[family])
        before, taken = set(first.before.values()), {*after.values(), family}
        for side in later:
            closed, opened = taken - before, before - taken
            if closed or opened:
                after = side.change(counts, closed=closed, opened=opened)
                before, taken = before | set(side.before.values()), taken | set(after.values())
        return counts


def is_comparable(rounds: list[Round]) -> bool:
    """Other choices are compared where each family takes one group and every answer is proven best."""
    files = [file for one in rounds for file in one.files]
    rules = rounds[0].country.rules
    is_proven = all(file.result["status"] == "optimal" for file in files)
    return (
        bool(files)
        and is_proven
        and not any(one.is_stopped for one in rounds)
        and not (rules.sharing or rules.splitting)
    )
