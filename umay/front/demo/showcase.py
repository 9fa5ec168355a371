"""The home office's own story: something at every step of the journey, so that whoever signs in finds work waiting."""

from datetime import timedelta
from random import Random

from umay.care.cases.models import Contact, Deadline, KinAsked, LegalBasis, Measure, Note
from umay.care.intake.models import Report, ReportChild
from umay.care.persons.models import Tie
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits.models import Visit
from umay.front.demo.crowd import Crowd
from umay.front.demo.households import Household
from umay.front.demo.shelf import Shelf
from umay.ground.offices.models import follow
from umay.ground.offices.packs import calendar

_EMERGENCY = {"TR": "taken_in", "AZ": "emergency_removal"}
_MEASURES = {"TR": ("DAN", "SAG"), "AZ": ()}  # the Azerbaijani pack names no measures yet


def show(shelf: Shelf, crowd: Crowd, random: Random, people: dict) -> None:
    """Add the showcase rows of the home office to its shelf. `people` are users by role."""
    house = Household(shelf, crowd, random)
    worker = people["worker"]
    _reports(shelf, house, crowd, worker)
    _siblings_seek(shelf, house, worker)
    _kin_willing(shelf, house, crowd, worker)
    _ready_to_match(house, worker)
    _living_with_families(shelf, house, worker)
    _prepared(shelf, house, worker, people["supervisor"])
    _last_night(shelf, house, worker, people["duty"])
    _tonight(house)


def _reports(shelf: Shelf, house: Household, crowd: Crowd, worker) -> None:
    """One not screened, one due soon, one overdue."""
    for hours, state, risk, size in (
        (2, "received", "", 2),
        (20, "screened", "high", 1),
        (80, "screened", "medium", 1),
    ):
        received = shelf.at - timedelta(hours=hours)
        limit = {"high": 24, "medium": 72}.get(risk)
        report = shelf.file(
            Report, "report", worker=worker, state=state, received_at=received, channel="phone", reporter_kind="school", where_now=house.tales.where(),
            story=house.tales.report(), risk=risk, risk_by_rule=risk, risk_rule="danger_now" if risk == "high" else "neglect" if risk else "",
            answers=["danger_now"] if risk == "high" else ["neglect"] if risk else [], contact_due_at=received + timedelta(hours=limit) if limit else None,
        )  # fmt: skip
        surname = crowd.surname()
        for _ in range(size):
            person = shelf.human(crowd.child(surname), report, "report")
            shelf.put(ReportChild(**follow(report), report=report, person=person))


def _siblings_seek(shelf: Shelf, house: Household, worker) -> None:
    """Three siblings who look for one home together, the legal basis running out soon."""
    case, children = house.case(
        3,
        worker=worker,
        opened_days=(20, 24),
        near_age=7,
        care_type="term",
        needs_family_since=shelf.today - timedelta(days=12),
        is_urgent=True,
        risk="high",
    )
    basis = house.basis(case)
    basis.ends_at = shelf.at + timedelta(days=4)
    shelf.put(
        Deadline(
            **follow(case),
            case=case,
            kind="order_ends",
            rule="legal.emergency_max_days",
            started_at=basis.starts_at,
            due_at=basis.ends_at,
        )
    )
    for one in children:
        for other in children:
            if one is not other:
                shelf.put(Tie(**follow(one.person), person=one.person, other=other.person, kind="sibling"))
    _measures(shelf, house, case, basis, children)
    shelf.put(Note(**follow(case), case=case, at=shelf.at - timedelta(days=3), text=house.tales.note()))


def _measures(shelf: Shelf, house: Household, case, basis: LegalBasis, children) -> None:
    """What the same decision orders beside the legal basis: for the whole family, and for the eldest."""
    for kind, child in zip(_MEASURES[house.country], (None, children[0]), strict=False):
        shelf.put(
            Measure(
                **follow(case), case=case, child=child, kind=kind, authority=basis.authority, decision_number=basis.decision_number,
                decided_on=basis.decided_on, starts_on=basis.decided_on, carried_out_by=shelf.office.name,
            )
        )  # fmt: skip


def _kin_willing(shelf: Shelf, house: Household, crowd: Crowd, worker) -> None:
    """A child whose grandmother wants to care for it and is not approved yet; no contact with the father by decision."""
    case, (child,) = house.case(
        1, worker=worker, opened_days=(9, 12), care_type="kin", needs_family_since=shelf.today - timedelta(days=6)
    )
    house.basis(case)
    surname = child.person.surname
    grandmother = shelf.human(crowd.grown(surname, "f", 52, 63), case, "case", phone=house.tales.phone())
    father = shelf.human(crowd.grown(surname, "m", 30, 45), case, "case")
    shelf.put(Tie(**follow(child.person), person=child.person, other=grandmother, kind="grandparent"))
    shelf.put(Tie(**follow(child.person), person=child.person, other=father, kind="father"))
    shelf.put(Contact(**follow(case), case=case, person=father, kind="none"))
    shelf.put(
        KinAsked(
            **follow(case), case=case, person=grandmother, tie="grandparent", asked_at=shelf.at - timedelta(days=5), answer="willing",
            answered_at=shelf.at - timedelta(days=4),
        )
    )  # fmt: skip


