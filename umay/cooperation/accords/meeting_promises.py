"""What meetings give to the whole room when it starts: what sides say yes to, what everybody reads, what waits, what stands in calendars."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.cooperation.accords import meeting_seeds  # noqa: F401 (registers the two known meetings)
from umay.cooperation.accords.access import REPORT, SIGN_OFF
from umay.cooperation.accords.actions import decisions as doing
from umay.cooperation.accords.actions import meetings as actions
from umay.cooperation.accords.approving import approvable, releasable
from umay.cooperation.accords.calendars import Entry, dated
from umay.cooperation.accords.meeting_words import ActionState, MeetingState
from umay.cooperation.accords.models import Decision, Meeting
from umay.cooperation.accords.publishing import Part, public_part
from umay.cooperation.accords.queries import meetings as queries
from umay.cooperation.accords.queries.plans import words
from umay.cooperation.accords.work import MOST, waiting
from umay.cooperation.partners.queries import in_language, party_of
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

AHEAD = timedelta(days=14)
MOST_DAYS = 2000


def _title(decision: Decision) -> str:
    return f"{queries.code_of(decision)}: {words(decision.texts)}"


approvable(
    Meeting,
    kind="meetings.meeting",
    content=queries.content,
    accord=lambda meeting: meeting.accord,
    url=lambda meeting: reverse("meetings:see", args=[meeting.pk]),
    title=lambda meeting: words(meeting.accord.titles),
    waiting=lambda by: queries.meetings(by).filter(state=MeetingState.AMENDMENTS),
    agreed=actions.finish,
    sides=queries.asked,
)
approvable(
    Decision,
    kind="meetings.decision",
    content=lambda decision: [decision.number, decision.texts],
    accord=lambda decision: decision.accord,
    url=lambda decision: reverse("meetings:decision", args=[decision.pk]),
    title=_title,
    agreed=doing.agree_done,
)
releasable("meeting", queries.public_content)


@public_part("meeting")
def meeting_part(accord, lang: str) -> Part | None:
    """What everybody reads of a meeting. Draft minutes, actions and who is late are not among it, by the database."""
    meeting = queries.public_meeting(accord)
    if meeting is None:
        return None
    minutes = queries.last_minutes(meeting) if meeting.state == MeetingState.FINAL else None
    shown = {
        "meeting": meeting,
        "agenda": queries.agenda_of(meeting),
        "attending": list(queries.attending_of(meeting).values()),
        "minutes": minutes,
        "decisions": queries.decisions_of(meeting),
    }
    return Part(_("The meeting"), "accords/meetings/_public.html", shown, 20)


@public_part("series")
def series_part(accord, lang: str) -> Part | None:
    return Part(_("Meetings"), "accords/meetings/_public_series.html", {"meetings": queries.meetings_of(accord)}, 20)


@waiting
def actions_due(identity: Identity, at: datetime) -> list[Task]:
    """What one's own institution has to do within two weeks or should have done, and what waits for its verification. Three statements."""
    party = party_of(identity) if identity.may(REPORT) or identity.may(SIGN_OFF) else None
    if party is None:
        return []
    found, today = [], local_day(at, identity.zone)
    if identity.may(REPORT):
        for row in queries.open_actions(party, today + AHEAD)[:MOST]:
            is_late = row.due_on < today
            said = _("An action of yours is overdue") if is_late else _("An action of yours is due")
            found.append(_task("meetings.report", said, row, identity, "overdue" if is_late else "due"))
    if identity.may(SIGN_OFF):
        for row in queries.to_verify(party)[:MOST]:
            said = _("An action of the other side waits for your verification")
            found.append(_task("meetings.verify", said, row, identity, "waiting"))
    return found


def _task(code: str, said: str, row, identity: Identity, kind: str) -> Task:
    about = f"{queries.code_of(row.decision)}: {words(row.titles)}"
    return Task(
        code, said, reverse("meetings:action", args=[row.pk]), end_of_day(row.due_on, identity.zone), kind, about
    )


def _of(rows, accord_id: UUID | None):
    return rows.filter(Q(accord_id=accord_id) | Q(accord__parent_id=accord_id)) if accord_id else rows


@dated
def meeting_days(identity: Identity, lang: str, accord_id: UUID | None, link) -> Iterator[Entry]:
    """Each meeting on its days, also one that was called off: calendars then take it away."""
    for one in _of(queries.meetings(identity), accord_id).order_by("begins_on", "id")[:MOST_DAYS]:
        yield Entry(
            uid=f"meeting-{one.pk}@umay",
            title=in_language(one.accord.titles, lang)[0],
            begins=one.begins_on,
            ends=one.ends_on,
            url=link("meetings:see", one.pk),
            changed_at=one.changed_at,
            version=one.version,
            place=in_language(one.places, lang)[0],
            state="cancelled" if one.state == MeetingState.CANCELLED else "",
        )


@dated
def action_days(identity: Identity, lang: str, accord_id: UUID | None, link) -> Iterator[Entry]:
    """Actions of one's own institution, as things to be done."""
    own = party_of(identity)
    if own is None:
        return
    rows = queries.actions(identity).filter(Q(owner=own) | Q(helper=own), decision__meeting__state=MeetingState.FINAL)
    for one in _of(rows, accord_id).order_by("due_on", "id")[:MOST_DAYS]:
        yield Entry(
            uid=f"action-{one.pk}-{own.pk}@umay",
            title=in_language(one.titles, lang)[0],
            begins=None,
            ends=one.due_on,
            url=link("meetings:action", one.pk),
            changed_at=one.changed_at,
            version=one.version,
            words=f"{queries.code_of(one.decision)}: {in_language(one.decision.texts, lang)[0]}",
            state={ActionState.OPEN: "", ActionState.DROPPED: "cancelled"}.get(one.state, "done"),
            is_todo=True,
        )
