"""What is done for a line: when and where, how many people each side counted, and files that show it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE, REPORT
from umay.cooperation.accords.actions import files
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.models import Activity, Attendance, Evidence, PlanLine
from umay.cooperation.accords.plan_words import ActivityState, LineState, PlanState
from umay.cooperation.accords.queries.base import sides_of
from umay.cooperation.accords.words import FileUse
from umay.cooperation.partners.files import Taken
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

COLUMNS = ("titles", "begins_on", "ends_on", "place", "host")


def add(*, line: PlanLine, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> Activity:
    """Something that is done for a line of a signed plan. values: titles, begins_on, ends_on, place, host (a side, or None)."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="plans.activity") as made:
        _check(line, values, by)
        activity = Activity(accord_id=line.accord_id, line=line, **{name: values[name] for name in COLUMNS})
        activity.save(force_insert=True)
        record("plans.add_activity", kind="plans.activity", thing=activity.pk, fields=list(COLUMNS))
        made(activity.pk)
    return activity


def change(*, activity: Activity, version: int, values: dict, by: Identity, at: datetime) -> Activity:
    """Change when, where or what it is, until it was held."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = _planned(activity, version)
        _check(fresh.line, values, by)
        for name in COLUMNS:
            setattr(fresh, name, values[name])
        fresh.save(update_fields=list(COLUMNS))
        record("plans.change_activity", kind="plans.activity", thing=fresh.pk, fields=list(COLUMNS))
    return fresh


def call_off(*, activity: Activity, version: int, by: Identity, at: datetime) -> Activity:
    """It does not take place."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = _planned(activity, version)
        own_side(fresh.accord, by)
        fresh.state = ActivityState.CANCELLED
        fresh.save(update_fields=["state"])
        record("plans.call_off_activity", kind="plans.activity", thing=fresh.pk, fields=["state"])
    return fresh


def _planned(activity: Activity, version: int) -> Activity:
    fresh = held(activity, version=version)
    if fresh.state != ActivityState.PLANNED:
        raise Refusal(_("This was held or called off already. Nothing was changed."), code="activity_ended")
    return fresh


def _check(line: PlanLine, values: dict, by: Identity) -> None:
    own_side(line.accord, by)
    if line.plan.state != PlanState.SIGNED or line.state == LineState.CANCELLED:
        raise Refusal(_("Activities belong to a line of a signed plan that was not cancelled."), code="line_ended")
    in_order(values["begins_on"], values["ends_on"])
    if not any(words.strip() for words in values["titles"].values()):
        raise Refusal(_("Write in at least one language what it is."), code="no_title", field="title_tr")
    host = values.get("host")
    if host and host.pk not in {side.member_id for side in sides_of(line.accord)}:
        raise Refusal(_("Choose one of the sides as host."), code="host", field="host")


def count(
    *,
    activity: Activity,
    people: int,
    women: int | None,
    report: str,
    by: Identity,
    at: datetime,
    version: int | None = None,
) -> Attendance:
    """How many people one's own side counted, and its report. Counts only; nobody is named. Can be corrected until the line is verified."""
    require(by, REPORT)
    if women is not None and women > people:
        raise Refusal(_("There can't be more women than people."), code="women", field="women")
    with transaction.atomic():
        fresh = held(activity)
        own = own_side(fresh.accord, by)
        if fresh.state == ActivityState.CANCELLED or fresh.line.state == LineState.VERIFIED:
            raise Refusal(_("This was called off, or its line is verified: nothing is counted any more."), code="ended")
        if fresh.begins_on > local_day(at, by.zone):
            raise Refusal(_("This lies ahead: nobody can be counted yet."), code="ahead")
        row = Attendance.objects.select_for_update(of=("self",)).filter(activity=fresh, party=own).first()
        if row is None:
            row = Attendance(accord_id=fresh.accord_id, party=own, activity=fresh)
        elif version is not None:
            row = held(row, version=version)
        row.people, row.women, row.report, row.given_at = people, women, report.strip(), at
        row.save()
        if fresh.state == ActivityState.PLANNED:
            fresh.state = ActivityState.HELD
            fresh.save(update_fields=["state"])
        record("plans.count", kind="plans.activity", thing=fresh.pk, fields=["people", "women", "report"])
    return row


def show(*, activity: Activity, taken: Taken, about: str, by: Identity, at: datetime) -> Evidence:
    """Put in a file of one's own side that shows what was done."""
    require(by, REPORT)
    if not about.strip():
        raise Refusal(_("Write in a few words what the file shows."), code="no_about", field="about")
    with transaction.atomic():
        own = own_side(activity.accord, by)
        file = files.add(accord=activity.accord, taken=taken, use=FileUse.EVIDENCE, party=own, by=by, at=at)
        row = Evidence(accord_id=activity.accord_id, party=own, activity=activity, file=file, about=about.strip())
        row.save(force_insert=True)
        record("plans.show", kind="plans.activity", thing=activity.pk, fields=["file"])
    return row
