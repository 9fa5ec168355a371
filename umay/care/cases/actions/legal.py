"""The right by which the state cares for the child: recorded with its clocks, followed by the next one, ended."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.access import CHANGE, held_open, held_part, require, write_line
from umay.care.cases.actions.deadlines import start_clocks
from umay.care.cases.actions.measures import review_measures
from umay.care.cases.models import Case, Deadline, LegalBasis
from umay.care.cases.words import BasisState
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal

BEFORE_BIRTH = timedelta(days=366)  # a court may decide for a child who is still to be born


def add_basis(*, case: Case, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> LegalBasis:
    """Record an order or an emergency admission and start its clocks.

    values: kind (a code of legal.bases), authority, decision_number, decided_on, starts_at (the handover in an emergency), ends_at (None:
    computed by the pack; given: only earlier). A provisional basis that this one follows ends where this one begins.
    """
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.basis") as made:
        case = held_open(case)
        starts_at = values["starts_at"]
        settings = pack(by.country, local_day(starts_at, by.zone))
        row = _row(settings, values["kind"])
        _check(row, values, at)
        _check_days(case, values, local_day(at, by.zone), local_day(starts_at, by.zone))
        ends_at = _end(row, values, settings)
        basis = LegalBasis.objects.create(
            **follow(case),
            recorded_by=by.user_id,
            case=case,
            kind=row.code,
            authority=values["authority"],
            decision_number=values.get("decision_number") or "",
            decided_on=values.get("decided_on"),
            starts_at=starts_at,
            ends_at=ends_at,
        )
        write_line("cases.add_basis", case=case, kind="cases.basis", thing=basis.pk, fields=["kind", "ends_at"])
        _follow_up(case=case, basis=basis, settings=settings, at=at)
        clocks = rules.basis_clocks(row, starts_at=starts_at, ends_at=ends_at, times=settings)
        start_clocks(case=case, clocks=clocks, basis=basis, by=by, at=at)
        made(basis.pk)
    return basis


def end_basis(*, basis: LegalBasis, version: int, ended_at: datetime, why: str, by: Identity, at: datetime):
    """A legal basis ends before its day: lifted by the judge, or the child went home. Its clocks stop."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(basis.case)
        fresh = held_part(basis, version=version)
        if fresh.state != BasisState.ACTIVE:
            raise Conflict()
        if not fresh.starts_at < ended_at <= at:
            raise Refusal(
                _("Give a time after the legal basis began and not in the future. Nothing was changed."),
                code="ended_at",
                field="ended_at",
            )
        if not why.strip():
            raise Refusal(_("Say why the legal basis ends."), code="why", field="why")
        _end_at(basis=fresh, ended_at=ended_at, why=why)
        write_line("cases.end_basis", case=case, kind="cases.basis", thing=fresh.pk, fields=["state", "ends_at"])
        review_measures(case=case, by=by, at=at)  # the measures beside it go on, and so do their reports
    return fresh


def _row(settings, kind: str):
    row = next((row for row in settings.get("legal.bases") if row.code == kind), None)
    if row is None:
        raise Refusal(_("Choose one of the legal bases of this country."), code="kind", field="kind")
    return row


def _check(row, values: dict, at: datetime) -> None:
    if values["starts_at"] > at:
        raise Refusal(
            _("A legal basis can be recorded from the moment it is in force, not before."),
            code="starts_at",
            field="starts_at",
        )
    if not (values.get("authority") or "").strip():
        raise Refusal(_("Write who decided, with the full name of the authority."), code="authority", field="authority")
    if not row.is_emergency and not (values.get("decision_number") or "").strip():
        raise Refusal(_("Write the number of the decision."), code="decision_number", field="decision_number")
    if not row.is_emergency and not values.get("decided_on"):
        raise Refusal(_("Give the day of the decision."), code="decided_on", field="decided_on")


def _check_days(case: Case, values: dict, today: date, starts_on: date) -> None:
    """A slip in the year starts clocks that ended long ago: nobody is in care before birth, and nothing was decided tomorrow."""
    births = case.children.filter(left_on__isnull=True).values_list("person__born_on", "person__born_precision")
    earliest = rules.earliest_basis(tuple(births), today)
    decided_on = values.get("decided_on")
    if decided_on and not earliest - BEFORE_BIRTH <= decided_on <= today:
        raise Refusal(
            _("Give the day of the decision, not in the future. Check the year."),
            code="decided_on",
            field="decided_on",
        )
    if starts_on < earliest:
        raise Refusal(
            _("A legal basis begins when the children are born, not before. Check the year."),
            code="starts_at",
            field="starts_at",
        )


def _end(row, values: dict, settings) -> datetime | None:
    """The end by law, or an earlier one that a person gave."""
    latest, given = rules.legal_end(row, values["starts_at"], settings), values.get("ends_at")
    if given and given <= values["starts_at"]:
        raise Refusal(_("The end must be after the beginning."), code="ends_at", field="ends_at")
    if given and latest and given > latest:
        raise Refusal(
            _(
                "This legal basis cannot last so long. Leave the end empty: it follows from the law. It can only be earlier."
            ),
            code="ends_at",
            field="ends_at",
        )
    return given or latest


def _follow_up(*, case: Case, basis: LegalBasis, settings, at: datetime) -> None:
    """What was provisional has found its decision: it ends where the new basis begins, and its clocks are met."""
    provisional = [row.code for row in settings.get("legal.bases") if row.is_provisional]
    earlier = case.bases.filter(
        state=BasisState.ACTIVE, kind__in=provisional, starts_at__lt=basis.starts_at
    ).select_for_update(of=("self",))
    for before in earlier:
        _end_at(basis=before, ended_at=basis.starts_at, why="followed")
        write_line("cases.end_basis", case=case, kind="cases.basis", thing=before.pk, fields=["state"], why="followed")


def _end_at(*, basis: LegalBasis, ended_at: datetime, why: str) -> None:
    basis.state, basis.ended_why = BasisState.ENDED, why.strip()[:200]
    basis.ends_at = min(basis.ends_at, ended_at) if basis.ends_at else ended_at
    basis.save(update_fields=["state", "ended_why", "ends_at"])
    for deadline in Deadline.objects.filter(basis=basis, met_at__isnull=True).select_for_update(of=("self",)):
        deadline.met_at = max(ended_at, deadline.started_at)
        deadline.save(update_fields=["met_at"])
