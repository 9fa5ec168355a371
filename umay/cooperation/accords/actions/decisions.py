"""Decisions of a meeting, who does what for them by when, what its owner reports, and another side's verification."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE, REPORT, SIGN_OFF
from umay.cooperation.accords.actions import files
from umay.cooperation.accords.actions.holding import held, own_side, require
from umay.cooperation.accords.lifecycle.meetings import ACTION, DECISION
from umay.cooperation.accords.meeting_words import (
    OPEN_ACTIONS,
    OPEN_DECISIONS,
    WRITTEN,
    ActionState,
    DecisionState,
    MeetingState,
)
from umay.cooperation.accords.models import ActionPoint, ActionReport, Decision, Meeting, Verification
from umay.cooperation.accords.queries.base import sides_of
from umay.cooperation.accords.words import FileUse
from umay.cooperation.partners.files import Taken
from umay.ground.journal.actions import once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

COLUMNS = ("texts", "adopted", "item", "drops", "line")
ACTION_COLUMNS = ("titles", "owner", "helper", "due_on")


def _meeting(meeting: Meeting, by: Identity) -> Meeting:
    fresh = held(meeting)
    own_side(fresh.accord, by)
    if fresh.state == MeetingState.FINAL:
        raise Refusal(_("These minutes are final and locked. Nothing was changed."), code="locked")
    if fresh.state not in WRITTEN:
        raise Refusal(_("This is written once the agenda is closed. Nothing was changed."), code="not_open")
    return fresh


def add(*, meeting: Meeting, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> Decision:
    """One more decision under the meeting's next number. values: COLUMNS. It is adopted when the minutes are final."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="meetings.decision") as made:
        fresh = _meeting(meeting, by)
        _check(fresh, values)
        last = fresh.decisions.aggregate(most=Max("number"))["most"] or 0
        chosen = {name: values.get(name) for name in COLUMNS}
        row = Decision(accord_id=fresh.accord_id, meeting=fresh, number=last + 1, **chosen)
        row.save(force_insert=True)
        record("meetings.add_decision", kind=DECISION.thing, thing=row.pk, fields=list(COLUMNS))
        made(row.pk)
    return row


def change(*, decision: Decision, version: int, values: dict, by: Identity, at: datetime) -> Decision:
    """Other words, until the minutes are final."""
    require(by, CHANGE)
    with transaction.atomic():
        meeting = _meeting(decision.meeting, by)
        fresh = held(decision, version=version)
        _check(meeting, values)
        for name in COLUMNS:
            setattr(fresh, name, values.get(name))
        fresh.save(update_fields=list(COLUMNS))
        record("meetings.change_decision", kind=DECISION.thing, thing=fresh.pk, fields=list(COLUMNS))
    return fresh


def _check(meeting: Meeting, values: dict) -> None:
    if not any(words.strip() for words in values["texts"].values()):
        raise Refusal(_("Write the decision in at least one language."), code="no_text", field="text_tr")
    item, drops = values.get("item"), values.get("drops")
    if item and item.meeting_id != meeting.pk:
        raise Refusal(_("Choose an item of this agenda."), code="other_meeting", field="item")
    if drops and (
        drops.meeting.series_id != meeting.series_id
        or drops.meeting.number >= meeting.number
        or drops.state not in OPEN_DECISIONS
    ):
        raise Refusal(_("Choose an open decision of an earlier meeting."), code="drops", field="drops")


