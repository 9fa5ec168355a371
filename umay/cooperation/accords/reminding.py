"""What a reminder says: the things that are due soon or late, by title and link. No database, no sending."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from umay.kit.kernel.slots import Task
from umay.kit.ui.format import day

DAYS_BEFORE = (7, 1, 0)
MONDAY = 0


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def is_told_today(task: Task, today) -> bool:
    """A week before it is due, the day before and on the day; what is late, and what waits without a day, on Mondays."""
    left = (task.due_at.date() - today).days if task.due_at else None
    if left is not None and left >= 0:
        return left in DAYS_BEFORE
    return today.weekday() == MONDAY


def letter(tasks: Iterable[Task], *, at: datetime, zone: str, address: str) -> Letter | None:
    """The e-mail for these tasks in the language that is active, or None where nothing is to be told today. address: "https://umay.example.org"."""
    there = ZoneInfo(zone)
    today = at.astimezone(there).date()
    local = [_in(task, there) for task in tasks]
    told = [task for task in local if is_told_today(task, today)]
    if not told:
        return None
    told.sort(key=lambda task: (task.due_at is None, task.due_at, task.url))
    subject = ngettext("%(n)s thing is waiting for you", "%(n)s things are waiting for you", len(told)) % {
        "n": len(told)
    }
    closing = _("You get this because you asked for it. You can end it here:")
    ends = f"{address}/cooperation/calendars/"
    parts = [*(_line(task, address) for task in told), f"{closing} {ends}"]
    return Letter(subject, "\n\n".join(parts) + "\n")


def _in(task: Task, there: ZoneInfo) -> Task:
    return replace(task, due_at=task.due_at.astimezone(there)) if task.due_at else task


def _line(task: Task, address: str) -> str:
    about = f"{task.title}: {task.thing}" if task.thing else str(task.title)
    due = f"\n{_('Due: %(on)s') % {'on': day(task.due_at.date(), get_language() or 'en')}}" if task.due_at else ""
    return f"{about}{due}\n{address}{task.url}"
