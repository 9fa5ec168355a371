"""Who may see and do what with cases, and taking hold of one before it is changed.

Rows are narrowed by the database (row-level security); here stand the permissions.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import Case
from umay.care.cases.words import CaseState
from umay.kit.kernel.acting import OWN, TEAM, Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

SEE = "cases.see"
OPEN = "cases.open"
CHANGE = "cases.change"
ASSIGN = "cases.assign"
HAND_OVER = "cases.hand_over"
CONFIDENTIAL = "cases.confidential"
ASK_CLOSE = "cases.close_ask"
CLOSE = "cases.close"
REOPEN = "cases.reopen"


def visible(by: Identity) -> QuerySet[Case]:
    """The cases this person may see; the database hides every other row."""
    return Case.objects.filter(country=by.country)


def require(by: Identity, permission: str) -> None:
    """Raise NotAllowed where the post does not carry the permission."""
    if not by.may(permission):
        raise NotAllowed()


def carries_cases(by: Identity) -> bool:
    """Whether what this person opens becomes their own work (a caseworker), or waits to be given to somebody."""
    return by.level in (OWN, TEAM) and not by.may(ASSIGN)


def held(case: Case, *, version: int | None = None) -> Case:
    """The case's fresh row under a lock, in the present transaction.

    Raises Conflict where the row is gone from the asker's reach, or `version` (what the page showed) is not the row's any more.
    """
    fresh = Case.objects.select_for_update(of=("self",)).filter(pk=case.pk).first()
    if fresh is None:
        raise Conflict(_("This case is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def held_open(case: Case, *, version: int | None = None) -> Case:
    """As `held`; a closed case can't be written in."""
    fresh = held(case, version=version)
    if fresh.state == CaseState.CLOSED:
        raise Refusal(
            _("This case is closed. Nothing was changed. A supervisor can open it again."), code="case_closed"
        )
    return fresh


def held_part(part, *, version: int | None = None):
    """A row of a case (a child, a legal basis, a deadline) fresh under a lock; take hold of its case first."""
    fresh = type(part).objects.select_for_update(of=("self",)).filter(pk=part.pk).first()
    if fresh is None:
        raise Conflict(_("This is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def write_line(code: str, *, case: Case, kind: str = "cases.case", thing=None, fields=(), why: str = "") -> None:
    """One line of the journal about this case or a part of it."""
    record(code, kind=kind, thing=thing or case.pk, file=case.file_id, fields=list(fields), why=why)
