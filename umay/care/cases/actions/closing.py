"""A case ends by two people: one asks, a supervisor closes. It can be opened again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held
from umay.care.cases.actions.deadlines import start_clocks
from umay.care.cases.lifecycle import LIFECYCLE
from umay.care.cases.models import Case, CaseChild, Note
from umay.care.cases.rules import CASE_REVIEW, REVIEW, Clock
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal


def ask_close(*, case: Case, version: int, reason: str, note: str, by: Identity, at: datetime) -> Case:
    """Ask the supervisor to close the case, with a reason of the pack and what the follow-up showed."""
    with transaction.atomic():
        fresh = held(case, version=version)
        LIFECYCLE.check(fresh, "ask_close", by=by, at=at)
        if reason not in pack(by.country, local_day(at, by.zone)).get("cases.closing_reasons"):
            raise Refusal(_("Choose why the case ends."), code="reason", field="reason")
        if not note.strip():
            raise Refusal(_("Write how the children live now, and how you know."), code="note", field="note")
        return LIFECYCLE.apply(
            fresh,
            "ask_close",
            by=by,
            at=at,
            closing_reason=reason,
            closing_note=note.strip(),
            closing_asked_by=by.user_id,
        )


def keep_open(*, case: Case, version: int, why: str, by: Identity, at: datetime) -> Case:
    """The supervisor does not close: the case goes on, with a word for the one who asked."""
    with transaction.atomic():
        fresh = held(case, version=version)
        LIFECYCLE.check(fresh, "keep_open", by=by, at=at)
        if not why.strip():
            raise Refusal(_("Write what is still to be done, so that your colleague knows."), code="why", field="why")
        _say(case=fresh, text=why, by=by, at=at)
        return LIFECYCLE.apply(fresh, "keep_open", by=by, at=at, closing_asked_by=None, closing_reason="")


def close(*, case: Case, version: int, by: Identity, at: datetime) -> Case:
    """Close the case. The children leave it; what is written stays."""
    with transaction.atomic():
        fresh = LIFECYCLE.apply(held(case, version=version), "close", by=by, at=at, closed_at=at)
        CaseChild.objects.filter(case=fresh, left_on__isnull=True).update(left_on=local_day(at, by.zone))
    return fresh


def reopen(*, case: Case, version: int, why: str, by: Identity, at: datetime) -> Case:
    """Open a closed case again, with the children who left when it closed. The review clock starts anew."""
    with transaction.atomic():
        fresh = held(case, version=version)
        LIFECYCLE.check(fresh, "reopen", by=by, at=at)
        if not why.strip():
            raise Refusal(_("Write why the case opens again."), code="why", field="why")
        left_on = local_day(fresh.closed_at, by.zone)
        settings = pack(by.country, local_day(at, by.zone))
        changes = {"closed_at": None, "closing_reason": "", "closing_asked_by": None}
        if settings.has(CASE_REVIEW):
            changes["next_review_on"] = local_day(settings.due(at, CASE_REVIEW), by.zone)
        fresh = LIFECYCLE.apply(fresh, "reopen", by=by, at=at, **changes)
        _bring_back(case=fresh, left_on=left_on)
        _say(case=fresh, text=why, by=by, at=at)
        fresh.deadlines.filter(kind=REVIEW, rule=CASE_REVIEW, met_at__isnull=True).update(met_at=at)
        if settings.has(CASE_REVIEW):
            clock = Clock(REVIEW, CASE_REVIEW, at, settings.due(at, CASE_REVIEW))
            start_clocks(case=fresh, clocks=[clock], by=by, at=at)
    return fresh


def _bring_back(*, case: Case, left_on) -> None:
    try:
        with transaction.atomic():
            CaseChild.objects.filter(case=case, left_on=left_on).update(left_on=None)
    except IntegrityError as error:
        raise Refusal(
            _("One of the children is in another open case now. Nothing was changed. Go on in that case."),
            code="child_elsewhere",
        ) from error


def _say(*, case: Case, text: str, by: Identity, at: datetime) -> None:
    Note.objects.create(**follow(case), recorded_by=by.user_id, case=case, at=at, text=text.strip())
