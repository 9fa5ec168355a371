"""Checks, the social inquiry and the limits of a family."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, queries, rules
from umay.care.families.actions.rows import SAFETY, _allow, _count_checks, _locked, _settings, _write_old_checks
from umay.care.families.lifecycle import FAMILY
from umay.care.families.models import Check, Family
from umay.care.families.words import CheckKind, FamilyState
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record

FAULTS = {
    "no_type": _("Choose at least one kind of care."),
    "no_place": _("Write how many children the family can take: at least one."),
    "too_many": _("This is more children than one home may have. Only a group of brothers and sisters may exceed it."),
    "too_many_with_own": _("Together with the children of the home this is more than the law allows."),
    "siblings_over_places": _("There can't be more brothers and sisters together than places."),
    "no_sibling": _("Write 1 where the family takes one child at a time."),
    "ages": _("The older age must not be below the younger one."),
    "no_room": _("Choose for whom there is a bedroom."),
    "no_emergency_type": _("Emergencies need a family for temporary care."),
}
LIMITS = ("care_types", "places", "places_mixed", "max_siblings", "age_from", "age_to", "rooms_for", "skills", "takes_emergencies")  # fmt: skip


@dataclass(frozen=True)
class CheckDone:
    """One check as it came in. `member` is a Member of the household, None for the home."""

    kind: str
    member: object
    done_on: date
    is_clear: bool
    note: str = ""


def assess(
    *,
    family: Family,
    checks: Sequence[CheckDone] = (),
    inquiry_on: date | None = None,
    inquiry: str | None = None,
    waived: Sequence[str] | None = None,
    by: Identity,
    at: datetime,
) -> Family:
    """Write down checks with their days, and the social inquiry. What is None stays as it was. Earlier checks are kept.

    Raises Refusal for a day in the future, or for a person of another household.
    """
    _allow(by, access.CHANGE)
    settings = _settings(by, at)
    with transaction.atomic():
        fresh = _locked(family)
        _write_old_checks(fresh, settings, by=by, at=at)
        for check in checks:
            _write_check(fresh, check, today=settings.day, by=by, at=at)
        changes = {"inquiry_on": inquiry_on, "inquiry": inquiry, "waived": None if waived is None else list(waived)}
        changes = {name: value for name, value in changes.items() if value is not None}
        if inquiry_on is not None and inquiry_on > settings.day:
            raise Refusal(_("This day is still to come."), code="future", field="inquiry_on")
        for name, value in changes.items():
            setattr(fresh, name, value)
        _count_checks(fresh, settings)
        if fresh.state in (FamilyState.APPLIED, FamilyState.ASSESSING):
            changes |= {name: getattr(fresh, name) for name in SAFETY}
            return FAMILY.apply(fresh, "assess", by=by, at=at, **changes)
        fresh.save(update_fields=[*changes, *SAFETY])
        record("families.assess", kind="families.family", thing=fresh.pk, file=fresh.pk, fields=["checks", *changes])
    return fresh


def _write_check(family: Family, check: CheckDone, *, today: date, by: Identity, at: datetime) -> None:
    if check.done_on > today:
        raise Refusal(_("A check can't have a day that is still to come."), code="future")
    if check.kind not in CheckKind.values or (check.kind == CheckKind.HOME) != (check.member is None):
        raise ValueError("a check is of a person, or of the home")
    if check.member is not None and check.member.family_id != family.pk:
        raise ValueError("the person lives in another household")
    Check.objects.create(
        **follow(family),
        family=family,
        member=check.member,
        kind=check.kind,
        done_on=check.done_on,
        is_clear=check.is_clear,
        note=check.note,
        recorded_by=by.user_id,
        recorded_at=at,
    )


def set_limits(*, family: Family, version: int, limits: rules.Limits, by: Identity, at: datetime) -> bool:
    """What the family is, or shall be, approved for. True: it holds now. False: it is wider than approved and waits for a second person.

    Raises Refusal with the field that can't be, Conflict where somebody changed the family since.
    """
    _allow(by, access.CHANGE)
    settings = _settings(by, at)
    with transaction.atomic():
        fresh = _locked(family, version=version)
        _check_limits(fresh, limits, settings, at)
        is_running = fresh.state in (FamilyState.APPROVED, FamilyState.SUSPENDED)
        if fresh.state == FamilyState.ASKED:
            raise Conflict(
                _("The family waits for approval with the limits it has. Ask for it to be sent back first."),
                code="asked",
            )
        if is_running and rules.is_wider(limits, queries.limits_of(fresh)):
            fresh.limits_asked, fresh.limits_asked_by = _plain(limits), by.user_id
            fresh.save(update_fields=["limits_asked", "limits_asked_by"])
            record(
                "families.ask_limits",
                kind="families.family",
                thing=fresh.pk,
                file=fresh.pk,
                fields=["limits_asked"],
            )
            return False
        _write_limits(fresh, limits, settings)
        record("families.set_limits", kind="families.family", thing=fresh.pk, file=fresh.pk, fields=list(LIMITS))
    return True


def _check_limits(family: Family, limits: rules.Limits, settings, at: datetime) -> None:
    for field, fault in rules.limit_faults(limits, queries.home(family, settings), own_children=family.own_children):
        raise Refusal(FAULTS[fault], code=fault, field=field)
    used = queries.ledger(family, at)
    if limits.places < used.taken + used.held:
        raise Refusal(
            _("%(used)d places are taken or held now. There can't be fewer.") % {"used": used.taken + used.held},
            code="in_use",
            field="places",
        )


def _plain(limits: rules.Limits) -> dict:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(limits).items()}


def _write_limits(family: Family, limits: rules.Limits, settings) -> None:
    for name, value in _plain(limits).items():
        setattr(family, name, value)
    family.places_mixed = rules.mixed_places(limits, queries.home(family, settings))
    family.limits_asked = family.limits_asked_by = None
    family.save(update_fields=[*LIMITS, "limits_asked", "limits_asked_by"])


def decide_limits(*, family: Family, version: int, agree: bool, by: Identity, at: datetime) -> Family:
    """A second person approves the wider limits, or leaves the family as it was."""
    _allow(by, access.APPROVE)
    settings = _settings(by, at)
    with transaction.atomic():
        fresh = _locked(family, version=version)
        if not fresh.limits_asked:
            raise Conflict(_("Nobody asks for wider limits any more. Nothing was changed."), code="decided")
        if fresh.limits_asked_by == by.user_id:
            raise Refusal(
                _("You asked for this yourself. Another person decides. Nothing was changed."), code="second_person"
            )
        if agree:
            limits = queries.limits_from(fresh.limits_asked)
            _check_limits(fresh, limits, settings, at)
            _write_limits(fresh, limits, settings)
        else:
            fresh.limits_asked = fresh.limits_asked_by = None
            fresh.save(update_fields=["limits_asked", "limits_asked_by"])
        record(
            "families.approve_limits" if agree else "families.decline_limits",
            kind="families.family",
            thing=fresh.pk,
            file=fresh.pk,
            fields=list(LIMITS) if agree else ["limits_asked"],
        )
    return fresh
