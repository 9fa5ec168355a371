"""Which group is helped first. Nothing about a child's needs, behaviour, age or sex is asked here, and must not be."""

from .exact import tie_key
from .inputs import Group


def order_of_groups(groups, at):
    """The groups as a tuple: urgent before all others, then the longest wait, then a draw that favours nobody.

    Only `urgent`, `waiting_since` and the id are read, so no need, and no number of them, can lower a child's claim.
    """
    return tuple(sorted(groups, key=lambda group: _claim(group, at)))


def _claim(group: Group, at):
    return not group.urgent, group.waiting_since, tie_key(at, group.id)
