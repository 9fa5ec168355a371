"""What waits in the accords room for a desk. Each noun adds its own with `waiting`; nothing is asked for posts outside the house."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from umay.cooperation.accords import access
from umay.cooperation.accords.approving import Approvable, approvables, thing_hash
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.queries.declarations import to_confirm
from umay.cooperation.partners.queries import party_of
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
        return _pinned(identity)
    return [task for noun in _nouns for task in noun(identity, at)]


def _pinned(identity: Identity) -> list[Task]:
    """What another person pinned and a second one must confirm. One statement, for those who may."""
    if not identity.may(access.CONFIRM_PIN):
        return []
    found = to_confirm(identity).exclude(recorded_by=identity.user_id)[:MOST]
    words = _("Confirm whom a state trusts")
    return [Task("trust.confirm", words, reverse("trust:confirm", args=[one.pk]), None, "waiting", one.name) for one in found]  # fmt: skip


@waiting
def approvals(identity: Identity, at: datetime) -> list[Task]:
    """What is up for one's institution's yes and has none, or one to earlier words. Two statements, and two for each kind of thing."""
    own = party_of(identity) if identity.may(access.APPROVE) else None
    if own is None:
        return []
    asked = queries.joint_accords(own)
    return [task for kind in approvables().values() if kind.waiting for task in _of_kind(kind, own, asked, identity)]


def _of_kind(kind: Approvable, own, asked: set, identity: Identity) -> list[Task]:
    things = [thing for thing in kind.waiting(identity)[:MOST] if kind.accord(thing).pk in asked]
    said = queries.last_approvals(kind.kind, [thing.pk for thing in things], own) if things else {}
    found = []
    for thing in things:
        row = said.get(thing.pk)
        if row is not None and row.is_given and row.sha256 == thing_hash(thing):
            continue
        is_changed = row is not None and row.is_given
        words = (
            _("Words you approved were changed: approve them again?") if is_changed else _("Waits for your approval")
        )
        found.append(Task(f"{kind.kind.split('.')[0]}.approve", words, kind.url(thing), None, "waiting", kind.title(thing)))  # fmt: skip
    return found
