"""Permission names of the visits room, and whose visits a person sees."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.visits.models import Concern, Visit
from umay.kit.kernel.acting import OWN, TEAM, Identity
from umay.kit.kernel.errors import Conflict, NotAllowed

SEE = "visits.see"
PLAN = "visits.plan"
RECORD = "visits.record"
ANSWER = "visits.answer_concern"


def visible(by: Identity) -> QuerySet[Visit]:
    """Visits to the children whose case this person may see; the database hides every other row."""
    return Visit.objects.filter(country=by.country)


def visible_concerns(by: Identity) -> QuerySet[Concern]:
    return Concern.objects.filter(country=by.country)


def has_own_children(by: Identity) -> bool:
    """Whether this person's work is their own cases alone (a caseworker)."""
    return by.level in (OWN, TEAM) and not by.may(ANSWER)


def require(by: Identity, permission: str) -> None:
    """Raise NotAllowed where the post does not carry the permission."""
    if not by.may(permission):
        raise NotAllowed()


def held(row, *, version: int | None = None):
    """A visit or concern fresh under a lock. Raises Conflict where it is gone, or `version` (what the page showed) is old."""
    fresh = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if fresh is None:
        raise Conflict(_("This visit is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh
