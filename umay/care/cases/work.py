"""What of the cases waits for a person: derived anew on each visit of "My work". Each question is bounded."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.cases.access import ASSIGN, CHANGE, CLOSE, carries_cases, visible
from umay.care.cases.models import Case, Deadline, KinAsked, LegalBasis
from umay.care.cases.queries import deadline_words, warning_at
from umay.care.cases.words import BasisState, CaseState, DeadlineKind, KinAnswer
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity

MOST = 50  # lines of one kind; the list of cases shows the rest
AHEAD = timedelta(days=7)
KIN_WAITS = timedelta(days=3)


@slots.work
def work(identity: Identity, at: datetime) -> list[slots.Task]:
    """Deadlines, expiring legal bases, kin without an answer; for who assigns and closes, what waits for that."""
    if not identity.may("cases.see"):
        return []
    tasks = []
    if identity.may(CHANGE):
        tasks += _deadlines(identity, at) + _bases(identity, at) + _kin(identity, at)
    if identity.may(ASSIGN):
        tasks += _unassigned(identity, at)
    if identity.may(CLOSE):
        tasks += _closing(identity, at)
    return tasks


def _mine(rows: QuerySet, identity: Identity) -> QuerySet:
    """A caseworker's own cases; for others all they may see. Narrowed here too, so that the index of the worker is used."""
    return rows.filter(worker_id=identity.user_id) if carries_cases(identity) else rows


def _see(case_id) -> str:
    return reverse("cases:see", args=[case_id])


def _tone(due_at: datetime, at: datetime) -> str:
    if due_at < at:
        return "overdue"
    return "urgent" if due_at < at + timedelta(days=1) else "due"


def _deadlines(identity: Identity, at: datetime) -> list[slots.Task]:
    """Clocks that are over or end within a week; the end of a legal basis is told by `_bases`."""
    rows = (
        _mine(Deadline.objects.filter(met_at__isnull=True, due_at__lt=at + AHEAD), identity)
        .exclude(kind=DeadlineKind.ORDER_ENDS)
        .exclude(case__state=CaseState.CLOSED)
        .order_by("due_at", "id")
        .values_list("case_id", "case__number", "kind", "rule", "due_at")[:MOST]
    )
    return [
        slots.Task(
            "cases.deadline", deadline_words(rule, kind), _see(case) + "#deadlines", due_at, _tone(due_at, at), number
        )
        for case, number, kind, rule, due_at in rows
    ]


def _bases(identity: Identity, at: datetime) -> list[slots.Task]:
    """Legal bases that ended without another or end soon."""
    settings = pack(identity.country, local_day(at, identity.zone))
    longer = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("ends_at"))
    )  # the case is told once, by the basis that lasts longest
    ending = LegalBasis.objects.filter(~Exists(longer), state=BasisState.ACTIVE, ends_at__lt=warning_at(settings, at))
    rows = (
        _mine(ending, identity)
        .exclude(case__state=CaseState.CLOSED)
        .order_by("ends_at", "id")
        .values_list("case_id", "case__number", "ends_at")[:MOST]
    )
    return [
        slots.Task(
            "cases.basis",
            _("The legal basis has ended") if ends_at < at else _("The legal basis ends soon"),
            _see(case) + "#legal",
            ends_at,
            _tone(ends_at, at),
            number,
        )
        for case, number, ends_at in rows
    ]


def _kin(identity: Identity, at: datetime) -> list[slots.Task]:
    """Kin who were asked and have not answered for three days."""
    rows = (
        _mine(KinAsked.objects.filter(answer=KinAnswer.ASKED, asked_at__lt=at - KIN_WAITS), identity)
        .exclude(case__state=CaseState.CLOSED)
        .order_by("asked_at", "id")
        .values_list("case_id", "case__number", "asked_at")[:MOST]
    )
    return [
        slots.Task(
            "cases.kin",
            _("Kin have not answered yet: ask again"),
            _see(case) + "#kin",
            asked_at + KIN_WAITS,
            "waiting",
            number,
        )
        for case, number, asked_at in rows
    ]


def _unassigned(identity: Identity, at: datetime) -> list[slots.Task]:
    rows = visible(identity).filter(worker__isnull=True).exclude(state=CaseState.CLOSED)
    return [
        slots.Task(
            "cases.assign",
            _("A case waits for a worker"),
            reverse("cases:assign", args=[case.pk]),
            None,
            "urgent" if case.is_urgent else "waiting",
            case.number,
        )
        for case in _shortly(rows).order_by("-is_urgent", "opened_at", "id")[:MOST]
    ]


def _closing(identity: Identity, at: datetime) -> list[slots.Task]:
    rows = visible(identity).filter(state=CaseState.CLOSING).exclude(closing_asked_by=identity.user_id)
    return [
        slots.Task("cases.close", _("A case waits to be closed"), _see(case.pk), None, "waiting", case.number)
        for case in _shortly(rows).order_by("opened_at", "id")[:MOST]
    ]


def _shortly(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.only("number", "is_urgent", "opened_at")