def _ready_to_match(house: Household, worker) -> None:
    """Children who wait and may be matched today, one of them with a need that few families meet."""
    for needs, size in (((), 1), (("sign_language",), 1), ((), 2)):
        _case, children = house.waiting(size, worker=worker)
        children[0].needs = list(needs)
    _signing_family(house)
    for _ in range(3):
        house.home_for(2, "temporary")
    for _ in range(4):  # homes for brothers and sisters, so that a search has a choice
        house.home_for(3, "term")


def _signing_family(house: Household) -> None:
    family = house.family(care_type="term", places=3)
    family.skills, family.age_from, family.age_to, family.rooms_for, family.max_siblings = (
        ["sign_language"],
        0,
        17,
        ["f", "m"],
        3,
    )


def _living_with_families(shelf: Shelf, house: Household, worker) -> None:
    """The worker's own children in families: one visit overdue, one legal basis about to end."""
    for index in range(4):
        began = shelf.at - timedelta(days=100 + 90 * index)
        case, children = house.case(
            1 + index % 2, worker=worker, opened_days=(140 + 90 * index, 150 + 90 * index), care_type="term"
        )
        basis: LegalBasis = house.basis(case)
        family = house.home_for(len(children), "term")
        house.place(case, children, family, basis, began, "term")
        if index == 0:
            overdue: Visit = shelf.rows[Visit][-1]
            overdue.due_on = shelf.today - timedelta(days=6)


def _prepared(shelf: Shelf, house: Household, worker, supervisor) -> None:
    """A child whose family is chosen: contract and approval are still to come."""
    case, children = house.case(1, worker=worker, opened_days=(30, 34), care_type="term")
    basis = house.basis(case)
    family = house.home_for(1, "term")
    for child in children:
        placement = shelf.put(
            Placement(
                **follow(case), case=case, child=child.person, family_id=family.pk, family_office_id=family.office_id, family_number=family.number,
                state=PlacementState.PREPARING, care_type="term", basis=basis, family_said_yes_at=shelf.at - timedelta(days=2), proposed_by=supervisor.pk,
            )
        )  # fmt: skip
        shelf.taken.append((family.pk, placement.pk, shelf.at - timedelta(days=1)))


def _last_night(shelf: Shelf, house: Household, worker, duty) -> None:
    """A child placed in the night by the duty officer alone; a second person has to say yes by the end of the next working day."""
    began = shelf.at - timedelta(hours=9)
    case, children = house.case(
        1,
        worker=worker,
        opened_days=(1, 1),
        care_type="temporary",
        goal="",
        is_urgent=True,
        risk="high",
        next_review_on=None,
    )
    case.opened_at = began - timedelta(hours=2)
    basis = house.basis(
        case, kind=_EMERGENCY[house.country], starts_at=began - timedelta(hours=1), ends_at=began + timedelta(days=5)
    )
    (placement,) = house.place(case, children, house.home_for(1, "temporary"), basis, began, "temporary", visits=False)
    placement.family_said_yes_at = began - timedelta(minutes=40)
    placement.contract_signed_on = placement.approved_on = None
    placement.contract_number = placement.approval_number = placement.approval_authority = ""
    placement.is_emergency, placement.emergency_kind, placement.proposed_by = True, "found", duty.pk
    placement.emergency_reason = house.tales.report()
    placement.ratify_by = _end_of_next_working_day(shelf, began)
    shelf.put(
        Visit(
            **follow(case), placement=placement, due_on=shelf.today + timedelta(days=2), rule="visits.first_within_days"
        )
    )


def _end_of_next_working_day(shelf: Shelf, began):
    day = calendar.next_working_day(shelf.office.country, calendar.local_day(began, shelf.office.zone))
    return calendar.end_of_day(day, shelf.office.zone)


def _tonight(house: Household) -> None:
    """A child in danger, reported an hour ago: the duty officer's page has somebody to place."""
    case, _children = house.case(
        1, worker=None, opened_days=(1, 1), near_age=5, care_type="temporary", is_urgent=True, risk="high"
    )
    case.worker = None
    case.needs_family_since = house.shelf.today
