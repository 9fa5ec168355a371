"""What of the visits waits for a person: derived anew on each visit of "My work". Each question is bounded."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.care.visits import queries
from umay.care.visits.access import ANSWER, RECORD, SEE, has_own_children
from umay.care.visits.rules import is_late
from umay.care.visits.words import ConcernLevel
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity

MOST = 25  # lines of one kind; the list of visits shows the rest
AHEAD = timedelta(days=7)
TOLD = timedelta(days=7)


@slots.work
def work(identity: Identity, at: datetime) -> list[slots.Task]:
    """Visits due and late for the one who visits; concerns and the number of late visits for the one who answers."""
    if not identity.may(SEE):
        return []
    tasks = []
    if identity.may(ANSWER):
        tasks += _concerns(identity) + _late_of_others(identity, at)
    if identity.may(RECORD) and has_own_children(identity):
        tasks += _due(identity, at) + _answered(identity, at)
    return tasks


def _about(visit) -> str:
    return f"{visit.placement.case.number} · {visit.placement.child.short}"


def _due(by: Identity, at: datetime) -> list[slots.Task]:
    today = local_day(at, by.zone)
    rows = queries.due(by=by, before=today + AHEAD).filter(worker_id=by.user_id)
    return [
        slots.Task(
            "visits.due",
            _("A visit is late") if is_late(visit.due_on, today) else _("Visit the child"),
            reverse("visits:see", args=[visit.pk]),
            end_of_day(visit.due_on, by.zone),
            "overdue" if is_late(visit.due_on, today) else "due",
            _about(visit),
        )
        for visit in rows[:MOST]
    ]


def _concerns(by: Identity) -> list[slots.Task]:
    titles = {
        ConcernLevel.DANGER: _("A child may be in danger: answer now"),
        ConcernLevel.SERIOUS: _("A serious concern from a visit waits for your answer"),
        ConcernLevel.LOW: _("A concern from a visit waits for your answer"),
    }
    return [
        slots.Task(
            "visits.concern",
            titles[concern.level],
            reverse("visits:answer_concern", args=[concern.pk]),
            None,
            "urgent",
            _about(concern.visit),
        )
        for concern in queries.concerns(by)[:MOST]
    ]


def _late_of_others(by: Identity, at: datetime) -> list[slots.Task]:
    """One line with a number: whose visits are late stands on the team's page."""
    number = sum(queries.overdue_by_worker(by=by, today=local_day(at, by.zone)).values())
    if not number:
        return []
    title = ngettext("%(number)d visit is late", "%(number)d visits are late", number) % {"number": number}
    return [slots.Task("visits.late", title, reverse("visits:list") + "?which=late&whose=all", None, "overdue")]


def _answered(by: Identity, at: datetime) -> list[slots.Task]:
    return [
        slots.Task(
            "visits.answered",
            _("Your concern was answered: read it"),
            reverse("visits:see", args=[concern.visit_id]),
            None,
            "waiting",
            _about(concern.visit),
        )
        for concern in queries.answered_since(by, at - TOLD)[:MOST]
    ]
