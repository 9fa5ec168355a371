"""Who needs a second step to sign in, and how long a sign-in lasts. No database, no clock."""

from collections.abc import Iterable

from umay.front.roles import ROLES


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Roles that see children and roles of great power need a second step."""
    return any(ROLES[role].sees_children or ROLES[role].is_powerful for role in roles if role in ROLES)


def seconds_left(*, present: int, seen: int, began: int, idle: int, total: int) -> int:
    """Whole seconds until a sign-in ends: `idle` after the last click, `total` after it began; 0 or less: it is over."""
    return min(seen + idle, began + total) - present
