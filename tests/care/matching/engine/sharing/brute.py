"""All packings of a small instance, one after another: the truth that the engine's must equal.

It asks only `judge`, the rules for one family and one group, and knows nothing of prices, sets or programmes.
"""

from dataclasses import replace
from itertools import product

from umay.care.matching.engine import judge


def best(instance):
    """(most children with kin in whole groups, then the highest value in millionths) of any packing."""
    families = {family.id: family for family in instance.families}
    ways = sorted((list(_ways(instance, group, families)) for group in instance.groups), key=len)
    return _search(instance, ways, 0, {}, families)


def _ways(instance, group, families):
    """Each way to place one group, or not: its parts as (family, children, group), how many with kin, the value."""
    yield [], 0, 0
    children = group.children
    if instance.rules.splitting:
        cuts = product(families, repeat=len(children))
    else:
        cuts = ((home,) * len(children) for home in families)
    for cut in cuts:
        parts = {}
        for child, home in zip(children, cut, strict=True):
            parts.setdefault(home, []).append(child)
        verdicts = [_judged(instance, group, families[home], part, len(parts) > 1) for home, part in parts.items()]
        if all(verdict.feasible for verdict in verdicts):
            kin = len(children) if len(parts) == 1 and verdicts[0].kin else 0
            homes = [(home, len(part), group) for home, part in parts.items()]
            yield homes, kin, sum(verdict.value for verdict in verdicts)


def _judged(instance, group, family, part, is_part):
    asked = replace(group, children=tuple(part))
    return judge(asked, family, instance.rules, instance.weights, instance.at, is_part=is_part)


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
