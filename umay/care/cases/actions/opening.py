"""A case opens, from a report or without one; its own facts change; notes are written."""

from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.access import CHANGE, OPEN, carries_cases, held_open, require, write_line
from umay.care.cases.actions.children import put_child
from umay.care.cases.actions.deadlines import start_clocks
from umay.care.cases.models import Case, Note
from umay.care.cases.queries import holders
from umay.care.cases.words import NoteKind
from umay.care.intake import actions as intake
from umay.care.intake.models import Report
from umay.care.persons import actions as people
from umay.care.persons.models import Person
from umay.ground.journal.actions import once
from umay.ground.offices import places
from umay.ground.offices.actions import take_number
from umay.ground.offices.models import Office, follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id


def open(
    *,
    report: Report | None = None,
    persons: list[Person],
    values: dict,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Case:
    """Open a case for one child or for sisters and brothers who stay together.

    persons: people already recorded (of the report). values: children (list of values for persons.actions.add), are_siblings, place,
    summary, goal, is_urgent. From a report: its children move into the case's file, its risk and office are taken over, and the report is marked.
    """
    require(by, OPEN)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.case") as made:
        if not persons and not values.get("children"):
            raise Refusal(_("A case needs at least one child."), code="no_child")
        settings = pack(by.country, local_day(at, by.zone))
        case = _new(report=report, values=values, settings=settings, by=by, at=at)
        _children(case=case, persons=persons, values=values, by=by, at=at)
        start_clocks(case=case, clocks=rules.opening_clocks(at, settings), by=by, at=at)
        if report:
            intake.mark_case_opened(report=report, by=by, at=at)
        write_line("cases.open", case=case, fields=["number", "opened_at"])
        made(case.pk)
    return case


def _new(*, report: Report | None, values: dict, settings, by: Identity, at: datetime) -> Case:
    office = Office.objects.get(pk=report.office_id if report else by.office_id)
    place = values.get("place") or (report.place if report else "") or office.place
    lat, lon = (office.lat, office.lon) if place == office.place else places.centre(place)
    case_id, today = new_id(), local_day(at, by.zone)
    next_review_on = None
    if settings.has(rules.CASE_REVIEW):
        next_review_on = local_day(settings.due(at, rules.CASE_REVIEW), by.zone)
    return Case.objects.create(
        id=case_id,
        file_id=case_id,
        country=by.country,
        office=office,
        **_whose(report, office, by, today),
        recorded_by=by.user_id,
        number=take_number(office=office, kind="case", year=today.year),
        opened_at=at,
        report=report,
        risk=report.risk if report else "",
        place=place,
        lat=lat,
        lon=lon,
        goal=values.get("goal") or "",
        is_urgent=bool(values.get("is_urgent")),
        summary=values.get("summary") or None,
        next_review_on=next_review_on,
    )


def _whose(report: Report | None, office: Office, by: Identity, today) -> dict:
    """A caseworker keeps what they open; else the report's worker goes on; else it waits for the supervisor to give it to somebody."""
    if carries_cases(by):
        return {"worker_id": by.user_id, "team_id": by.team_id}
    if report and report.worker_id and holders("worker", office.pk, on=today).filter(pk=report.worker_id).exists():
        return {"worker_id": report.worker_id, "team_id": report.team_id}
    return {"worker_id": None, "team_id": None}


def _children(*, case: Case, persons: list[Person], values: dict, by: Identity, at: datetime) -> None:
    fresh = [
        people.add(values=child, file=case, file_kind="case", by=by, at=at) for child in values.get("children") or []
    ]
    if persons:
        people.refile(persons=persons, file=case, file_kind="case", by=by, at=at)
    for person in [*persons, *fresh]:
        put_child(case=case, person=person, by=by, at=at)
    if values.get("are_siblings"):
        for one, other in combinations([*persons, *fresh], 2):
            people.tie(person=one, other=other, kind="sibling", by=by, at=at)


def change(*, case: Case, version: int, values: dict, by: Identity, at: datetime) -> Case:
    """Change the case's own facts: summary, goal, place, is_urgent. Refused when somebody changed it in between."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        settings = pack(by.country, local_day(at, by.zone))
        if values.get("goal") and values["goal"] not in settings.get("cases.permanence_goals"):
            raise Refusal(_("Choose one of the goals shown."), code="goal", field="goal")
        columns = [name for name in ("summary", "goal", "place", "is_urgent") if name in values]
        for name in columns:
            setattr(fresh, name, values[name])
        if "place" in columns and values["place"] != case.place:
            fresh.lat, fresh.lon = places.centre(values["place"])
            columns += ["lat", "lon"]
        fresh.save(update_fields=columns)
        write_line("cases.change", case=fresh, fields=columns)
    return fresh


def note(
    *,
    case: Case,
    kind: str,
    text: str,
    happened_at: datetime | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Note:
    """Write a dated note. Notes are never changed; a mistake is put right by a further note."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.note") as made:
        case = held_open(case)
        if not text.strip():
            raise Refusal(_("Write the note."), code="text", field="text")
        if kind not in NoteKind.values or kind == NoteKind.REVIEW:
            raise Refusal(_("Choose one of the kinds shown."), code="kind", field="kind")
        if happened_at and happened_at > at:
            raise Refusal(_("A note cannot be about the future."), code="at", field="happened_at")
        written = Note.objects.create(
            **follow(case), recorded_by=by.user_id, case=case, kind=kind, at=happened_at or at, text=text.strip()
        )
        write_line("cases.note", case=case, kind="cases.note", thing=written.pk)
        made(written.pk)
    return written
