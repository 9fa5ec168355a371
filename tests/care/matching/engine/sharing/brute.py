"""All packings of a small instance, one after another: the truth that the engine's must equal.

It asks only `judge`, the rules for one family and one group, and knows nothing of prices, sets or programmes.
"""

from dataclasses import replace
from itertools import product

from umay.care.matching.engine import judge


def best(instance):
    """(most children with kin in whole groups, then the highest value in millionths) of any packing."""
    families = {family.id: family for family in instance.families}
    ways = [list(_ways(instance, group, families)) for group in instance.groups]
    ways.sort(key=len)
    return _search(instance, ways, 0, {}, families)


def _ways(instance, group, families):
    """Each way to place one group: a list of (family, children) with its kin count and value; not placing it is one."""
    yield [], 0, 0
    children = group.children
    homes = list(families)
    cuts = (
        product(homes, repeat=len(children))
        if instance.rules.splitting
        else ((home,) * len(children) for home in homes)
    )
    for cut in cuts:
        parts = {}
        for child, home in zip(children, cut, strict=True):
            parts.setdefault(home, []).append(child)
        is_part = len(parts) > 1
        verdicts = [
            judge(
                replace(group, children=tuple(part)),
                families[home],
                instance.rules,
                instance.weights,
                instance.at,
                is_part=is_part,
            )
            for home, part in parts.items()
        ]
        if all(verdict.feasible for verdict in verdicts):
            kin = len(children) if not is_part and verdicts[0].kin else 0
            yield [(home, len(part), group) for home, part in parts.items()], kin, sum(v.value for v in verdicts)


def _may_join(instance, family, there, children, newcomer):
    if not there:
        return True
    if not instance.rules.sharing or sum(size for size, _ in there) + children > family.places_mixed:
        return False
    return all(
        other.id not in newcomer.not_with_groups and newcomer.id not in other.not_with_groups for _, other in there
    )


def _search(instance, ways, number, living, families):
    if number == len(ways):
        return 0, 0
    most = (-1, 0)
    for homes, kin, value in ways[number]:
        if all(_may_join(instance, families[home], living.get(home, []), size, group) for home, size, group in homes):
            for home, size, group in homes:
                living.setdefault(home, []).append((size, group))
            rest = _search(instance, ways, number + 1, living, families)
            for home, _, _ in homes:
                living[home].pop()
            most = max(most, (rest[0] + kin, rest[1] + value))
    return most
