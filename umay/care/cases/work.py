"""What of the cases waits for a person: derived anew on each visit of "My work". Each question is bounded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import BooleanField, CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.cases.access import ASSIGN, CHANGE, CLOSE, carries_cases, visible
from umay.care.cases.models import Deadline, KinAsked, LegalBasis
from umay.care.cases.queries import deadline_words, warning_at
from umay.care.cases.words import BasisState, CaseState, DeadlineKind, KinAnswer
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.together import Question, together

MOST = 50  # lines of one kind; the list of cases shows the rest
AHEAD = timedelta(days=7)
KIN_WAITS = timedelta(days=3)
_NOBODY, _NEVER = Value("", output_field=CharField()), Cast(Value(None), DateTimeField())
_CALM = Value(False, output_field=BooleanField())


@slots.work
def work(identity: Identity, at: datetime) -> list[slots.Task]:
    """Deadlines, expiring legal bases, kin without an answer; for who assigns and closes, what waits for that. One statement."""
    if not identity.may("cases.see"):
        return []
    questions = []
    if identity.may(CHANGE):
        questions += [_deadlines(identity, at), _bases(identity, at), _kin(identity, at)]
    if identity.may(ASSIGN):
        questions.append(_unassigned(identity))
    if identity.may(CLOSE):
        questions.append(_closing(identity))
    return [_TASKS[name](Line(*columns), at) for name, *columns in together(questions)]


@dataclass(frozen=True)
class Line:
    """A row of any of the questions. `kind` and `rule` are a deadline's; `when` is what the clock of the question says."""

    case: UUID
    number: str
    kind: str
    rule: str
    when: datetime | None
    is_urgent: bool

    @property
    def url(self) -> str:
        return reverse("cases:see", args=[self.case])


def _mine(rows: QuerySet, identity: Identity) -> QuerySet:
    """A caseworker's own cases; for others all they may see. Narrowed here too, so that the index of the worker is used."""
    return rows.filter(worker_id=identity.user_id) if carries_cases(identity) else rows


def _tone(due_at: datetime, at: datetime) -> str:
    if due_at < at:
        return "overdue"
    return "urgent" if due_at < at + timedelta(days=1) else "due"


def _of_case(name: str, rows: QuerySet, when: str, *, kind=_NOBODY, rule=_NOBODY) -> Question:
    """Rows of a part of open cases, the earliest first."""
    found = rows.exclude(case__state=CaseState.CLOSED).order_by(when, "id")
    return Question(name, found, (F("case_id"), F("case__number"), kind, rule, F(when), _CALM), MOST)


def _deadlines(identity: Identity, at: datetime) -> Question:
    """Clocks that are over or end within a week; the end of a legal basis is told by `_bases`."""
    rows = Deadline.objects.filter(met_at__isnull=True, due_at__lt=at + AHEAD).exclude(kind=DeadlineKind.ORDER_ENDS)
    return _of_case("deadline", _mine(rows, identity), "due_at", kind=F("kind"), rule=F("rule"))


def _bases(identity: Identity, at: datetime) -> Question:
    """Legal bases that ended without another or end soon."""
    settings = pack(identity.country, local_day(at, identity.zone))
    longer = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("ends_at"))
    )  # the case is told once, by the basis that lasts longest
    ending = LegalBasis.objects.filter(~Exists(longer), state=BasisState.ACTIVE, ends_at__lt=warning_at(settings, at))
    return _of_case("basis", _mine(ending, identity), "ends_at")


def _kin(identity: Identity, at: datetime) -> Question:
    """Kin who were asked and have not answered for three days."""
    rows = KinAsked.objects.filter(answer=KinAnswer.ASKED, asked_at__lt=at - KIN_WAITS)
    return _of_case("kin", _mine(rows, identity), "asked_at")


def _unassigned(identity: Identity) -> Question:
    rows = visible(identity).filter(worker__isnull=True).exclude(state=CaseState.CLOSED)
    columns = (F("pk"), F("number"), _NOBODY, _NOBODY, _NEVER, F("is_urgent"))
    return Question("assign", rows.order_by("-is_urgent", "opened_at", "id"), columns, MOST)


def _closing(identity: Identity) -> Question:
    rows = visible(identity).filter(state=CaseState.CLOSING).exclude(closing_asked_by=identity.user_id)
    columns = (F("pk"), F("number"), _NOBODY, _NOBODY, _NEVER, _CALM)
    return Question("close", rows.order_by("opened_at", "id"), columns, MOST)


def _deadline_task(line: Line, at: datetime) -> slots.Task:
    words = deadline_words(line.rule, line.kind)
    return slots.Task("cases.deadline", words, line.url + "#deadlines", line.when, _tone(line.when, at), line.number)


def _basis_task(line: Line, at: datetime) -> slots.Task:
    words = _("The legal basis has ended") if line.when < at else _("The legal basis ends soon")
    return slots.Task("cases.basis", words, line.url + "#legal", line.when, _tone(line.when, at), line.number)


def _kin_task(line: Line, at: datetime) -> slots.Task:
    words = _("Kin have not answered yet: ask again")
    return slots.Task("cases.kin", words, line.url + "#kin", line.when + KIN_WAITS, "waiting", line.number)


def _assign_task(line: Line, at: datetime) -> slots.Task:
    tone, url = "urgent" if line.is_urgent else "waiting", reverse("cases:assign", args=[line.case])
    return slots.Task("cases.assign", _("A case waits for a worker"), url, None, tone, line.number)


def _close_task(line: Line, at: datetime) -> slots.Task:
    return slots.Task("cases.close", _("A case waits to be closed"), line.url, None, "waiting", line.number)


_TASKS = {
    "deadline": _deadline_task,
    "basis": _basis_task,
    "kin": _kin_task,
    "assign": _assign_task,
    "close": _close_task,
}
