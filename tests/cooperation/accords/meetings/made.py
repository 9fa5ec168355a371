"""Meetings for the tests: a series between the Turkish ministry and the Azerbaijani committee, whose meetings are held, written up and final."""

from datetime import timedelta

from django.db import transaction

from umay.cooperation.accords.actions import base, decisions, meetings
from umay.cooperation.accords.models import ActionPoint, Decision, Meeting
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.accords.words import SideRole
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

TITLES = {"tr": "Bakanlar toplantısı", "az": "Nazirlərin iclası", "en": "Ministers' meeting"}


def in_series(coop, sides=None):
    named = sides or [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY)]
    with acting(coop.tr_desk), transaction.atomic():
        return meetings.open_series(titles=TITLES, sides=named, by=coop.tr_desk, at=now())


def planned(coop, series, *, ahead: int = 0) -> Meeting:
    day = now().date() + timedelta(days=ahead)
    values = {"level": "ministers", "host": coop.tr, "places": {"tr": "Ankara"}, "begins_on": day, "ends_on": day}
    with acting(coop.tr_desk), transaction.atomic():
        return meetings.plan(series=series, titles=TITLES, values=values, by=coop.tr_desk, at=now())


def moved(coop, meeting, *names) -> Meeting:
    with acting(coop.tr_lead), transaction.atomic():
        for name in names:
            meeting = meetings.move(meeting=meeting, name=name, by=coop.tr_lead, at=now())
    return meeting


def with_agenda(coop, series) -> Meeting:
    meeting = planned(coop, series)
    meeting = moved(coop, meeting, "open_agenda")
    with acting(coop.sc_desk), transaction.atomic():
        meetings.add_item(meeting=meeting, titles={"az": "Himayədar ailə"}, by=coop.sc_desk, at=now())
    return moved(coop, meeting, "close_agenda")


def attended(coop, meeting, *people) -> None:
    for person in people:
        with acting(person), transaction.atomic():
            meetings.attend(meeting=meeting, says="attended", delegation=None, head=None, by=person, at=now())


def decided(coop, meeting, text="Koruyucu aile rehberi yazılır", **more) -> Decision:
    values = {"texts": {"tr": text}, "adopted": "consensus", "item": None, "drops": None, "line": None} | more
    with acting(coop.tr_desk), transaction.atomic():
        return decisions.add(meeting=meeting, values=values, by=coop.tr_desk, at=now())


def to_do(coop, decision, owner, *, helper=None, days: int = 30) -> ActionPoint:
    values = {"titles": {"tr": "Rehberi yazmak"}, "owner": owner, "helper": helper, "due_on": now().date() + timedelta(days=days)}  # fmt: skip
    with acting(coop.tr_desk), transaction.atomic():
        return decisions.add_action(decision=decision, values=values, by=coop.tr_desk, at=now())


def typed(coop, meeting, text="İlk sözler", number=0, by=None, why=""):
    by = by or coop.tr_desk
    with acting(by), transaction.atomic():
        return meetings.write_minutes(meeting=meeting, number=number, texts={"tr": text}, why=why, by=by, at=now())


def given(coop, meeting) -> Meeting:
    with acting(coop.tr_desk), transaction.atomic():
        meeting.refresh_from_db()
        until = now().date() + timedelta(days=7)
        return meetings.open_amendments(meeting=meeting, version=meeting.version, until=until, by=coop.tr_desk, at=now())  # fmt: skip


def approved(meeting, *people) -> Meeting:
    for person in people:
        with acting(person), transaction.atomic():
            meeting.refresh_from_db()
            base.approve(thing=meeting, sha256=standing(meeting).sha256, by=person, at=now())
    with acting(people[-1]):
        meeting.refresh_from_db()
    return meeting


def final(coop, series, *, days: int = 30) -> tuple[Meeting, Decision, ActionPoint]:
    """A meeting whose minutes are final, with a decision and the committee's action for it."""
    meeting = with_agenda(coop, series)
    attended(coop, meeting, coop.tr_desk, coop.sc_desk)
    decision = decided(coop, meeting)
    action = to_do(coop, decision, coop.sc, days=days)
    typed(coop, meeting)
    meeting = approved(given(coop, meeting), coop.tr_lead, coop.sc_lead)
    with acting(coop.tr_desk):
        decision.refresh_from_db()
        action.refresh_from_db()
    return meeting, decision, action


def reported(coop, action, by=None):
    by = by or coop.sc_desk
    with acting(by), transaction.atomic():
        action.refresh_from_db()
        return decisions.report(action=action, text="Yazıldı", taken=None, by=by, at=now())
