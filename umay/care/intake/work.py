"""What waits in the intake room: reports to screen, children to see, reports that nobody has taken on."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.care.intake.access import ASSIGN, CHANGE
from umay.care.intake.queries import lines, waiting
from umay.care.intake.words import ReportState
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

MOST = 100
_SOON = timedelta(hours=6)


def work(identity: Identity, at: datetime) -> list[Task]:
    """Tasks by clock. Four statements at most, whatever the number of reports; none for posts that write no reports."""
    if not identity.may(CHANGE):
        return []
    reports = list(waiting(by=identity)[:MOST])
    if not reports:
        return []
    tasks = []
    for line in lines(reports, by=identity, settings=pack(identity.country, at.date())):
        tasks += _tasks_of(line, identity, at)
    return tasks


def _tasks_of(line, identity: Identity, at: datetime) -> list[Task]:
    report = line.report
    thing = " · ".join([report.number, *(child.short for child in line.children)])
    found = []
    if report.worker_id is None and identity.may(ASSIGN):
        found.append(
            Task(
                "intake.assign",
                _("Give this report to a worker"),
                reverse("intake:assign", args=[report.pk]),
                tone="waiting",
                thing=thing,
            )
        )
    if report.state == ReportState.RECEIVED:
        due_at = line.screen_by
        found.append(
            Task(
                "intake.screen",
                _("Screen this report"),
                reverse("intake:screen", args=[report.pk]),
                due_at,
                _tone(due_at, at),
                thing,
            )
        )
    # a supervisor is shown a worker's first contact only when it is late
    elif report.worker_id in (identity.user_id, None) or report.contact_due_at < at:
        due_at = report.contact_due_at
        title = _("The first contact with the child is late") if due_at < at else _("First contact with the child")
        found.append(
            Task("intake.contact", title, reverse("intake:see", args=[report.pk]), due_at, _tone(due_at, at), thing)
        )
    return found


def _tone(due_at: datetime | None, at: datetime) -> str:
    if due_at is None:
        return "due"
    return "overdue" if due_at < at else "urgent" if due_at < at + _SOON else "due"
