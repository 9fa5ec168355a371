"""Planning a meeting in its series, its agenda, who comes, and the minutes until they are final."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.lifecycle.meetings import ACTION, DECISION, MEETING
from umay.cooperation.accords.meeting_words import (
    AGENDA,
    OPEN_ACTIONS,
    OPEN_DECISIONS,
    WRITTEN,
    Adopted,
    ItemKind,
    MeetingState,
    Presence,
)
from umay.cooperation.accords.models import Accord, AgendaItem, Attending, Carried, Decision, Meeting, Minutes
from umay.cooperation.accords.queries.base import sides_of
from umay.cooperation.accords.words import AccordKind
from umay.cooperation.partners.models import Delegation, Official
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

COLUMNS = ("level", "host", "places", "begins_on", "ends_on")
LARGEST = 100_000  # characters of the minutes in one language
OPEN_TITLE = {
    "tr": "Önceki toplantıların açık kararları",
    "az": "Əvvəlki görüşlərin açıq qərarları",
    "en": "Open decisions of earlier meetings",
}


def open_series(*, titles: dict, sides, by: Identity, at: datetime, is_fictitious: bool = False) -> Accord:
    """A series of meetings between these institutions: [(institution, SideRole)]."""
    return base.open(kind=AccordKind.SERIES, titles=titles, sides=sides, by=by, at=at, is_fictitious=is_fictitious)


def plan(*, series: Accord, titles: dict, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> Meeting:
    """The next meeting of a series, between its sides. Its first agenda item holds every open decision. values: COLUMNS."""
    require(by, CHANGE)
    _check(series, values)
    with transaction.atomic(), once(key, by=by, at=at, kind=MEETING.thing) as made:
        own_side(series, by)
        sides = [(side.member, side.role) for side in sides_of(series) if side.left_on is None]
        accord = base.open(
            kind=AccordKind.MEETING, titles=titles, sides=sides, parent=series, is_fictitious=series.is_fictitious,
            by=by, at=at
        )  # fmt: skip
        last = Meeting.objects.filter(series=series).aggregate(most=Max("number"))["most"] or 0
        chosen = {name: values[name] for name in COLUMNS}
        meeting = Meeting(accord=accord, series=series, number=last + 1, **chosen)
        try:
            with transaction.atomic():
                meeting.save(force_insert=True)
        except IntegrityError:
            raise Conflict(_("Somebody planned this meeting in the same minute. Look at the list.")) from None
        carry(meeting)
        record("meetings.plan", kind=MEETING.thing, thing=meeting.pk, fields=list(COLUMNS))
        made(meeting.pk)
    return meeting


def _check(accord: Accord, values: dict) -> None:
    in_order(values["begins_on"], values["ends_on"])
    host = values.get("host")
    if host and host.pk not in {side.member_id for side in sides_of(accord)}:
        raise Refusal(_("Choose one of the sides as host."), code="host", field="host")


def carry(meeting: Meeting) -> None:
    """Put the open decisions of earlier meetings that are not on this agenda yet on it, as its first item."""
    rows = Decision.objects.filter(
        meeting__series_id=meeting.series_id, meeting__number__lt=meeting.number, state__in=OPEN_DECISIONS
    ).exclude(carried_to__item__meeting=meeting)
    found = list(rows.order_by("meeting__number", "number"))
    item = AgendaItem.objects.filter(meeting=meeting, kind=ItemKind.OPEN_DECISIONS).first()
    if item is None:
        item = AgendaItem(
            accord_id=meeting.accord_id, meeting=meeting, number=1, kind=ItemKind.OPEN_DECISIONS, titles=OPEN_TITLE
        )
        item.save(force_insert=True)
    for decision in found:
        Carried(accord_id=meeting.accord_id, item=item, decision=decision).save(force_insert=True)


def change(*, meeting: Meeting, version: int, titles: dict, values: dict, by: Identity, at: datetime) -> Meeting:
    """Change when, where and how it is held, until its agenda is closed."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = _writing(meeting, by, AGENDA, version)
        _check(fresh.accord, values)
        for name in COLUMNS:
            setattr(fresh, name, values[name])
        fresh.save(update_fields=list(COLUMNS))
        if titles != fresh.accord.titles:
            base.change_titles(accord=fresh.accord, titles=titles, version=fresh.accord.version, by=by, at=at)
        record("meetings.change", kind=MEETING.thing, thing=fresh.pk, fields=[*COLUMNS, "titles"])
    return fresh


