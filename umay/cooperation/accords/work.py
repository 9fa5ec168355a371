"""What waits in the accords room for a desk. Each noun adds its own with `waiting`; nothing is asked for posts outside the house."""

from collections.abc import Callable
from datetime import datetime

from umay.cooperation.accords import access
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

MOST = 20
_nouns: list[Callable[[Identity, datetime], list[Task]]] = []


def waiting(function: Callable[[Identity, datetime], list[Task]]) -> Callable:
    """Register a noun's tasks: function(identity, at) -> list[Task], at most MOST of each kind, in a bounded number of statements."""
    if function not in _nouns:
        _nouns.append(function)
    return function


def work(identity: Identity, at: datetime) -> list[Task]:
    if not identity.may(access.SEE):
        return []
    return [task for noun in _nouns for task in noun(identity, at)]
