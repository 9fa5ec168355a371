"""Everything the page of one placement shows, read once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from umay.care.cases.models import LegalBasis
from umay.care.cases.queries import valid_basis, warning_at
from umay.care.families.models import Family
from umay.care.placements.access import visible
from umay.care.placements.lifecycle import PLACEMENT
from umay.care.placements.models import Call, Placement
from umay.care.placements.queries.lists import joined
from umay.care.placements.queries.nights import HOURS, calls_of
from umay.care.placements.queries.readiness import readiness
from umay.care.placements.queries.stays import Stay, timeline
from umay.care.placements.rules import is_ratification_open, is_second_person, missing
from umay.care.placements.words import COLOURS, COMING, STEPS, PlacementState
from umay.ground.offices.models import Office
from umay.ground.offices.packs import kind_of_care, label
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import names_of
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class Step:
    """One line of what the handover needs. `verb` is the URL name of this room that mends it, empty where another room does."""

    code: str
    label: Any
    hint: Any
    is_done: bool
    verb: str = ""


@dataclass(frozen=True)
class PlacementPage:
    """A placement with all that its page shows."""

    placement: Placement
    family: Family | None
    office: Office
    colour: str
    care_type: Any
    end_reason: Any
    basis: LegalBasis | None
    is_basis_ending: bool
    steps: list[Step]
    missing: tuple[str, ...]
    can: dict[str, bool]
    names: dict
    stays: list[Stay]
    group: list[Placement]
    calls: list[Call]  # whom the duty officer telephoned before an emergency
    is_over_time: bool
    is_ratify_late: bool
    is_ratify_open: bool
    is_refused: bool


_VERBS = {"contract": "sign_contract", "approval": "approve"}


def page(placement: Placement, *, settings, by: Identity, at: datetime) -> PlacementPage:
    """Read all parts: a fixed number of statements."""
    is_coming = placement.state in COMING
    now = readiness(placement, by=by, at=at) if is_coming else None
    lacking = missing(now) if now else ()
    basis = valid_basis(placement.case, at)
    is_open = is_ratification_open(
        is_emergency=placement.is_emergency, ratified_at=placement.ratified_at, state=placement.state
    )
    return PlacementPage(
        placement=placement,
        family=family_of(placement),
        office=Office.objects.get(pk=placement.family_office_id),
        colour=COLOURS[placement.state],
        care_type=kind_of_care(placement.care_type, settings),
        end_reason=label("placement_end", placement.end_reason) if placement.end_reason else "",
        basis=basis,
        is_basis_ending=basis is not None and basis.ends_at is not None and basis.ends_at <= warning_at(settings, at),
        steps=_steps(lacking) if now else [],
        missing=lacking,
        can=_can(placement, lacking, is_open, by, at),
        names=names_of([placement.approved_by, placement.proposed_by, placement.ratified_by]),
        stays=timeline(placement.child_id, by=by, settings=settings),
        group=group_of(placement, by=by) if placement.is_emergency else [],
        calls=calls_before(placement) if placement.is_emergency else [],
        is_over_time=placement.state == PlacementState.ACTIVE
        and placement.due_end_on is not None
        and placement.due_end_on < local_day(at, by.zone),
        is_ratify_late=is_open and placement.ratify_by is not None and placement.ratify_by < at,
        is_ratify_open=is_open,
        is_refused=bool(placement.ratify_refused),
    )


def family_of(placement: Placement) -> Family | None:
    """The family's row, where the asker may read it."""
    return Family.objects.filter(pk=placement.family_id).defer("note", "closed_note").first()


def group_of(placement: Placement, *, by: Identity) -> list[Placement]:
    """The children placed by one and the same emergency decision, this one among them: confirmed or refused together."""
    return list(
        joined(
            visible(by).filter(
                case_id=placement.case_id,
                family_id=placement.family_id,
                is_emergency=True,
                began_at=placement.began_at,
                proposed_by=placement.proposed_by,
            )
        ).order_by("child__born_on", "id")
    )


def calls_before(placement: Placement) -> list[Call]:
    """Whom the duty officer telephoned for these children in the hours before they were placed, in order."""
    return [
        call
        for call in calls_of(placement.case, placement.recorded_at - HOURS)
        if call.called_at <= placement.recorded_at
    ]


def ready_homes(placement: Placement, *, by: Identity, at: datetime) -> list[tuple[Placement, tuple[str, ...]]]:
    """Homes on their way for this child, each with what it still lacks beside the move itself."""
    found = visible(by).filter(child_id=placement.child_id, state__in=COMING).select_related("case", "match", "child")
    return [
        (home, tuple(code for code in missing(readiness(home, by=by, at=at)) if code != "elsewhere"))
        for home in found.order_by("recorded_at", "id")
    ]


def _steps(lacking: tuple[str, ...]) -> list[Step]:
    return [
        Step(code, words, hint, code not in lacking, _VERBS.get(code, ""))
        for code, (words, hint) in STEPS.items()
        if code != "elsewhere" or code in lacking
    ]


def _can(placement: Placement, lacking, is_ratify_open: bool, by: Identity, at: datetime) -> dict[str, bool]:
    """What the person may do, for the buttons."""
    can = PLACEMENT.allowed(placement, by=by, at=at)
    another = is_second_person(by=by.user_id, others=(placement.proposed_by,))
    ratify = is_ratify_open and another and by.may("placements.ratify")
    may_sign = placement.state in COMING or (placement.state == PlacementState.ACTIVE and placement.is_emergency)
    return can | {
        "begin": can["begin"] and not lacking,
        "move": can["end"] and by.may("placements.begin"),
        "sign_contract": may_sign and by.may("placements.change"),
        "ratify": ratify,
        "refuse_ratification": ratify,
    }
