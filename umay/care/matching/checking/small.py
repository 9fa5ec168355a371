"""A small question answered whole: every way to place up to seven groups, family by family."""

from itertools import combinations

from .people import value_with
from .placed import are_apart

MOST_GROUPS = 7
MOST_FAMILIES = 7
MOST_CHILDREN = 12


def is_small(groups, families):
    return (
        len(groups) <= MOST_GROUPS
        and len(families) <= MOST_FAMILIES
        and sum(group.size for group in groups.values()) <= MOST_CHILDREN
    )


def best(setting, groups, families):
    """(kin children, value in millionths) of the best placing there is, kin first."""
    ordered = sorted(groups.values(), key=lambda group: group.id)
    seats = {child: 1 << number for number, child in enumerate(child for group in ordered for child in group.children)}
    wholes = [sum(seats[child] for child in group.children) for group in ordered]
    states = {0: (0, 0)}
    for family in families.values():
        found = dict(states)
        for mask, kin, value in _sets(setting, ordered, family, seats):
            for state, (kin_before, before) in states.items():
                if not state & mask:
                    new, score = state | mask, (kin_before + kin, before + value)
                    if new not in found or found[new] < score:
                        found[new] = score
        states = found
    return max(score for state, score in states.items() if all((state & whole) in (0, whole) for whole in wholes))


def _sets(setting, groups, family, seats):
    """(children as bits, kin children, value) of every legal set of groups, or parts, that this family may take."""
    offers = []
    for group in groups:
        for part in _parts(setting, group):
            may, value = value_with(setting, part, family)
            if may:
                kin = part.size if family.id in part.kin and not part.is_part else 0
                offers.append((part, sum(seats[child] for child in part.children), kin, value))
    for _, mask, kin, value in offers:
        yield mask, kin, value
    if not setting.is_sharing:
        return
    for number in range(2, len(groups) + 1):
        for chosen in combinations(offers, number):
            parts = [part for part, *_ in chosen]
            if (
                len({part.id for part in parts}) == number
                and sum(part.size for part in parts) <= family.mixed
                and not any(are_apart(one, other) for one, other in combinations(parts, 2))
            ):
                yield sum(mask for _, mask, *_ in chosen), sum(one[2] for one in chosen), sum(one[3] for one in chosen)


def _parts(setting, group):
    yield group
    if setting.is_splitting:
        children = sorted(group.children)
        for number in range(1, len(children)):
            for some in combinations(children, number):
                yield group.part(some, setting)
