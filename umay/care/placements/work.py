"""What of the placements waits for a person: derived anew on each visit of "My work". Each question is bounded."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.cases.access import CHANGE as CHANGE_CASES
from umay.care.cases.models import LegalBasis
from umay.care.cases.queries import warning_at
from umay.care.cases.words import BasisState, CaseState
from umay.care.matching.models import Match
from umay.care.matching.words import GIVEN_UP, MatchState
from umay.care.placements import queries
from umay.care.placements.access import APPROVE, BEGIN, CHANGE, END, RATIFY, SEE, has_own_children, visible
from umay.care.placements.models import Placement
from umay.care.placements.queries.lists import joined
from umay.care.placements.words import OPEN, PlacementState
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.together import Question, together

MOST = 25  # lines of one kind; the list of placements shows the rest
AHEAD = timedelta(days=7)
_NO = Value(False, output_field=BooleanField())
_LAST = datetime.max.replace(tzinfo=UTC)


@slots.work
def work(identity: Identity, at: datetime) -> list[slots.Task]:
    """Contract, approval and handover that wait; emergencies to confirm; temporary stays and legal bases that end.

    Two statements: which placements wait for what, and their lines."""
    if not identity.may(SEE):
        return []
    asked = [
        question(identity, at)
        for permission, questions in _QUESTIONS.items()
        if identity.may(permission)
        for question in questions
    ]
    found = together(asked)
    if not found:
        return []
    placements = joined(visible(identity)).in_bulk({pk for _name, pk, _is_so in found})
    seen, tasks = Seen(identity, at), {}
    rows = [(name, placements[pk], is_so) for name, pk, is_so in found if pk in placements]
    for name, placement, is_so in sorted(rows, key=_clock):
        if task := _TASKS[name](placement, is_so, seen):
            tasks.setdefault(_line_of(name, placement), task)
    return list(tasks.values())


def _clock(row: tuple[str, Placement, bool]) -> tuple:
    """Of brothers and sisters who share a line, the one whose time is over first stands in it."""
    name, placement, _is_so = row
    return name, placement.ratify_by or _LAST, str(placement.pk)


@dataclass(frozen=True)
class Seen:
    """Who looks, and when."""

    by: Identity
    at: datetime

    @property
    def today(self) -> date:
        return local_day(self.at, self.by.zone)


def _line_of(name: str, placement: Placement) -> tuple:
    """One line for each emergency decision: brothers and sisters placed together are confirmed together."""
    if name == "ratify":
        return name, placement.case_id, placement.family_id, placement.began_at
    return name, placement.pk


def _mine(rows: QuerySet[Placement], by: Identity) -> QuerySet[Placement]:
    """A caseworker's own children; for others all they may see."""
    return rows.filter(worker_id=by.user_id) if has_own_children(by) else rows


def _asked(name: str, rows: QuerySet[Placement], *order: str, is_so=_NO) -> Question:
    return Question(name, rows.order_by(*order, "id") if order else rows, (F("pk"), is_so), MOST)


def _task(kind: str, title: str, placement: Placement, *, due_at=None, tone="waiting", verb="see") -> slots.Task:
    about = f"{placement.case.number} · {placement.child.short}"
    return slots.Task(
        f"placements.{kind}", title, reverse(f"placements:{verb}", args=[placement.pk]), due_at, tone, about
    )


def _ratify(by: Identity, at: datetime) -> Question:
    return _asked("ratify", queries.waiting_to_be_ratified(by))


def _ratify_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task:
    is_late = placement.ratify_by is not None and placement.ratify_by < seen.at
    title = _("An emergency placement was not confirmed in time") if is_late else _("Confirm an emergency placement")
    return _task("ratify", title, placement, due_at=placement.ratify_by, tone="overdue" if is_late else "urgent")


def _approve(by: Identity, at: datetime) -> Question:
    rows = visible(by).filter(state=PlacementState.PREPARING, is_emergency=False).exclude(proposed_by=by.user_id)
    return _asked("approve", rows, "recorded_at")


def _approve_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task:
    return _task("approve", _("A placement waits for your approval"), placement, verb="approve")


