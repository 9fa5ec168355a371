"""What stands and what is missing before a child can move in."""

from datetime import datetime

from umay.care.cases.models import CaseChild
from umay.care.cases.queries import valid_basis
from umay.care.cases.queries.parts import has_view
from umay.care.families import queries as families
from umay.care.families.words import FamilyState
from umay.care.placements.models import Placement
from umay.care.placements.rules import Readiness, missing
from umay.care.placements.words import PlacementState
from umay.kit.kernel.acting import Identity


def readiness(placement: Placement, *, by: Identity, at: datetime) -> Readiness:
    """How the placement stands for a handover at `at`, as a page shows it. The action asks again under locks."""
    card = families.card(placement.family_id, by=by, at=at)
    return Readiness(
        has_basis=valid_basis(placement.case, at) is not None,
        has_yes=placement.family_said_yes_at is not None,
        has_view=is_heard(placement),
        has_contract=placement.contract_signed_on is not None,
        has_approval=placement.approved_on is not None,
        is_family_open=card is not None and card.state == FamilyState.APPROVED,
        lives_elsewhere=home_of(placement) is not None,
    )


def obstacles(placement: Placement, *, by: Identity, at: datetime) -> tuple[str, ...]:
    """Codes of what is missing (rules.missing)."""
    return missing(readiness(placement, by=by, at=at))


def is_heard(placement: Placement) -> bool:
    """Whether this child was heard in the case, or it is written why not."""
    child = (
        CaseChild.objects.filter(case_id=placement.case_id, person_id=placement.child_id)
        .order_by("-recorded_at", "id")
        .first()
    )
    return child is not None and has_view(child)


def home_of(placement: Placement) -> Placement | None:
    """Another placement in which the child lives now."""
    return (
        Placement.objects.filter(child_id=placement.child_id, state=PlacementState.ACTIVE)
        .exclude(pk=placement.pk)
        .first()
    )