def _writing(meeting: Meeting, by: Identity, states, version: int | None = None) -> Meeting:
    """The meeting under a lock, while what is to be written may be written."""
    fresh = held(meeting, version=version)
    own_side(fresh.accord, by)
    if fresh.state == MeetingState.FINAL:
        raise Refusal(_("These minutes are final and locked. Nothing was changed."), code="locked")
    if fresh.state not in states:
        said = (
            _("The agenda is closed. Nothing was changed.")
            if states is AGENDA
            else _("This is written once the agenda is closed. Nothing was changed.")
        )
        raise Refusal(said, code="not_open")
    return fresh


def move(*, meeting: Meeting, name: str, by: Identity, at: datetime) -> Meeting:
    """open_agenda, close_agenda, hold, call_off. Decisions that stayed open meanwhile come onto the agenda as it is opened and closed."""
    if name not in ("open_agenda", "close_agenda", "hold", "call_off"):
        raise NotAllowed()
    with transaction.atomic():
        fresh = held(meeting)
        own_side(fresh.accord, by)
        if name == "hold" and fresh.begins_on > local_day(at, by.zone):
            raise Refusal(_("The first day of this meeting lies ahead. Nothing was changed."), code="ahead")
        if name == "close_agenda" and fresh.state == MeetingState.AGENDA_OPEN:
            carry(fresh)
        moved = MEETING.apply(fresh, name, by=by, at=at)
        if name == "open_agenda":
            carry(moved)
    return moved


def add_item(*, meeting: Meeting, titles: dict, by: Identity, at: datetime, key: UUID | None = None) -> AgendaItem:
    """One more item of the agenda, the last."""
    require(by, CHANGE)
    if not any(words.strip() for words in titles.values()):
        raise Refusal(_("Write in at least one language what it is about."), code="no_title", field="title_tr")
    with transaction.atomic(), once(key, by=by, at=at, kind="meetings.item") as made:
        fresh = _writing(meeting, by, AGENDA)
        last = fresh.items.aggregate(most=Max("number"))["most"] or 0
        item = AgendaItem(accord_id=fresh.accord_id, meeting=fresh, number=last + 1, titles=titles)
        item.save(force_insert=True)
        record("meetings.add_item", kind="meetings.item", thing=item.pk, fields=["titles"])
        made(item.pk)
    return item


def drop_item(*, item: AgendaItem, version: int, by: Identity, at: datetime) -> AgendaItem:
    """Take an item off the agenda. The open decisions of earlier meetings stay on it."""
    require(by, CHANGE)
    with transaction.atomic():
        _writing(item.meeting, by, AGENDA)
        fresh = held(item, version=version)
        if fresh.kind == ItemKind.OPEN_DECISIONS:
            raise Refusal(_("The open decisions of earlier meetings stay on the agenda."), code="open_decisions")
        fresh.is_out = True
        fresh.save(update_fields=["is_out"])
        record("meetings.drop_item", kind="meetings.item", thing=fresh.pk, fields=["is_out"])
    return fresh


