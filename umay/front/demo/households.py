"""Families with the children who live with them, families with a free place, and children who wait."""

from datetime import timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from umay.care.cases.models import Case, CaseChild, Deadline, LegalBasis, Tried
from umay.care.families.models import Family, Member, Willingness
from umay.care.families.words import FamilyState, MemberRole
from umay.care.intake.models import Report, ReportChild
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits.models import Visit
from umay.care.visits.words import VisitState, VisitWhere
from umay.front.demo.crowd import DISABILITY, Crowd
from umay.front.demo.shelf import Shelf
from umay.front.demo.tales import Tales
from umay.ground.offices.models import follow
from umay.kit.kernel.text import sort_key

# By model, "synthetic": no published split was found (domain section 10).
_TYPES = {
    "TR": (("term", 70), ("kin", 27), ("temporary", 2), ("specialised", 1)),
    "AZ": (("term", 70), ("kin", 28), ("temporary", 2)),
}
_ORDER = {"TR": "care_order", "AZ": "guardianship_decision"}
_SKILLS = ("medical_care", "autism", "learning", "behaviour", "trauma", "sign_language", "infant_care", "speech")
_SIBLINGS = ((1, 84), (2, 13), (3, 3))  # gives the published 1.19 children a family


class Household:
    """Fills one office's shelf."""

    def __init__(self, shelf: Shelf, crowd: Crowd, random: Random):
        self.shelf, self.crowd, self.random = shelf, crowd, random
        self.country = shelf.office.country
        self.tales = Tales(self.country, random)

    def fill(self, children: int) -> None:
        left = children
        while left > 0:
            size = min(left, self._draw(_SIBLINGS))
            self._placed(size)
            left -= size
        for _ in range(max(1, round(children * 0.14))):
            self.family(care_type=self._draw(_TYPES[self.country]))
        for _ in range(max(2, round(children * 0.3))):
            self._earlier_report()
        for _ in range(round(children * 0.03)):
            self.waiting(self._draw(_SIBLINGS))

    def _draw(self, weighted):
        values, weights = zip(*weighted, strict=True)
        return self.random.choices(values, weights)[0]

    def _days_ago(self, low: int, high: int):
        return self.shelf.at - timedelta(days=self.random.randint(low, high), hours=self.random.randint(0, 9))

    def near(self, spread: float = 0.18) -> tuple[float, float]:
        office = self.shelf.office
        return office.lat + self.random.uniform(-spread, spread), office.lon + self.random.uniform(-spread, spread)

    def family(self, *, care_type: str, places: int | None = None, surname: str | None = None, **values) -> Family:
        """An approved family with its carers."""
        random, today = self.random, self.shelf.today
        surname = surname or self.crowd.surname()
        approved = today - timedelta(days=random.randint(60, 2000))
        lat, lon = self.near()
        places = places or random.choices((1, 2, 3), (62, 29, 9))[0]
        age_from = random.choice((0, 0, 0, 3, 6, 10))
        label = self.crowd.worn(surname, "m")
        family = self.shelf.file(
            Family, "family", worker=None, state=FamilyState.APPROVED, label=label, label_sort=sort_key(label, self.country.lower()),
            applied_on=approved - timedelta(days=random.randint(90, 200)), lat=lat, lon=lon, address=self.tales.street(),
            phone=self.tales.phone(), languages=[self.country.lower()], care_types=[care_type], places=places, max_siblings=max(places, 1),
            age_from=age_from, age_to=min(17, age_from + random.choice((6, 9, 12, 17))), rooms_for=random.choice((["f", "m"], ["f", "m"], ["f"], ["m"])),
            skills=sorted(random.sample(_SKILLS, random.choices((0, 1, 2, 3), (55, 25, 14, 6))[0])), own_children=random.choices((0, 1, 2, 3), (45, 30, 20, 5))[0],
            is_paid=random.random() < 0.9, takes_emergencies=care_type == "temporary", willing_confirmed_on=today - timedelta(days=random.randint(1, 160)),
            approved_on=approved, approved_until=approved + timedelta(days=3650), approval_number=f"{approved.year}/{random.randint(10, 999)}",
            safety_checks_on=today - timedelta(days=random.randint(20, 700)), **values,
        )  # fmt: skip
        self._carers(family, surname)
        self.shelf.put(
            Willingness(**follow(family), family=family, said_on=family.willing_confirmed_on, is_willing=True)
        )
        return family

    def _carers(self, family: Family, surname: str) -> None:
        pairs = (
            ("f", "m") if self.random.random() < 0.9 else (self.random.choice(("f", "f", "m")),)
        )  # 90 % married (S89c)
        for sex in pairs:
            human = self.crowd.grown(surname, sex)
            person = self.shelf.human(human, family, "family", phone=family.phone)
            self.shelf.put(Member(**follow(family), family=family, person=person, role=MemberRole.CARER))

    def case(
        self, size: int, *, worker=None, opened_days=(5, 60), near_age=None, **values
    ) -> tuple[Case, list[CaseChild]]:
        """A case with its children, what was tried, a legal basis."""
        random, at = self.random, self.shelf.at
        opened = self._days_ago(*opened_days)
        lat, lon = self.near(0.1)
        case = self.shelf.file(
            Case, "case", worker=worker or self.shelf.next_worker(), opened_at=opened, lat=lat, lon=lon,
            **({"risk": random.choice(("high", "medium", "medium", "low")), "goal": random.choice(("return_home", "long_term", "kin")), "summary": self.tales.summary(), "care_reasons": ["neglect"],
                "why_care": self.tales.why(), "next_review_on": at.date() + timedelta(days=random.randint(-4, 88))} | values),
        )  # fmt: skip
        surname = self.crowd.surname()
        children, age = [], near_age
        for _ in range(size):
            human = self.crowd.child(surname, near_age=age)
            age = (at.date() - human.born_on).days // 365 if age is None else age
            person = self.shelf.human(human, case, "case")
            children.append(self._child(case, person, human, opened))
        self.shelf.put(
            Tried(
                **follow(case),
                case=case,
                kind=self.tales.support(),
                began_on=opened.date() - timedelta(days=120),
                outcome=self.tales.tried(),
            )
        )
        return case, children

    def _child(self, case, person, human, opened) -> CaseChild:
        years = (self.shelf.today - human.born_on).days // 365
        with_need = self.random.random() < DISABILITY
        heard = years >= 3
        return self.shelf.put(
            CaseChild(
                **follow(case), case=case, person=person, needs=[self.random.choice(_SKILLS[:6])] if with_need else [],
                behaviour_need=self.random.random() < 0.12, languages=[self.country.lower()], school=self.tales.school() if years >= 6 else "",
                school_level="none_young" if years < 5 else "preschool" if years < 6 else "primary" if years < 10 else "middle" if years < 14 else "high",
                view=self.tales.view() if heard else None, view_why_not=None if heard else self.tales.too_small(), view_at=opened + timedelta(days=2),
            )
        )  # fmt: skip

    def basis(self, case: Case, *, kind: str | None = None, ends_at=None, starts_at=None) -> LegalBasis:
        starts = starts_at or case.opened_at + timedelta(days=3)
        return self.shelf.put(
            LegalBasis(
                **follow(case), case=case, kind=kind or _ORDER[self.country], authority=self.tales.court(self.shelf.office), starts_at=starts, ends_at=ends_at,
                decision_number=f"{starts.year}/{self.random.randint(10, 900)}", decided_on=starts.date(),
            )
        )  # fmt: skip

    def waiting(self, size: int, **values) -> tuple[Case, list[CaseChild]]:
        days = self.random.randint(2, 70)
        case, children = self.case(
            size, opened_days=(days + 5, days + 40), care_type=values.pop("care_type", "term"),
            needs_family_since=self.shelf.today - timedelta(days=days), is_urgent=self.random.random() < 0.2, **values,
        )  # fmt: skip
        self.basis(case)
        self.shelf.put(
            Deadline(
                **follow(case), case=case, kind="review", rule="cases.review_months", started_at=case.opened_at,
                due_at=case.opened_at + timedelta(days=91),
            )
        )  # fmt: skip
        return case, children

    def _earlier_report(self) -> None:
        """A report of the last year that ended without a case: most first contacts in time, some late."""
        received = self._days_ago(6, 350)
        risk = self._draw((("high", 2), ("medium", 5), ("low", 3)))
        hours = {"high": 24, "medium": 72, "low": 168}[risk]
        seen = received + timedelta(hours=hours * self.random.choice((0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.3)))
        report = self.shelf.file(
            Report, "report", worker=self.shelf.next_worker(), state="no_need", received_at=received, channel="phone", reporter_kind="school", where_now=self.tales.where(),
            story=self.tales.report(), risk=risk, risk_by_rule=risk, risk_rule="neglect", answers=["neglect"], contact_due_at=received + timedelta(hours=hours),
            contacted_at=seen, contact_note=self.tales.note(), closed_at=seen + timedelta(days=2), closing_code="support_only",
        )  # fmt: skip
        person = self.shelf.human(self.crowd.child(self.crowd.surname()), report, "report")
        self.shelf.put(ReportChild(**follow(report), report=report, person=person))

    def _placed(self, size: int) -> None:
        care_type = self._draw(_TYPES[self.country])
        began = self._days_ago(12, 26) if care_type == "temporary" else self._days_ago(40, 1900)
        days = (self.shelf.at - began).days
        family = self.home_for(size, care_type)
        case, children = self.case(size, opened_days=(days + 20, days + 50), care_type=care_type)
        basis = self.basis(case)
        self.place(case, children, family, basis, began, care_type)

    def home_for(self, size: int, care_type: str) -> Family:
        family = self.family(care_type=care_type, places=size + self.random.choices((0, 1), (82, 18))[0])
        family.age_from, family.age_to, family.rooms_for = 0, 17, ["f", "m"]
        return family

    def place(self, case, children, family, basis, began, care_type, *, visits=True) -> list[Placement]:
        """Children living with a family, with the visits behind and ahead of them."""
        made = []
        for child in children:
            placement = self.shelf.put(
                Placement(
                    **follow(case), case=case, child=child.person, family_id=family.pk, family_office_id=family.office_id, family_number=family.number,
                    state=PlacementState.ACTIVE, care_type=care_type, basis=basis, family_said_yes_at=began - timedelta(days=6),
                    contract_signed_on=(began - timedelta(days=3)).date(), contract_number=f"{began.year}/{self.random.randint(10, 900)}",
                    approval_authority=self.tales.approver(self.shelf.office), approval_number=f"{began.year}/{self.random.randint(100, 9999)}",
                    approved_on=(began - timedelta(days=2)).date(), began_at=began, during=DateTimeTZRange(began, None),
                    due_end_on=(began + timedelta(days=30)).date() if care_type == "temporary" else None,
                )
            )  # fmt: skip
            made.append(placement)
            self.shelf.take_place(family, placement)
            if visits:
                self._visits(placement, case)
        return made

    def _visits(self, placement: Placement, case: Case) -> None:
        """The last visit, done, and the next, mostly ahead, some overdue."""
        every = 30 if (self.shelf.at - placement.began_at).days < 365 else 91
        last = max(
            placement.began_at + timedelta(days=3),
            self.shelf.at - timedelta(days=self.random.randint(2, every + every // 8)),
        )
        rule = "visits.first_year_every_months" if every == 30 else "visits.later_every_months"
        self.shelf.put(
            Visit(
                **follow(case), placement=placement, state=VisitState.DONE, due_on=last.date(), rule=rule, at=last, by_user=case.worker_id, where=VisitWhere.HOME,
                saw_child_alone=True, seen=self.tales.seen(), child_said=self.tales.said(), next_step=self.tales.next(),
            )
        )  # fmt: skip
        self.shelf.put(
            Visit(**follow(case), placement=placement, due_on=last.date() + timedelta(days=every), rule=rule)
        )
