"""Series and their meetings as a person sees them: agenda, minutes, decisions, actions, and a whole series searched in every language at once."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from umay.cooperation.accords.meeting_words import OPEN_DECISIONS, ActionState, MeetingState, Presence
from umay.cooperation.accords.models import (
    Accord,
    ActionPoint,
    ActionReport,
    AgendaItem,
    Attending,
    Carried,
    Decision,
    Meeting,
    Minutes,
    PlanLine,
    Side,
)
from umay.cooperation.accords.queries.base import visible
from umay.cooperation.accords.rules.meetings import decision_code, pieces
from umay.cooperation.accords.words import AccordKind
from umay.cooperation.partners.models import Delegation, Official, Party
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.text import fold

MOST = 500


def series(by: Identity) -> QuerySet[Accord]:
    """Series in which the person's country stands."""
    return visible(by).filter(kind=AccordKind.SERIES)


def series_of(by: Identity) -> list[Accord]:
    """Those series with how many meetings each has had, as `held`."""
    return list(series(by).annotate(held=Count("meetings")).order_by("recorded_at", "id"))


def meetings(by: Identity) -> QuerySet[Meeting]:
    """Meetings of the series that the person sees; also those that are only known from a published source."""
    return Meeting.objects.filter(
        Q(accord__in=visible(by).values("pk")) | Q(series__in=series(by).values("pk"))
    ).select_related("accord", "series", "host", "sentence__source")


def meetings_of(accord: Accord) -> list[Meeting]:
    found = Meeting.objects.filter(series=accord).select_related("accord", "host", "sentence__source")
    return list(found.order_by("-number"))


def code_of(decision: Decision) -> str:
    """2025/II-4. Ask it of a decision that came with its meeting."""
    return decision_code(decision.meeting.begins_on.year, decision.meeting.number, decision.number)


def items(by: Identity) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting__in=meetings(by).values("pk")).select_related("meeting__accord", "accord")


def decisions(by: Identity) -> QuerySet[Decision]:
    found = Decision.objects.filter(meeting__in=meetings(by).values("pk"))
    return found.select_related(
        "meeting__accord",
        "accord",
        "item",
        "drops__meeting",
        "line__plan__accord",
        "line__sentence__source",
        "sentence__source",
    )


def actions(by: Identity) -> QuerySet[ActionPoint]:
    found = ActionPoint.objects.filter(decision__meeting__in=meetings(by).values("pk"))
    return found.select_related(
        "decision__meeting__accord", "decision__line__plan__accord", "decision__line__sentence__source", "accord", "owner", "helper"
    )  # fmt: skip


def reports_of(action: ActionPoint) -> list[ActionReport]:
    """What was reported, the newest first, with what another side said to it."""
    rows = action.reports.select_related("party", "file").prefetch_related("verifications")
    return list(rows.order_by("-given_at", "-id"))


def last_report(action: ActionPoint) -> ActionReport | None:
    return action.reports.order_by("-given_at", "-id").first()


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The items on the agenda; the carried decisions of each as `carried_rows`. Two statements."""
    rows = Carried.objects.select_related("decision__meeting").order_by(
        "decision__meeting__number", "decision__number", "id"
    )
    found = AgendaItem.objects.filter(meeting=meeting, is_out=False).select_related("sentence__source")
    return list(found.prefetch_related(Prefetch("carried", queryset=rows, to_attr="carried_rows")).order_by("number"))


def decisions_of(meeting: Meeting) -> list[Decision]:
    """The decisions of a meeting with their actions as `points`. Two statements."""
    points = ActionPoint.objects.select_related("owner", "helper").order_by("number")
    found = Decision.objects.filter(meeting=meeting).select_related(
        "meeting", "item", "sentence__source", "line__plan__accord"
    )
    return list(found.prefetch_related(Prefetch("actions", queryset=points, to_attr="points")).order_by("number"))


def attending_of(meeting: Meeting) -> dict:
    """What each side said of its coming, by the side's id."""
    return {row.party_id: row for row in meeting.attending.select_related("head", "delegation")}


def last_minutes(meeting: Meeting) -> Minutes | None:
    """The minutes that stand: the locked version, or the last one that was written."""
    rows = Minutes.objects.filter(meeting=meeting)
    if meeting.final_number:
        rows = rows.filter(number=meeting.final_number)
    return rows.order_by("-number").first()


def versions_of(meeting: Meeting) -> list[Minutes]:
    return list(Minutes.objects.filter(meeting=meeting).select_related("entered_by").order_by("-number"))


def version(meeting: Meeting, number: int) -> Minutes | None:
    return Minutes.objects.filter(meeting=meeting, number=number).first()


def difference(before: Minutes | None, texts: dict) -> list[tuple[str, list]]:
    """What changed, by language: [(language, [(kept | out | in, words)])]. Languages that stayed the same are left out."""
    old = before.texts if before else {}
    both = [code for code in dict.fromkeys([*old, *texts]) if old.get(code, "") != texts.get(code, "")]
    return [(code, pieces(old.get(code, ""), texts.get(code, ""))) for code in both]


def open_earlier(meeting: Meeting) -> QuerySet[Decision]:
    """Open decisions of earlier meetings of the series."""
    return Decision.objects.filter(
        meeting__series_id=meeting.series_id, meeting__number__lt=meeting.number, state__in=OPEN_DECISIONS
    ).select_related("meeting")


def lines_between(by: Identity) -> QuerySet[PlanLine]:
    """Lines of plans that a decision may carry out."""
    found = PlanLine.objects.filter(accord__in=visible(by).values("pk"))
    return found.select_related("plan__accord").order_by("plan__begins_on", "plan_id", "number")


