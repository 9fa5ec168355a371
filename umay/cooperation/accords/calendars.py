"""Days of the cooperation house as an iCalendar feed (RFC 5545), one language each. Nouns say what has a day; nothing about any child is among it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Todo

_PRODUCT = "-//Umay//Cooperation//EN"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Entry:
    """Something with a day. `is_todo`: it is to be done by `ends`; otherwise it takes place from `begins` to `ends`, both days included.

    A datetime must be aware. url: the absolute address of its page. state: "", "cancelled" or "done". version grows with each change.
    """

    uid: str
    title: str
    begins: date | datetime | None
    ends: date | datetime
    url: str
    changed_at: datetime
    version: int = 1
    place: str = ""
    words: str = ""
    state: str = ""
    is_todo: bool = False


_sources: list[Callable] = []


def dated(function: Callable) -> Callable:
    """Register what has a day: function(identity, lang, accord_id | None, link) -> iterable of Entry. link(name, *args) makes an absolute address.

    It runs as the person whose feed it is, and sees what that person sees.
    """
    if function not in _sources:
        _sources.append(function)
    return function


def entries(identity, lang: str, accord_id: UUID | None, link: Callable[..., str]) -> list[Entry]:
    """Everything with a day that this person sees, the earliest first."""
    found = [entry for source in _sources for entry in source(identity, lang, accord_id, link)]
    return sorted(found, key=lambda entry: (_day(entry.begins or entry.ends), entry.uid))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def feed(*, name: str, lang: str, found: Iterable[Entry], at: datetime) -> bytes:
    """The calendar as bytes: lines of at most 75 octets, ended by CR and LF."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name, {"LANGUAGE": lang})
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    for entry in found:
        calendar.add_component(_todo(entry, lang, at) if entry.is_todo else _event(entry, lang, at))
    return calendar.to_ical()


def _common(part, entry: Entry, lang: str, at: datetime) -> None:
    part.add("uid", entry.uid)
    part.add("dtstamp", at)
    part.add("last-modified", entry.changed_at)
    part.add("sequence", entry.version - 1)
    part.add("summary", entry.title, {"LANGUAGE": lang})
    if entry.words:
        part.add("description", entry.words, {"LANGUAGE": lang})
    part.add("url", entry.url)


def _event(entry: Entry, lang: str, at: datetime) -> Event:
    part = Event()
    _common(part, entry, lang, at)
    begins = entry.begins or entry.ends
    part.add("dtstart", begins)
    # a day ends where the next begins; an hour ends where it ends
    part.add("dtend", entry.ends if isinstance(entry.ends, datetime) else entry.ends + timedelta(days=1))
    if entry.place:
        part.add("location", entry.place, {"LANGUAGE": lang})
    part.add("status", "CANCELLED" if entry.state == "cancelled" else "CONFIRMED")
    part.add("transp", "TRANSPARENT" if not isinstance(begins, datetime) else "OPAQUE")
    return part


def _todo(entry: Entry, lang: str, at: datetime) -> Todo:
    part = Todo()
    _common(part, entry, lang, at)
    if entry.begins:
        part.add("dtstart", entry.begins)
    part.add("due", entry.ends)
    part.add("status", {"cancelled": "CANCELLED", "done": "COMPLETED"}.get(entry.state, "NEEDS-ACTION"))
    return part
