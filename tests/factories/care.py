"""Rows of care for tests, written as the person who would write them."""

from datetime import date, timedelta

from umay.care.cases.models import Case, CaseChild, LegalBasis
from umay.care.families.models import Family, Member
from umay.care.families.words import FamilyState, MemberRole
from umay.care.intake.models import Report, ReportChild
from umay.care.persons.models import Person
from umay.ground.offices.actions import take_number
from umay.ground.offices.models import Office, follow
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.text import fold, sort_key


def scope(by: Identity, **changes) -> dict:
    return {
        "country": by.country,
        "office_id": by.office_id,
        "team_id": by.team_id,
        "worker_id": by.user_id,
        "recorded_by": by.user_id,
    } | changes


def make_human(
    by: Identity, *, given="Deniz", surname="Örnek", file_id=None, file_kind="case", born_on=None, sex="f", **changes
) -> Person:
    with acting(by):
        name = f"{given} {surname}"
        return Person.objects.create(
            **scope(by, file_id=file_id or new_id(), **changes),
            file_kind=file_kind,
            given=given,
            surname=surname,
            name_fold=fold(name),
            name_sort=sort_key(name, "tr"),
            born_on=born_on,
            sex=sex,
        )


def make_case(by: Identity, *, ages=(6,), needs=(), confidential=False, **changes) -> Case:
    """An open case with one child per age; the person `by` is its worker."""
    at = now()
    with acting(by):
        office = Office.objects.get(pk=by.office_id)
        case_id = new_id()
        case = Case.objects.create(
            id=case_id,
            **scope(by, file_id=case_id, confidential=False),
            **(
                {
                    "number": take_number(office=office, kind="case", year=at.year),
                    "opened_at": at,
                    "place": office.place,
                    "lat": office.lat,
                    "lon": office.lon,
                    "care_type": "term",
                    "needs_family_since": at.date(),
                }
                | changes
            ),
        )
        for index, age in enumerate(ages):
            person = make_human(
                by,
                given=f"Çocuk{index}",
                surname="Örnek",
                file_id=case_id,
                born_on=_born(at.date(), age),
                sex="fm"[index % 2],
            )
            CaseChild.objects.create(
                **follow(case),
                case=case,
                person=person,
                needs=list(needs),
                view="Kardeşimle kalmak istiyorum.",
                view_at=at,
            )
    return case


def _born(today: date, age: int) -> date:
    return today - timedelta(days=round(age * 365.25) + 40)


def make_basis(case: Case, by: Identity, *, kind="care_order", ends_at=None) -> LegalBasis:
    with acting(by):
        return LegalBasis.objects.create(
            **follow(case),
            case=case,
            kind=kind,
            authority="Konya 1. Çocuk Mahkemesi",
            decision_number="2026/1",
            decided_on=now().date(),
            starts_at=now() - timedelta(days=2),
            ends_at=ends_at,
        )


def make_family(by: Identity, *, label="Örnek", state=FamilyState.APPROVED, **changes) -> Family:
    today = now().date()
    with acting(by):
        office = Office.objects.get(pk=by.office_id)
        family_id = new_id()
        family = Family.objects.create(
            id=family_id,
            **scope(by, file_id=family_id),
            **(
                {
                    "number": take_number(office=office, kind="family", year=today.year),
                    "label": label,
                    "label_sort": sort_key(label, "tr"),
                    "state": state,
                    "applied_on": today - timedelta(days=400),
                    "approved_on": today - timedelta(days=200),
                    "safety_checks_on": today - timedelta(days=210),
                    "willing_confirmed_on": today - timedelta(days=5),
                    "place": office.place,
                    "lat": office.lat,
                    "lon": office.lon,
                    "care_types": ["term"],
                    "places": 2,
                    "max_siblings": 2,
                    "rooms_for": ["f", "m"],
                    "languages": ["tr"],
                }
                | changes
            ),
        )
        carer = make_human(
            by, given="Koruyan", surname=label, file_id=family_id, file_kind="family", born_on=date(1980, 1, 1)
        )
        Member.objects.create(**follow(family), family=family, person=carer, role=MemberRole.CARER)
    return family


def make_report(by: Identity, *, ages=(6,), **changes) -> Report:
    at = now()
    with acting(by):
        office = Office.objects.get(pk=by.office_id)
        report_id = new_id()
        report = Report.objects.create(
            id=report_id,
            **scope(by, file_id=report_id),
            **(
                {
                    "number": take_number(office=office, kind="report", year=at.year),
                    "received_at": at,
                    "channel": "phone",
                    "reporter_kind": "school",
                    "place": office.place,
                    "story": "Okuldan bildirim.",
                }
                | changes
            ),
        )
        for index, age in enumerate(ages):
            person = make_human(
                by,
                given=f"Çocuk{index}",
                surname="Bildirim",
                file_id=report_id,
                file_kind="report",
                born_on=_born(at.date(), age),
            )
            ReportChild.objects.create(**follow(report), report=report, person=person)
    return report
