"""The one place where the time of day is read. Actions and rules are given `at`; only views, tasks and commands call this."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
