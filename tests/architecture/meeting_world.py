"""A series of meetings in the world: one that is held, with typed minutes, a decision and an action, and one whose agenda is open."""

from datetime import timedelta

from umay.cooperation.accords.actions import decisions, meetings
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def fill(world) -> None:
    """Adds `meeting_series`, `meeting`, `agenda_item`, `coop_decision` and `action_point`. Asks coop_world to have been there."""
    by, at = world.cast.desk_lead, now()
    day, words = at.date(), {"tr": "Uydurma toplantı"}
    with acting(by):
        own, other = Party.objects.get(code="TR-HOME"), Party.objects.get(code="KZ-M")
        sides = [(own, SideRole.PARTY), (other, SideRole.PARTY)]
        series = meetings.open_series(titles=words, sides=sides, by=by, at=at)
        values = {"level": "ministers", "host": own, "places": {}, "begins_on": day, "ends_on": day}
        meeting = meetings.plan(series=series, titles=words, values=values, by=by, at=at)
        for name in ("open_agenda", "close_agenda"):
            meeting = meetings.move(meeting=meeting, name=name, by=by, at=at)
        meetings.write_minutes(meeting=meeting, number=0, texts=words, by=by, at=at)
        decided = {"texts": words, "adopted": "consensus", "item": None, "drops": None, "line": None}
        decision = decisions.add(meeting=meeting, values=decided, by=by, at=at)
        asked = {"titles": words, "owner": own, "helper": None, "due_on": day + timedelta(days=9)}
        action = decisions.add_action(decision=decision, values=asked, by=by, at=at)
        later = values | {"begins_on": day + timedelta(days=90), "ends_on": day + timedelta(days=91)}
        following = meetings.plan(series=series, titles=words, values=later, by=by, at=at)
        item = meetings.add_item(meeting=following, titles=words, by=by, at=at)
        meeting.refresh_from_db()
    things = {"meeting_series": series, "meeting": meeting, "agenda_item": item}
    for kind, thing in (things | {"coop_decision": decision, "action_point": action}).items():
        world.put(kind, thing)
