"""The handover: the child moves in. Everything is asked again under locks on the case, the child and the family."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions as cases
from umay.care.cases.access import held_open
from umay.care.cases.models import Case
from umay.care.cases.queries import children_of, valid_basis
from umay.care.families import actions as families
from umay.care.families.words import FamilyState
from umay.care.matching.models import Candidate
from umay.care.placements import rules
from umay.care.placements.access import held, hold_child
from umay.care.placements.lifecycle import PLACEMENT
from umay.care.placements.models import Placement
from umay.care.placements.queries.readiness import home_of, is_heard
from umay.care.placements.words import OBSTACLES, PlacementState
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

SOON = timedelta(minutes=5)  # a clock of the office that runs a little ahead is no future


def begin(
    *,
    placement: Placement,
    version: int | None = None,
    handed_over_at: datetime | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Placement:
    """The child was handed over to the family at `handed_over_at` (now, unless given).

    Capacity, the plan of visits and what waits for people follow in the same transaction. The search for a family ends when
    every child of the case has a lasting home. Raises a Refusal for whatever is missing (words.OBSTACLES).
    """
    with transaction.atomic(), once(key, by=by, at=at, kind=PLACEMENT.thing) as made:
        case = held_open(Case(pk=placement.case_id))
        hold_child(placement.child_id)
        fresh = held(placement, version=version)
        begun = _begin(fresh, case, handed_over_at or at, by, at)
        _stop_seeking(case, by, at)
        made(begun.pk)
    return begun


def move(
    *,
    placement: Placement,
    to: Placement,
    version: int | None = None,
    reason: str,
    note: str,
    moved_at: datetime | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Placement:
    """The child goes from one family to another at one instant: the first placement ends, the second begins. Returns the second."""
    with transaction.atomic(), once(key, by=by, at=at, kind=PLACEMENT.thing) as made:
        case = held_open(Case(pk=placement.case_id))
        hold_child(placement.child_id)
        old, new = held(placement, version=version), held(to)
        if new.child_id != old.child_id or new.pk == old.pk:
            raise Conflict()
        when = moved_at or at
        settings = pack(by.country, local_day(at, by.zone))
        if reason not in settings.get("placements.move_reasons"):
            raise Refusal(_("Choose why the child moves."), code="reason", field="reason")
        _leave(old, "end", reason=reason, note=note, ended_at=when, by=by, at=at, moved_to=new)
        begun = _begin(new, case, when, by, at)
        _stop_seeking(case, by, at)
        made(begun.pk)
    return begun


def _begin(fresh: Placement, case: Case, handed_over_at: datetime, by: Identity, at: datetime) -> Placement:
    """Ask everything again and make the move; case, child and placement are held by the caller."""
    PLACEMENT.check(fresh, "begin", by=by, at=at)
    _check_moment(fresh, handed_over_at, by, at)
    basis = valid_basis(case, handed_over_at)
    now = rules.Readiness(
        has_basis=basis is not None and valid_basis(case, at) is not None,
        has_yes=fresh.family_said_yes_at is not None,
        has_view=is_heard(fresh),
        has_contract=fresh.contract_signed_on is not None,
        has_approval=fresh.approved_on is not None,
        is_family_open=_hold_family(fresh, by, at),
        lives_elsewhere=home_of(fresh) is not None,
    )
    for code in rules.missing(now):
        raise Refusal(OBSTACLES[code], code=code)
    settings = pack(by.country, local_day(handed_over_at, by.zone))
    begun = _moved_in(fresh, "begin", basis, handed_over_at, settings, by, at)
    _close_asks(begun, by, at)
    return begun


def _close_asks(begun: Placement, by: Identity, at: datetime) -> None:
    """What was asked of the family's office is over; its file stays open through the placement itself."""
    for candidate in Candidate.objects.filter(match=begun.match_id, family_id=begun.family_id).order_by("id"):
        families.close_asks(by_thing=candidate.pk, by=by, at=at)


def _moved_in(fresh: Placement, verb: str, basis, handed_over_at, settings, by: Identity, at, **changes) -> Placement:
    """Write that the child lives there. The database itself refuses a second home at the same time."""
    until = rules.ends_at(fresh.care_type, handed_over_at, settings)
    try:
        with transaction.atomic():
            return PLACEMENT.apply(
                fresh,
                verb,
                by=by,
                at=at,
                basis=basis,
                began_at=handed_over_at,
                during=DateTimeTZRange(handed_over_at, None),
                due_end_on=local_day(until, by.zone) if until else None,
                **changes,
            )
    except IntegrityError as error:
        if "one_home_at_a_time" not in str(error):
            raise
        raise Refusal(
            _(
                "The child lived with another family at that time. A child is never in two places. Nothing was changed. Check the"
                " time of the handover."
            ),
            code="elsewhere",
            field="handed_over_at",
        ) from error


def _check_moment(fresh: Placement, handed_over_at: datetime, by: Identity, at: datetime) -> None:
    if handed_over_at > at + SOON:
        raise Refusal(
            _("Give the time at which the child was handed over, not one in the future."),
            code="future",
            field="handed_over_at",
        )
    if not rules.is_in_order(
        handed_over_on=local_day(handed_over_at, by.zone),
        contract_on=fresh.contract_signed_on,
        approved_on=fresh.approved_on,
    ):
        raise Refusal(
            _("The contract and the approval come before the handover. Check the day. Nothing was changed."),
            code="order",
            field="handed_over_at",
        )


def _hold_family(fresh: Placement, by: Identity, at: datetime) -> bool:
    """Lock the family and say whether it is approved today and its place is still taken for this child."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select * from placements_hold_family(%s)", [fresh.pk])
            row = cursor.fetchone()
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") == "42501":
            raise NotAllowed() from error
        raise
    if row is None:
        return False
    state, approved_until, has_place = row
    is_running = approved_until is None or approved_until >= local_day(at, by.zone)
    return state == FamilyState.APPROVED and is_running and has_place


def _leave(
    old: Placement, verb: str, *, reason: str, note: str, ended_at: datetime, by: Identity, at: datetime, moved_to=None
) -> Placement:
    """The child no longer lives there: the time ends, the place is free, planned visits are called off by the later room."""
    if not note.strip():
        raise Refusal(_("Write how it ended and where the child lives now."), code="note", field="note")
    if old.began_at is None or not old.began_at < ended_at <= at + SOON:
        raise Refusal(
            _("Give a time after the child moved in, and not in the future."), code="ended_at", field="ended_at"
        )
    left = PLACEMENT.apply(
        old,
        verb,
        by=by,
        at=at,
        why=reason,
        ended_at=ended_at,
        during=DateTimeTZRange(old.began_at, ended_at),
        end_reason=reason,
        end_note=note.strip(),
        moved_to=moved_to,
    )
    families.free_places(family_id=left.family_id, by_thing=left.pk, by=by, at=at)
    return left


def _stop_seeking(case: Case, by: Identity, at: datetime) -> None:
    """When every child of the case lives in a lasting home, nobody looks for a family any longer. A temporary home ends no search."""
    if case.needs_family_since is None or not by.may("cases.change"):
        return
    lasting = Placement.objects.filter(case=case, state=PlacementState.ACTIVE).exclude(care_type=rules.TEMPORARY)
    housed = set(lasting.order_by().values_list("child_id", flat=True))
    if all(child.person_id in housed for child in children_of(case)):
        cases.stop_seeking(case=case, by=by, at=at)
