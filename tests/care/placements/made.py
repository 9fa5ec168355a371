"""Placements for tests, made through the actions as the people who would make them."""

from datetime import timedelta

import pytest

from tests.factories.care import make_basis, make_case, make_family
from umay.care.cases.models import Case
from umay.care.cases.queries import children_of
from umay.care.families import actions as families
from umay.care.families.queries import ledger
from umay.care.matching.models import Candidate, Match
from umay.care.placements import actions
from umay.care.placements.models import Placement
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def decided(cast, *, case=None, family=None, ages=(6,), at=None, **family_values):
    """A decided match whose family said yes, with its places held: (match, candidate, case, family)."""
    at = at or now()
    case = case or make_case(cast.worker, ages=ages)
    with acting(cast.worker):
        has_basis = case.bases.exists()
    if not has_basis:
        make_basis(case, cast.worker)
    family = family or make_family(cast.family_worker, **family_values)
    with acting(cast.worker):
        match = Match.objects.create(
            **follow(case),
            case=case,
            care_type="term",
            children=[child.person_id for child in children_of(case)],
            opened_at=at,
            proposed_by=cast.worker.user_id,
            proposed_at=at,
        )
        candidate = Candidate.objects.create(
            **follow(case),
            match=match,
            family_id=family.pk,
            family_office_id=family.office_id,
            family_number=family.number,
            state="chosen",
            rank=1,
            km=1,
            value_micro=0,
            places_left=1,
            answered_at=at,
            answered_by="Anne",
            answered_how="phone",
        )
        families.hold_places(
            family_id=family.pk,
            count=len(match.children),
            by_thing=match.pk,
            until_at=at + timedelta(days=1),
            by=cast.worker,
            at=at,
        )
    with acting(cast.supervisor):
        Match.objects.filter(pk=match.pk).update(decided_by=cast.supervisor.user_id, decided_at=at, state="decided")
        match.refresh_from_db()
    return match, candidate, case, family


def prepared(cast, **values) -> list[Placement]:
    match, candidate, _case, _family = decided(cast, **values)
    with acting(cast.supervisor):
        return actions.prepare(match=match, candidate=candidate, by=cast.supervisor, at=values.get("at") or now())


def signed(cast, placement: Placement, *, on=None) -> Placement:
    with acting(cast.worker):
        on = on or local_day(now(), "Europe/Istanbul")
        return actions.sign_contract(placement=placement, signed_on=on, number="2026/7", by=cast.worker, at=now())


def approved(cast, placement: Placement, *, on=None) -> Placement:
    with acting(cast.approver):
        return actions.approve(
            placement=placement,
            authority="Konya Valiliği",
            number="2026/41",
            approved_on=on or local_day(now(), "Europe/Istanbul"),
            by=cast.approver,
            at=now(),
        )


def ready(cast, *, on=None, **values) -> list[Placement]:
    """Placements with contract and approval, before the handover."""
    return [approved(cast, signed(cast, placement, on=on), on=on) for placement in prepared(cast, **values)]


def living(cast, **values) -> list[Placement]:
    """Children who moved in now."""
    placements = ready(cast, **values)
    with acting(cast.worker):
        return [actions.begin(placement=placement, by=cast.worker, at=now()) for placement in placements]


def night_family(cast, **values):
    return make_family(
        cast.family_worker,
        **{"care_types": ["temporary"], "takes_emergencies": True, "places": 3, "max_siblings": 3} | values,
    )


def emergency(cast, case: Case, family, *, at=None, **values) -> list[Placement]:
    at = at or now()
    with acting(cast.duty):
        return actions.place_emergency(
            **{
                "case": case,
                "family_id": family.pk,
                "reason": "danger",
                "words": "Evde bu gece güvenlik yok.",
                "family_said_yes": True,
                "basis": {"kind": "taken_in", "authority": "Konya İl Müdürlüğü"},
                "by": cast.duty,
                "at": at,
            }
            | values
        )


def places(by, family) -> tuple[int, int, int]:
    """(taken, held, free) of the family now."""
    with acting(by):
        family.refresh_from_db()
        found = ledger(family, now())
    return found.taken, found.held, found.free


ZONE = "Europe/Istanbul"


def refused(by, action, **values) -> str:
    with acting(by), pytest.raises(Refusal) as caught:
        action(by=by, at=now(), **values)
    return caught.value.code
