"""What waits for a person in this room. Derived anew on each visit from a few bounded queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, DateTimeField, F, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.care.families import queries as families
from umay.care.families.access import CHANGE as CHANGE_FAMILIES
from umay.care.matching import queries
from umay.care.matching.access import DECIDE, OPEN, RUN, SHORTLIST
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task
from umay.kit.kernel.together import Question, together

MOST = 20
_NO = Value(False, output_field=BooleanField())
_NEVER = Cast(Value(None), DateTimeField())


def tasks(identity: Identity, at: datetime) -> list[Task]:
    """Proposals for the second person, offices' answers, families without answer, what was sent back, groups nobody searches for."""
    questions: list[Question] = []
    if identity.may(DECIDE):
        questions.append(Question("decide", queries.proposals_for(identity), _of_match(), MOST))
    if identity.may(SHORTLIST):
        questions += _of_lists(identity)
    if identity.may(OPEN):
        cases = queries.without_match(identity).prefetch_related(None).filter(**_mine(identity))
        questions.append(Question("open", cases, (F("pk"), F("number"), F("is_urgent"), _NO, _NEVER), MOST))
    found = [_TASKS[name](Line(*columns), at) for name, *columns in together(questions)]
    if identity.may(RUN) and identity.may(SHORTLIST):
        found += _suggested(identity)
    if identity.may(CHANGE_FAMILIES):
        found += _ask_today(identity, at)
    return found


@dataclass(frozen=True)
class Line:
    """A row of any of the questions. `of`: a match, or the case nobody searches for. `has_agreed`: the family's office."""

    of: UUID
    number: str
    is_urgent: bool
    has_agreed: bool
    held_until: datetime | None

    @property
    def tone(self) -> str:
        return "urgent" if self.is_urgent else "waiting"


def _suggested(identity: Identity) -> list[Task]:
    """What the newest run suggests for the office's children, while nobody has answered."""
    count = queries.unheeded(identity)
    if not count:
        return []
    words = ngettext("%(count)s new suggestion of a family", "%(count)s new suggestions of families", count)
    return [
        Task(
            kind="matching.heed",
            title=words % {"count": count},
            url=reverse("matching:list_advice"),
            tone="waiting",
        )
    ]


def _ask_today(identity: Identity, at: datetime) -> list[Task]:
    """The person's own families that this morning's comparison suggests and whose word is old: asked today, they are ready."""
    on = local_day(at, identity.zone)
    days = pack(identity.country, on).get("families.willing_confirm_days")
    wanted = dict(queries.ask_today(identity, on, days)[:MOST])
    numbers = families.numbers(wanted) if wanted else {}
    return [
        Task(
            kind="matching.ask_today",
            title=_("Ask today whether this family can be asked: it is suggested for children"),
            url=reverse("families:confirm_willingness", args=[family_id]),
            tone="urgent" if is_urgent else "due",
            thing=numbers[family_id],
        )
        for family_id, is_urgent in wanted.items()
        if family_id in numbers
    ]


def _mine(identity: Identity) -> dict:
    """Workers are reminded of their own cases; those who see an office, of all they see."""
    return {"worker_id": identity.user_id} if identity.level in ("own", "team") else {}


def _of_lists(identity: Identity) -> list[Question]:
    answered, unanswered = queries.offices_answered(identity), queries.families_unanswered(identity)
    return [
        Question("returned", queries.returned(identity), _of_match(), MOST),
        Question("office_answered", answered, _of_match("match__", agreed=F("agreed")), MOST),
        Question("answer_family", unanswered, _of_match("match__", until=F("held_until")), MOST),
    ]


def _of_match(to: str = "", *, agreed=_NO, until=_NEVER) -> tuple:
    """The columns of a `Line` for a search; `to`: the way to it."""
    return F(f"{to}pk"), F(f"{to}case__number"), F(f"{to}is_urgent"), agreed, until


def _decide_task(line: Line, at: datetime) -> Task:
    return _task("matching.decide", _("Decide about a proposed family"), line, tone=line.tone)


def _returned_task(line: Line, at: datetime) -> Task:
    return _task("matching.returned", _("Look again at a proposal"), line, tone="due")


def _office_answered_task(line: Line, at: datetime) -> Task:
    title = _("The family's office agreed: ask the family") if line.has_agreed else _("The family's office said no")
    return _task("matching.office_answered", title, line, tone=line.tone)


def _answer_family_task(line: Line, at: datetime) -> Task:
    is_late = line.held_until is None or line.held_until < at
    title, tone = _("Write what the family answered"), "overdue" if is_late else "waiting"
    return _task("matching.answer_family", title, line, tone=tone, due_at=line.held_until)


def _open_task(line: Line, at: datetime) -> Task:
    tone = "urgent" if line.is_urgent else "due"
    return _task("matching.open", _("Look for a family"), line, tone=tone, verb="open")


def _task(kind: str, title: str, line: Line, *, tone: str, due_at: datetime | None = None, verb: str = "see") -> Task:
    url = reverse(f"matching:{verb}", args=[line.of])
    return Task(kind=kind, title=title, url=url, due_at=due_at, tone=tone, thing=line.number)


_TASKS = {
    "decide": _decide_task,
    "returned": _returned_task,
    "office_answered": _office_answered_task,
    "answer_family": _answer_family_task,
    "open": _open_task,
}
