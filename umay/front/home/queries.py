"""What waits for a person, collected from every room; derived anew on each visit, never stored."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DatabaseError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umay.front.accounts.queries import role_label
from umay.front.places import page_of
from umay.ground.offices.models import Notice
from umay.ground.offices.queries import unread_notices
from umay.ground.offices.words import NoticeKind
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.slots import Task

log = logging.getLogger(__name__)
SHOWN = 25
NOTICES = 10
_NEVER = datetime.max.replace(tzinfo=UTC)
_GROUPS = (  # tone, title, colour
    ("urgent", _("Urgent"), "red"),
    ("overdue", _("Late"), "red"),
    ("due", _("Due soon"), "amber"),
    ("waiting", _("Waiting for me"), "teal"),
)


@dataclass
class Group:
    """Tasks of one tone: those shown, and how many there are."""

    tone: str
    title: str | Promise
    colour: str
    tasks: list[Task] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.tasks)


@dataclass(frozen=True)
class Work:
    """Everything on the page "My work". `missing`: a room could not say what waits; the rest is shown."""

    groups: list[Group]
    is_missing: bool

    @property
    def is_empty(self) -> bool:
        return not self.is_missing and not any(group.count for group in self.groups)


def work_of(identity: Identity, at: datetime) -> Work:
    """Tasks of all rooms by tone, the earliest first. A room that fails is told to the log and does not take the others along."""
    rooms = slots.fills("work", "home")
    try:
        with transaction.atomic():  # one savepoint for all rooms; only where one fails each is asked in its own
            tasks, is_missing = [task for room in rooms for task in room(identity, at)], False
    except (DatabaseError, Refusal):
        tasks, is_missing = _room_by_room(rooms, identity, at)
    groups = {tone: Group(tone, title, colour) for tone, title, colour in _GROUPS}
    for task in sorted(tasks, key=lambda task: (task.due_at or _NEVER, task.kind, task.url)):
        group = groups.get(task.tone, groups["waiting"])
        group.count += 1
        if len(group.tasks) < SHOWN:
            group.tasks.append(task)
    return Work(list(groups.values()), is_missing)


def _room_by_room(rooms: list[Callable], identity: Identity, at: datetime) -> tuple[list[Task], bool]:
    """What the rooms say that can, and whether one could not."""
    tasks, is_missing = [], False
    for room in rooms:
        try:
            with transaction.atomic():
                tasks += room(identity, at)
        except (DatabaseError, Refusal) as error:
            log.error("what waits could not be asked: %s.%s (%s)", room.__module__, room.__name__, type(error))
            is_missing = True
    return tasks, is_missing


@dataclass(frozen=True)
class Told:
    """A notice in words: what happened, who did it, where to look."""

    notice: Notice
    url: str
    who: str

    @property
    def words(self):
        return self.notice.get_kind_display()


def told(notice: Notice, by: Identity) -> Told:
    return Told(notice, place_of(notice, by), notice.from_user.name if notice.from_user else "")


def place_of(notice: Notice, by: Identity) -> str:
    """Where to look: a file opened in an emergency is looked at through who opened it and why, where that is allowed."""
    if notice.kind == NoticeKind.GLASS and by.may("journal.file"):
        return f"/lookers/{notice.thing_kind}/{notice.thing}/"
    return page_of(notice.thing_kind, notice.thing)


def unread(by: Identity) -> list[Told]:
    return [told(notice, by) for notice in unread_notices(by)[:NOTICES]]


def greeting_facts(identity: Identity, office_name: str) -> str:
    return f"{role_label(identity.role)}, {office_name}"