def sides(accord: Accord) -> QuerySet[Party]:
    """The institutions that the accord names and that have not left."""
    named = Side.objects.filter(accord=accord, member=OuterRef("pk"), left_on__isnull=True)
    return Party.objects.filter(Exists(named)).order_by("code")


def communiques_of(meeting: Meeting) -> list[Accord]:
    return list(
        Accord.objects.filter(parent=meeting.accord_id, kind=AccordKind.COMMUNIQUE).order_by("recorded_at", "id")
    )


def own_people(party: Party | None) -> tuple[QuerySet, QuerySet]:
    """Delegations and officials of one's own institution, to choose from."""
    return Delegation.objects.filter(party=party), Official.objects.filter(party=party).order_by("name", "id")


def content(meeting: Meeting) -> dict:
    """What the approval of the minutes is about: their last words, who attended, the agenda, every decision and every action."""
    minutes = last_minutes(meeting)
    return {
        "number": meeting.number,
        "days": [meeting.begins_on, meeting.ends_on],
        "minutes": minutes.texts if minutes else {},
        "attended": sorted(str(id_) for id_ in attended(meeting)),
        "agenda": [[item.number, item.titles] for item in agenda_of(meeting)],
        "decisions": [
            [row.number, row.texts, row.adopted, row.drops_id, row.line_id, [_action(one) for one in row.points]]
            for row in decisions_of(meeting)
        ],
    }


def _action(row: ActionPoint) -> list:
    return [row.number, row.titles, row.owner_id, row.helper_id, row.due_on]


def attended(meeting: Meeting) -> set:
    """Ids of the institutions that say they were there."""
    rows = Attending.objects.filter(meeting=meeting, says=Presence.ATTENDED)
    return set(rows.order_by().values_list("party_id", flat=True))


def asked(sides: list) -> list:
    """Which sides approve the minutes: those that attended, and only while they read them."""
    if not sides:
        return []
    rows = Attending.objects.filter(
        accord=sides[0].accord_id, says=Presence.ATTENDED, meeting__state__in=(MeetingState.AMENDMENTS, MeetingState.FINAL)
    )  # fmt: skip
    there = set(rows.values_list("party_id", flat=True))
    return [
        side for side in sides if side.member_id in there and side.role in ("party", "author", "depositary", "host")
    ]


def public_content(accord: Accord) -> dict:
    """What everybody would read of a meeting: days, place, agenda, who attended, final minutes and decisions. No action, no draft."""
    meeting = Meeting.objects.filter(accord=accord).first()
    if meeting is None:
        return {}
    final = last_minutes(meeting) if meeting.state == MeetingState.FINAL else None
    is_shown = meeting.state not in (MeetingState.PLANNED, MeetingState.AGENDA_OPEN)
    return {
        "state": meeting.state,
        "days": [meeting.begins_on, meeting.ends_on],
        "where": [meeting.host_id, meeting.places, meeting.level, meeting.notes],
        "attended": sorted(str(id_) for id_ in attended(meeting)),
        "agenda": [[item.number, item.titles] for item in agenda_of(meeting)] if is_shown else [],
        "minutes": final.texts if final else {},
        "decisions": [[row.number, row.texts, row.adopted, row.state, row.line_id] for row in decisions_of(meeting) if row.state != "proposed"],
    }  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One place in a series: a meeting with its minutes, or one of its decisions."""

    meeting: Meeting
    minutes: Minutes | None
    decisions: list[Decision]


def compiled(accord: Accord, asked_for: str = "") -> list[Found]:
    """The minutes and decisions of a whole series, the newest meeting first; or only those in which these words stand, in whichever language
    they were written and however the letters are typed. Three statements."""
    found = meetings_of(accord)
    minutes: dict = {}
    for row in Minutes.objects.filter(meeting__series=accord).order_by("meeting_id", "number"):
        minutes[row.meeting_id] = row
    decided: dict = {}
    rows = Decision.objects.filter(meeting__series=accord).select_related("meeting").order_by("meeting_id", "number")
    for row in rows[: MOST * 10]:
        decided.setdefault(row.meeting_id, []).append(row)
    words = fold(asked_for)
    compiled = []
    for meeting in found:
        said, rows = minutes.get(meeting.pk), decided.get(meeting.pk, [])
        if words:
            said = said if said and _holds(said.texts, words) else None
            rows = [row for row in rows if words in fold(code_of(row)) or _holds(row.texts, words)]
        if not words or said or rows or _holds(meeting.accord.titles, words):
            compiled.append(Found(meeting, said, rows))
    return compiled


def _holds(texts: dict, words: str) -> bool:
    return any(words in fold(text) for text in texts.values())


def open_actions(party: Party, until: date) -> QuerySet[ActionPoint]:
    """Actions of this institution that are due by that day and not reported yet."""
    return _final().filter(Q(owner=party) | Q(helper=party), state=ActionState.OPEN, due_on__lte=until)


def to_verify(party: Party) -> QuerySet[ActionPoint]:
    """Reported actions of others that wait for this institution's verification, or that of another side."""
    mine = Side.objects.filter(accord=OuterRef("accord"), member=party, left_on__isnull=True)
    return _final().filter(Exists(mine), state=ActionState.REPORTED).exclude(Q(owner=party) | Q(helper=party))


def _final() -> QuerySet[ActionPoint]:
    rows = ActionPoint.objects.filter(decision__meeting__state=MeetingState.FINAL)
    return rows.select_related("decision__meeting__accord", "accord").order_by("due_on", "id")


def public_meeting(accord: Accord) -> Meeting | None:
    """The meeting of an accord, as far as the asker may read it. Its series may not be released yet: it is not joined."""
    found = Meeting.objects.filter(accord=accord).select_related("host", "sentence__source")
    return found.first()