def add_action(*, decision: Decision, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> ActionPoint:
    """Who does what for a decision by when. values: ACTION_COLUMNS. Agreed with the minutes."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind=ACTION.thing) as made:
        _meeting(decision.meeting, by)
        fresh = held(decision)
        _check_action(fresh, values)
        last = fresh.actions.aggregate(most=Max("number"))["most"] or 0
        chosen = {name: values.get(name) for name in ACTION_COLUMNS}
        row = ActionPoint(accord_id=fresh.accord_id, decision=fresh, number=last + 1, **chosen)
        row.save(force_insert=True)
        record("meetings.add_action", kind=ACTION.thing, thing=row.pk, fields=list(ACTION_COLUMNS))
        made(row.pk)
    return row


def change_action(*, action: ActionPoint, version: int, values: dict, by: Identity, at: datetime) -> ActionPoint:
    """Other words, owner or day, until the minutes are final."""
    require(by, CHANGE)
    with transaction.atomic():
        _meeting(action.decision.meeting, by)
        fresh = held(action, version=version)
        _check_action(fresh.decision, values)
        for name in ACTION_COLUMNS:
            setattr(fresh, name, values.get(name))
        fresh.save(update_fields=list(ACTION_COLUMNS))
        record("meetings.change_action", kind=ACTION.thing, thing=fresh.pk, fields=list(ACTION_COLUMNS))
    return fresh


def _check_action(decision: Decision, values: dict) -> None:
    if not any(words.strip() for words in values["titles"].values()):
        raise Refusal(_("Write in at least one language what is done."), code="no_title", field="title_tr")
    named = {side.member_id for side in sides_of(decision.accord) if side.left_on is None}
    owner, helper = values["owner"], values.get("helper")
    if owner.pk not in named or (helper and helper.pk not in named):
        raise Refusal(_("Choose one of the sides."), code="not_a_side", field="owner")
    if helper and helper.pk == owner.pk:
        raise Refusal(_("Who helps is another institution than who does it."), code="same", field="helper")
    if helper and len(named) == len({owner.pk, helper.pk}):
        raise Refusal(_("Then nobody is left to verify it: another side does that."), code="nobody_left", field="helper")  # fmt: skip
    if values["due_on"] < decision.meeting.begins_on:
        raise Refusal(_("The day by which it is done lies before the meeting."), code="before", field="due_on")


def report(
    *, action: ActionPoint, text: str, taken: Taken | None, by: Identity, at: datetime, key: UUID | None = None
) -> ActionReport:
    """The owner, or who helps, says that it is done, with a file that shows it. It then waits for another side."""
    require(by, REPORT)
    if not text.strip():
        raise Refusal(_("Write in a sentence what was done."), code="no_text", field="text")
    with transaction.atomic(), once(key, by=by, at=at, kind="meetings.report") as made:
        fresh = held(action)
        own = own_side(fresh.accord, by)
        if own.pk not in (fresh.owner_id, fresh.helper_id):
            raise NotAllowed(_("Who does it reports it. Nothing was changed."), code="not_owner")
        if fresh.decision.meeting.state != MeetingState.FINAL:
            raise Refusal(_("The minutes are not final yet: nothing is reported before."), code="not_final")
        file = (
            files.add(accord=fresh.accord, taken=taken, use=FileUse.EVIDENCE, party=own, by=by, at=at)
            if taken
            else None
        )
        row = ActionReport(
            accord_id=fresh.accord_id, party=own, action=fresh, text=text.strip(), file=file, given_at=at
        )
        row.save(force_insert=True)
        ACTION.apply(fresh, "report", by=by, at=at)
        if fresh.decision.state == DecisionState.ADOPTED:
            DECISION.apply(fresh.decision, "begin", by=by, at=at)
        made(row.pk)
    return row


def verify(*, action: ActionPoint, report: ActionReport, by: Identity, at: datetime) -> ActionPoint:
    """Another side than those who did it says that it is so. With the last action its decision is done."""
    with transaction.atomic():
        fresh = _judged(action, report, True, "", by, at)
        done = ACTION.apply(fresh, "verify", by=by, at=at)
        decision = held(done.decision)
        if decision.state in OPEN_DECISIONS and not decision.actions.filter(state__in=OPEN_ACTIONS).exists():
            DECISION.apply(decision, "end", by=by, at=at)
    return done


def send_back(*, action: ActionPoint, report: ActionReport, why: str, by: Identity, at: datetime) -> ActionPoint:
    """Another side says what is missing; the action is open again."""
    if not why.strip():
        raise Refusal(_("Write in a sentence what is missing."), code="no_why", field="why")
    with transaction.atomic():
        fresh = _judged(action, report, False, why.strip(), by, at)
        return ACTION.apply(fresh, "send_back", by=by, at=at)


def _judged(action: ActionPoint, report: ActionReport, is_adequate: bool, why: str, by: Identity, at) -> ActionPoint:
    require(by, SIGN_OFF)
    fresh = held(action)
    own = own_side(fresh.accord, by)
    if own.pk in (fresh.owner_id, fresh.helper_id):
        raise NotAllowed(
            _("Another side verifies this: nobody verifies what they did themselves. Nothing was changed."), code="own"
        )
    last = fresh.reports.first()
    if fresh.state != ActionState.REPORTED or last is None or last.pk != report.pk:
        raise Refusal(_("This report is not the last one any more. Look at the page again."), code="old_report")
    Verification(
        accord_id=fresh.accord_id, party=own, report=report, is_adequate=is_adequate, why=why, given_at=at
    ).save(force_insert=True)
    return fresh


def agree_done(decision: Decision, *, by: Identity, at: datetime) -> None:
    """Every side says that a decision without an action is done. Runs in the transaction of the last yes."""
    if decision.actions.exists():
        raise Refusal(_("This decision is done when its actions are verified."), code="has_actions")
    DECISION.apply(decision, "end", by=by, at=at)
