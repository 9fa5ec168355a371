"""What of the placements waits for a person: derived anew on each visit of "My work". Each question is bounded."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
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

MOST = 25  # lines of one kind; the list of placements shows the rest
AHEAD = timedelta(days=7)


@slots.work
def work(identity: Identity, at: datetime) -> list[slots.Task]:
    """Contract, approval and handover that wait; emergencies to confirm; temporary stays and legal bases that end."""
    if not identity.may(SEE):
        return []
    tasks = []
    if identity.may(RATIFY):
        tasks += _ratify(identity, at)
    if identity.may(APPROVE):
        tasks += _approve(identity)
    if identity.may(CHANGE):
        tasks += _coming(identity)
    if identity.may(END):
        tasks += _refused(identity) + _over_time(identity, at) + _bases(identity, at) + _look_again(identity)
    return tasks


def _mine(rows: QuerySet[Placement], by: Identity) -> QuerySet[Placement]:
    """A caseworker's own children; for others all they may see."""
    return rows.filter(worker_id=by.user_id) if has_own_children(by) else rows


def _task(kind: str, title: str, placement: Placement, *, due_at=None, tone="waiting", verb="see") -> slots.Task:
    about = f"{placement.case.number} · {placement.child.short}"
    return slots.Task(
        f"placements.{kind}", title, reverse(f"placements:{verb}", args=[placement.pk]), due_at, tone, about
    )


def _ratify(by: Identity, at: datetime) -> list[slots.Task]:
    """One line for each emergency decision: brothers and sisters placed together are confirmed together."""
    lines = {}
    for placement in queries.waiting_to_be_ratified(by)[:MOST]:
        is_late = placement.ratify_by is not None and placement.ratify_by < at
        title = (
            _("An emergency placement was not confirmed in time") if is_late else _("Confirm an emergency placement")
        )
        task = _task("ratify", title, placement, due_at=placement.ratify_by, tone="overdue" if is_late else "urgent")
        lines.setdefault((placement.case_id, placement.family_id, placement.began_at), task)
    return list(lines.values())


def _approve(by: Identity) -> list[slots.Task]:
    rows = visible(by).filter(state=PlacementState.PREPARING, is_emergency=False).exclude(proposed_by=by.user_id)
    return [
        _task("approve", _("A placement waits for your approval"), placement, verb="approve")
        for placement in joined(rows).order_by("recorded_at", "id")[:MOST]
    ]


def _coming(by: Identity) -> list[slots.Task]:
    """The contract that is not signed yet; and, for who begins, the handover that may happen."""
    rows = _mine(
        visible(by).filter(state__in=[PlacementState.PREPARING, PlacementState.APPROVED], is_emergency=False), by
    )
    tasks = []
    for placement in joined(rows).order_by("recorded_at", "id")[:MOST]:
        if placement.contract_signed_on is None:
            tasks.append(_task("contract", _("The contract is to be signed"), placement))
        elif placement.state == PlacementState.APPROVED and by.may(BEGIN):
            tasks.append(_task("begin", _("Everything is signed: the child can move in"), placement, tone="due"))
    return tasks


def _refused(by: Identity) -> list[slots.Task]:
    return [
        _task("refused", _("An emergency placement was not confirmed: move the child"), placement, tone="urgent")
        for placement in _mine(queries.refused_and_living(by), by)[:MOST]
    ]


def _over_time(by: Identity, at: datetime) -> list[slots.Task]:
    today = local_day(at, by.zone)
    rows = _mine(visible(by).filter(state=PlacementState.ACTIVE, due_end_on__lte=today + AHEAD), by)
    return [
        _task(
            "time_over",
            _("A temporary stay is over: a lasting home is needed")
            if placement.due_end_on < today
            else _("A temporary stay ends soon: a lasting home is needed"),
            placement,
            due_at=end_of_day(placement.due_end_on, by.zone),
            tone="overdue" if placement.due_end_on < today else "due",
        )
        for placement in joined(rows).order_by("due_end_on", "id")[:MOST]
    ]


def _bases(by: Identity, at: datetime) -> list[slots.Task]:
    """Children who live with a family while no legal basis reaches beyond the days of warning. What the cases room tells is not told twice."""
    until = warning_at(pack(by.country, local_day(at, by.zone)), at)
    lasting = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=until)
    )
    valid = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE, starts_at__lte=at).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    )
    rows = _mine(visible(by).filter(~Exists(lasting), state=PlacementState.ACTIVE), by).annotate(is_valid=Exists(valid))
    if by.may(CHANGE_CASES):
        told = LegalBasis.objects.filter(case=OuterRef("case_id"), state=BasisState.ACTIVE, ends_at__lt=until)
        rows = rows.filter(~Exists(told))
    return [
        _task(
            "basis",
            _("The legal basis of a child in a family ends soon")
            if placement.is_valid
            else _("A child lives with a family without a legal basis"),
            placement,
            tone="due" if placement.is_valid else "overdue",
        )
        for placement in joined(rows).order_by("began_at", "id")[:MOST]
    ]


def _look_again(by: Identity) -> list[slots.Task]:
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
    return [
        _task("look_again", _("A home was given up: look for another family"), placement, tone="urgent")
        for placement in joined(_mine(rows.exclude(case__state=CaseState.CLOSED), by)).order_by("recorded_at", "id")[
            :MOST
        ]
    ]