def attend(
    *, meeting: Meeting, says: str, delegation: Delegation | None, head: Official | None, by: Identity, at: datetime
) -> Attending:
    """Say for one's own side whether it comes or was there, with whom. Who attended reads and approves the minutes."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held(meeting)
        own = own_side(fresh.accord, by)
        if fresh.state in (MeetingState.FINAL, MeetingState.CANCELLED):
            raise Refusal(_("These minutes are final and locked. Nothing was changed."), code="locked")
        if any(one and one.party_id != own.pk for one in (delegation, head)):
            raise Refusal(_("Choose somebody of your own institution."), code="other_party", field="head")
        if says == Presence.ATTENDED and fresh.begins_on > local_day(at, by.zone):
            raise Refusal(_("The first day of this meeting lies ahead. Nothing was changed."), code="ahead", field="says")  # fmt: skip
        row = Attending.objects.select_for_update(of=("self",)).filter(meeting=fresh, party=own).first()
        if row is None:
            row = Attending(accord_id=fresh.accord_id, party=own, meeting=fresh)
        row.says, row.delegation, row.head = says, delegation, head
        row.save()
        record("meetings.attend", kind=MEETING.thing, thing=fresh.pk, fields=["says", "delegation", "head"])
    return row


def write_minutes(
    *, meeting: Meeting, number: int, texts: dict, why: str = "", by: Identity, at: datetime, key: UUID | None = None
) -> Minutes:
    """A new version of the minutes. number: of the version that was on the page (0: none); where somebody wrote another one meanwhile,
    nothing is overwritten: Conflict "newer_minutes", and the page shows both."""
    require(by, CHANGE)
    _check_texts(texts)
    with transaction.atomic(), once(key, by=by, at=at, kind="meetings.minutes") as made:
        fresh = _writing(meeting, by, WRITTEN)
        _check_amending(fresh, why, by, at)
        last = fresh.minutes.aggregate(most=Max("number"))["most"] or 0
        if last != number:
            raise Conflict(
                _("Somebody else saved the minutes while you were writing. Nothing was overwritten and nothing of yours is lost."),
                code="newer_minutes",
            )  # fmt: skip
        if fresh.state in (MeetingState.AGENDA_CLOSED, MeetingState.HELD):
            if fresh.begins_on > local_day(at, by.zone):
                raise Refusal(_("The first day of this meeting lies ahead. Nothing was changed."), code="ahead")
            fresh = MEETING.apply(fresh, "begin_minutes", by=by, at=at)
        row = Minutes(
            accord_id=fresh.accord_id, meeting=fresh, number=last + 1, texts=texts, why=why.strip(), written_at=at
        )
        row.save(force_insert=True)
        record("meetings.write_minutes", kind="meetings.minutes", thing=row.pk, fields=["texts"])
        made(row.pk)
    return row


def _check_texts(texts: dict) -> None:
    if not any(words.strip() for words in texts.values()):
        raise Refusal(_("Write the minutes in at least one language."), code="no_text", field="text_tr")
    if any(len(words) > LARGEST for words in texts.values()):
        raise Refusal(_("These minutes are too long: at most 100,000 characters in each language."), code="too_long")


def _check_amending(meeting: Meeting, why: str, by: Identity, at: datetime) -> None:
    """In the window for amendments only who attended writes, until its last day, and says why."""
    if meeting.state != MeetingState.AMENDMENTS:
        return
    own = own_side(meeting.accord, by)
    if not meeting.attending.filter(party=own, says=Presence.ATTENDED).exists():
        raise NotAllowed(_("Only those who attended amend the minutes. Nothing was changed."), code="not_attended")
    if local_day(at, by.zone) > meeting.amend_until:
        raise Refusal(_("The days for amendments are over. Nothing was changed."), code="window_over")
    if not why.strip():
        raise Refusal(_("Write in a few words what you amend and why."), code="no_why", field="why")


def open_amendments(*, meeting: Meeting, version: int, until: date, by: Identity, at: datetime) -> Meeting:
    """Give the minutes to those who attended: until that day they amend them, and with the last one's approval they are final."""
    with transaction.atomic():
        fresh = held(meeting, version=version)
        own_side(fresh.accord, by)
        if until < local_day(at, by.zone):
            raise Refusal(_("Choose a day that lies ahead."), code="past", field="until")
        if not fresh.minutes.exists():
            raise Refusal(_("No minutes are written yet."), code="no_minutes")
        if not fresh.attending.filter(says=Presence.ATTENDED).exists():
            raise Refusal(_("Nobody has said yet that they attended."), code="nobody")
        return MEETING.apply(fresh, "open_amendments", by=by, at=at, amend_until=until)


def finish(meeting: Meeting, *, by: Identity, at: datetime) -> None:
    """Everybody who attended approved the same words: the minutes are locked and the decisions stand. Runs in the last approval's transaction."""
    last = meeting.minutes.aggregate(most=Max("number"))["most"]
    MEETING.apply(meeting, "finish", by=by, at=at, final_number=last)
    for decision in Decision.objects.filter(meeting=meeting).select_related("drops").order_by("number"):
        adopted = DECISION.apply(decision, "adopt", by=by, at=at)
        if adopted.adopted == Adopted.NOTED and not adopted.actions.exists():
            DECISION.apply(adopted, "end", by=by, at=at)
        if decision.drops and decision.drops.state in OPEN_DECISIONS:
            _drop(decision.drops, by, at)


def _drop(decision: Decision, by: Identity, at: datetime) -> None:
    dropped = DECISION.apply(decision, "drop", by=by, at=at)
    for action in dropped.actions.filter(state__in=OPEN_ACTIONS).order_by("number"):
        ACTION.apply(action, "drop", by=by, at=at)


def open_communique(*, meeting: Meeting, titles: dict, by: Identity, at: datetime) -> Accord:
    """A communiqué of this meeting, between its sides: an accord of its own, whose text is written as every text in several languages."""
    require(by, CHANGE)
    own_side(meeting.accord, by)
    sides = [(side.member, side.role) for side in sides_of(meeting.accord) if side.left_on is None]
    return base.open(
        kind=AccordKind.COMMUNIQUE, titles=titles, sides=sides, parent=meeting.accord,
        is_fictitious=meeting.accord.is_fictitious, by=by, at=at
    )  # fmt: skip
