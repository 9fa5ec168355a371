"""Approval by a second person, refusal, suspension and end."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, queries
from umay.care.families.actions.places import _call
from umay.care.families.actions.rows import _allow, _locked, _settings, _words
from umay.care.families.lifecycle import FAMILY
from umay.care.families.models import Family
from umay.care.families.words import FamilyState
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

GOVERNOR = "governor"
REFUSAL, BAR, END = (
    "application_refusal",
    "family_bar",
    "family_end",
)  # vocabularies of the reasons: kept as "vocabulary:code"


def _ready(family: Family, *, by: Identity, at: datetime) -> None:
    faults = queries.readiness(family, _settings(by, at)).faults
    if faults:
        raise Refusal(
            _(
                "Something is still missing before the family can be approved. Nothing was changed. See what is missing: %(first)s"
            )
            % {"first": faults[0]},
            code="not_ready",
        )


def ask_approval(*, family: Family, version: int | None = None, by: Identity, at: datetime) -> Family:
    """Everything is in: ask the authority. Raises Refusal with the first thing that is missing."""
    _allow(by, access.APPROVE_ASK)
    with transaction.atomic():
        fresh = _locked(family, version=version)
        FAMILY.check(fresh, "ask_approval", by=by, at=at)
        _ready(fresh, by=by, at=at)
        on = _settings(by, at).day
        return FAMILY.apply(fresh, "ask_approval", by=by, at=at, approval_asked_by=by.user_id, approval_asked_on=on)


def send_back(*, family: Family, version: int | None = None, reason: str, by: Identity, at: datetime) -> Family:
    """Not decided: more has to be found out. The words are kept with the social inquiry."""
    _allow(by, access.APPROVE)
    reason = _words(reason, 5, _("Please write what is missing, in a sentence."), "reason")
    with transaction.atomic():
        fresh = _locked(family, version=version)
        words = f"{fresh.inquiry}\n\n{reason}" if fresh.inquiry else reason
        return FAMILY.apply(fresh, "send_back", by=by, at=at, approval_asked_by=None, inquiry=words)


def approve(
    *,
    family: Family,
    version: int | None = None,
    number: str = "",
    approved_on: date | None = None,
    approved_until: date | None = None,
    by: Identity,
    at: datetime,
) -> Family:
    """The authority approves, as another person than the one who asked. Where the governor approves, the number of the approval is needed."""
    _allow(by, access.APPROVE)
    settings = _settings(by, at)
    number, approved_on = number.strip(), approved_on or settings.day
    with transaction.atomic():
        fresh = _locked(family, version=version)
        FAMILY.check(fresh, "approve", by=by, at=at)
        if settings.get("families.approval_by") == GOVERNOR and not number:
            raise Refusal(_("Write the number of the governor's approval."), code="number", field="number")
        if approved_on > settings.day or (approved_until and approved_until <= approved_on):
            raise Refusal(
                _("The approval begins today or earlier and ends later than it begins."),
                code="days",
                field="approved_on",
            )
        _ready(fresh, by=by, at=at)
        return FAMILY.apply(
            fresh,
            "approve",
            by=by,
            at=at,
            approved_by=by.user_id,
            approved_on=approved_on,
            approved_until=approved_until,
            approval_number=number,
        )


def refuse(
    *, family: Family, version: int | None = None, reason: str, note: str = "", by: Identity, at: datetime
) -> Family:
    """The application is refused, with a reason of the country's list; the family is told without waiting. Final."""
    _allow(by, access.REFUSE)
    if reason not in _settings(by, at).get("families.refusal_reasons"):
        raise Refusal(_("Choose the reason of the refusal."), code="reason", field="reason")
    reason = f"{REFUSAL}:{reason}"
    return _close(family, "refuse", version=version, reason=reason, note=note, is_barred=False, by=by, at=at)


def end(
    *,
    family: Family,
    version: int | None = None,
    reason: str,
    is_barred: bool = False,
    note: str = "",
    by: Identity,
    at: datetime,
) -> Family:
    """The family stops, without blame; or is barred: it may never foster again. Each has its own list of reasons. Waits while a child lives there."""
    _allow(by, access.END)
    known = _settings(by, at).get("families.bar_reasons" if is_barred else "families.end_reasons")
    if reason not in known:
        raise Refusal(_("Choose the reason why the family stops."), code="reason", field="reason")
    if is_barred:
        _words(note, 10, _("Please write what was found, in a sentence: this family may never foster again."), "note")
    reason = f"{BAR if is_barred else END}:{reason}"
    return _close(family, "end", version=version, reason=reason, note=note, is_barred=is_barred, by=by, at=at)


def _close(family, move, *, version, reason, note, is_barred, by, at) -> Family:
    with transaction.atomic():
        fresh = _locked(family, version=version)
        FAMILY.check(fresh, move, by=by, at=at)
        _call("select families_release(%s, null, %s)", [fresh.pk, at])
        return FAMILY.apply(
            fresh,
            move,
            by=by,
            at=at,
            closed_on=_settings(by, at).day,
            closed_reason=reason,
            closed_note=note.strip(),
            is_barred=is_barred,
            is_available=False,
        )


def suspend(*, family: Family, version: int | None = None, reason: str, by: Identity, at: datetime) -> Family:
    """No child is placed here until the suspension ends. Holds of matches end; children who live there stay until somebody decides."""
    _allow(by, access.SUSPEND)
    reason = _words(reason, 10, _("Please write why, in a sentence: the next person must understand it."), "reason")
    with transaction.atomic():
        fresh = _locked(family, version=version)
        FAMILY.check(fresh, "suspend", by=by, at=at)
        _call("select families_release(%s, null, %s)", [fresh.pk, at])
        day = _settings(by, at).day
        return FAMILY.apply(fresh, "suspend", by=by, at=at, suspended_reason=reason, suspended_on=day)


def resume(*, family: Family, version: int | None = None, reason: str, by: Identity, at: datetime) -> Family:
    """The authority ends the suspension, when every check is in. What was found out is kept with the social inquiry."""
    _allow(by, access.RESUME)
    reason = _words(reason, 10, _("Please write what was found out, in a sentence."), "reason")
    with transaction.atomic():
        fresh = _locked(family, version=version)
        if fresh.state == FamilyState.SUSPENDED:
            _ready(fresh, by=by, at=at)
        words = f"{fresh.inquiry}\n\n{reason}" if fresh.inquiry else reason
        return FAMILY.apply(fresh, "resume", by=by, at=at, inquiry=words, suspended_on=None)