def _coming(by: Identity, at: datetime) -> Question:
    """The contract that is not signed yet; and, for who begins, the handover that may happen."""
    rows = visible(by).filter(state__in=[PlacementState.PREPARING, PlacementState.APPROVED], is_emergency=False)
    return _asked("coming", _mine(rows, by), "recorded_at")


def _coming_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task | None:
    if placement.contract_signed_on is None:
        return _task("contract", _("The contract is to be signed"), placement)
    if placement.state == PlacementState.APPROVED and seen.by.may(BEGIN):
        return _task("begin", _("Everything is signed: the child can move in"), placement, tone="due")
    return None


def _refused(by: Identity, at: datetime) -> Question:
    return _asked("refused", _mine(queries.refused_and_living(by), by))


def _refused_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task:
    return _task("refused", _("An emergency placement was not confirmed: move the child"), placement, tone="urgent")


def _over_time(by: Identity, at: datetime) -> Question:
    today = local_day(at, by.zone)
    rows = visible(by).filter(state=PlacementState.ACTIVE, due_end_on__lte=today + AHEAD)
    return _asked("time_over", _mine(rows, by), "due_end_on")


def _over_time_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task:
    is_over = placement.due_end_on < seen.today
    return _task(
        "time_over",
        _("A temporary stay is over: a lasting home is needed")
        if is_over
        else _("A temporary stay ends soon: a lasting home is needed"),
        placement,
        due_at=end_of_day(placement.due_end_on, seen.by.zone),
        tone="overdue" if is_over else "due",
    )


def _bases(by: Identity, at: datetime) -> Question:
    """Children who live with a family while no legal basis reaches beyond the days of warning. What the cases room tells is not told twice."""
    until = warning_at(pack(by.country, local_day(at, by.zone)), at)
    lasting = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=until)
    )
    valid = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE, starts_at__lte=at).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    )
    rows = _mine(visible(by).filter(~Exists(lasting), state=PlacementState.ACTIVE), by)
    if by.may(CHANGE_CASES):
        told = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE, ends_at__lt=until)
        rows = rows.filter(~Exists(told))
    return _asked("basis", rows, "began_at", is_so=Exists(valid))


def _basis_task(placement: Placement, is_valid: bool, seen: Seen) -> slots.Task:
    return _task(
        "basis",
        _("The legal basis of a child in a family ends soon")
        if is_valid
        else _("A child lives with a family without a legal basis"),
        placement,
        tone="due" if is_valid else "overdue",
    )


def _look_again(by: Identity, at: datetime) -> Question:
    """Homes that were given up or not approved, whose child still needs one and for whom nobody looks."""
    later = Placement.objects.filter(child=OuterRef("child_id"), state__in=OPEN)
    searches = Match.objects.filter(case=OuterRef("case_id"), state__in=[MatchState.OPEN, MatchState.PROPOSED])
    newer = Match.objects.filter(case=OuterRef("case_id"), opened_at__gt=OuterRef("match__decided_at")).exclude(
        split_kind=GIVEN_UP,
        state=MatchState.WITHDRAWN,  # joined with the search of the whole group again
    )
    rows = visible(by).filter(
        ~Exists(later),
        ~Exists(searches),
        ~Exists(newer),
        state=PlacementState.CANCELLED,
        match__isnull=False,
        case__needs_family_since__isnull=False,
    )
    return _asked("look_again", _mine(rows.exclude(case__state=CaseState.CLOSED), by), "recorded_at")


def _look_again_task(placement: Placement, is_so: bool, seen: Seen) -> slots.Task:
    return _task("look_again", _("A home was given up: look for another family"), placement, tone="urgent")


_QUESTIONS = {
    RATIFY: (_ratify,),
    APPROVE: (_approve,),
    CHANGE: (_coming,),
    END: (_refused, _over_time, _bases, _look_again),
}
_TASKS = {
    "ratify": _ratify_task,
    "approve": _approve_task,
    "coming": _coming_task,
    "refused": _refused_task,
    "time_over": _over_time_task,
    "basis": _basis_task,
    "look_again": _look_again_task,
}
