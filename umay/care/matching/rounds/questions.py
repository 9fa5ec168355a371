"""The questions of a round, each an instance of the public contract made from the country's own. Pure, and the same in every derivation."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from umay.care.matching.engine import Child, Family, Group, Instance, Weights, order_of_groups, tie_key
from umay.care.matching.engine.exact import MILLION, divided, micros
from umay.care.matching.engine.inputs import HIGHEST_WEIGHT
from umay.care.matching.engine.judging import Asking, verdict

URGENT, REST = "urgent", "rest"
ROUNDS = (URGENT, REST)

HALF_ROUND = 20_040_000  # metres that no two points on earth are apart

Worse = Mapping[str, Mapping[str, int]]
"""{group: {family: value without the term `behaviour`, millionths}}: homes that no rule but `value` leaves out."""


def part(instance: Instance, name: str, taken: Collection[str]) -> Instance:
    """The question of one round as it is: its groups, and the families the round before has left."""
    groups = tuple(group for group in instance.groups if group.urgent == (name == URGENT))
    families = tuple(family for family in instance.families if family.id not in taken)
    return replace(instance, groups=_within(groups, families), families=families)


def _within(groups: Collection[Group], families: Collection[Family]) -> tuple[Group, ...]:
    """The groups without the ids of families and groups that are not in the question."""
    homes, known = {family.id for family in families}, {group.id for group in groups}
    return tuple(
        replace(
            group,
            kin=group.kin & homes,
            not_with_families=group.not_with_families & homes,
            not_with_groups=group.not_with_groups & known,
        )
        for group in groups
    )


def worse_than_waiting(instance: Instance) -> Worse:
    """The homes that only the rule `value` leaves out. They stay left out in both questions, by name."""
    crowded = sorted(instance.families, key=lambda family: -family.children_in_home)
    known = {family.id: family for family in instance.families}
    found = {}
    for group in instance.groups:
        asking = Asking(group, instance.rules, instance.weights, instance.at)
        looked = [known[kin] for kin in sorted(group.kin) if kin in known]
        for family in crowded:
            if _least(asking, family) >= 0:
                break  # whoever has fewer children at home is worth more still
            if family.id not in group.kin:
                looked.append(family)
        judged = (verdict(asking, family) for family in looked)
        worse = {one.family_id: one.value - one.terms.behaviour for one in judged if one.reason == "value"}
        if worse:
            found[group.id] = worse
    return found


def _least(asking: Asking, family: Family) -> int:
    """The least this home can be worth at the end of the reach, whoever is prepared for what; millionths."""
    weight, size = asking.weights, asking.size
    each = weight["placed"] + weight["wait_per_day"] * asking.waited
    each += weight["urgent"] if asking.group.urgent else 0
    away = divided(size * weight["per_km"] * min(asking.longest, HALF_ROUND), 1000) + 1
    return (
        size * (each - weight["child_in_home"] * family.children_in_home)
        - away
        - asking.behaviour * weight["behaviour_unskilled"]
    )


def who(asked: Instance, worse: Worse) -> Instance:
    """The first question: the round without any child's difficult behaviour.

    A home worse than waiting stays closed, also where only that term makes it so: the weights say so of the home, whoever else waits.
    """
    groups = (
        replace(
            group,
            children=tuple(_blind(child) for child in group.children),
            not_with_families=group.not_with_families
            | {family for family, value in worse.get(group.id, {}).items() if value >= 0},
        )
        for group in asked.groups
    )
    return replace(asked, groups=tuple(groups))


def _blind(child: Child) -> Child:
    return replace(child, behaviour_need=False) if child.behaviour_need else child


def where(asked: Instance, worse: Worse, placed: Collection[str], closed: Collection[str]) -> Instance:
    """The second question: only who is `placed`, by the true weights, with `placed` raised so that nobody is left out for a sum.

    `closed`: families that take nobody but their own kin. The gap that the rules allow is that of the sum before it was raised.
    """
    groups = [
        replace(
            group, not_with_families=group.not_with_families | set(worse.get(group.id, ())) | (set(closed) - group.kin)
        )
        for group in asked.groups
        if group.id in placed
    ]
    most, bonus = _most(groups, asked), bonus_of(groups, asked)
    children = sum(len(group.children) for group in groups)
    share = most / (most + bonus * MILLION * children) if most else 0
    return replace(
        asked,
        rules=replace(asked.rules, gap=round(asked.rules.gap * share, 12)),
        weights=raised(asked.weights, bonus),
        groups=_within(groups, asked.families),
    )


def _most(groups: Collection[Group], asked: Instance) -> int:
    """What these groups could be worth together at the very most, millionths."""
    weigh = {name: micros(getattr(asked.weights, name)) for name in ("placed", "urgent", "wait_per_day")}
    total = 0
    for group in groups:
        asking = Asking(group, asked.rules, asked.weights, asked.at)
        each = weigh["placed"] + weigh["wait_per_day"] * asking.waited + (weigh["urgent"] if group.urgent else 0)
        total += asking.size * each
    return total


def bonus_of(groups: Collection[Group], asked: Instance) -> int:
    """Whole points more for each child: above all that leaving one out could win, as far as a weight may go.

    Where a weight may not go so far, whether everybody has a home is counted afterwards, not assumed.
    """
    most = HIGHEST_WEIGHT - int(Decimal(str(asked.weights.placed)).to_integral_value(rounding="ROUND_CEILING"))
    return min(_most(groups, asked) // MILLION + 1, most)


def raised(weights: Weights, bonus: int) -> Weights:
    """The weights with `placed` higher by so many points, exactly."""
    return replace(weights, placed=float(Decimal(str(weights.placed)) + bonus))


def others_kin(instance: Instance) -> tuple[str, ...]:
    """Families that suit as kin of a group that is not urgent: whoever has the earliest claim is protected first."""
    if not any(group.urgent for group in instance.groups):
        return ()
    known, found = {family.id: family for family in instance.families}, {}
    for group in order_of_groups((one for one in instance.groups if not one.urgent), instance.at):
        asking = Asking(group, instance.rules, instance.weights, instance.at)
        for family in sorted(group.kin & known.keys(), key=lambda family: tie_key(instance.at, family)):
            if family not in found and verdict(asking, known[family]).feasible:
                found[family] = None
    return tuple(found)


def fewest_open(others: Sequence[str], ask: Callable[[frozenset[str]], object]) -> None:
    """Asks the second question with as few of `others` open as can be; the last answer that was not None stands.

    `ask(closed)`: None where not everybody has a home. One after the other, the first of `others` first, stays closed where it can be
    beside those before. Sets that can be closed together form a matroid (what is left still seats everybody), so no choice would
    open fewer, and whoever comes first is opened last. Halving finds the next that must be opened.
    """
    if ask(frozenset(others)) is not None or not others or ask(frozenset()) is None:
        return
    closed, left = frozenset(), list(others)
    while left:
        low, high = 0, len(left)
        while low < high:
            middle = (low + high + 1) // 2
            if ask(closed | frozenset(left[:middle])) is None:
                high = middle - 1
            else:
                low = middle
        closed |= frozenset(left[:low])
        left = left[low + 1 :]
