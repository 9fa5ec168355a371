"""Feeds parsed by libraries that did not write them: calendars by vobject, the Atom feed of changes by feedparser."""

from datetime import UTC, date, datetime, timedelta

import feedparser
import pytest
import vobject
from django.urls import reverse

from tests.cooperation.accords.plans.made import dated, signed
from tests.cooperation.accords.test_calendars import AT, LONG, asked, entry, subscribed
from tests.cooperation.accords.test_publicity import let
from tests.cooperation.factories import make_accord
from umay.cooperation.accords.calendars import feed
from umay.cooperation.accords.words import AccordKind

STARTS = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def read(raw: bytes):
    """The calendar as vobject understands it, each component held against its own rules."""
    calendar = vobject.readOne(raw.decode("utf-8"))
    for part in calendar.components():
        assert part.validate(raiseException=True)
    return calendar


def test_a_day_with_every_sign_that_breaks_calendars_is_read_as_it_was_meant():
    raw = feed(name="Əməkdaşlıq", lang="az", found=[entry(words=LONG, place="Bakı, İçərişəhər")], at=AT)
    calendar = read(raw)
    (event,) = calendar.vevent_list
    assert event.summary.value == LONG == event.description.value
    assert event.location.value == "Bakı, İçərişəhər" and event.uid.value == "a@umay"
    assert event.summary.params == {"LANGUAGE": ["az"]}
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 3, 5), date(2026, 3, 7))
    assert event.dtstamp.value == AT and event.url.value == "https://u.test/a"
    assert calendar.version.value == "2.0" and calendar.x_wr_calname.value == "Əməkdaşlıq"


def test_hours_actions_and_what_was_cancelled_are_understood():
    found = [
        entry(uid="b@umay", begins=STARTS, ends=STARTS + timedelta(hours=2), version=3),
        entry(uid="c@umay", is_todo=True, begins=None, ends=date(2026, 4, 1)),
        entry(uid="d@umay", is_todo=True, begins=None, ends=date(2026, 4, 1), state="done"),
        entry(uid="e@umay", state="cancelled"),
    ]
    calendar = read(feed(name="x", lang="en", found=found, at=AT))
    hour, cancelled = calendar.vevent_list
    assert (hour.dtstart.value, hour.dtend.value) == (STARTS, STARTS + timedelta(hours=2))
    assert (hour.sequence.value, hour.status.value, cancelled.status.value) == ("2", "CONFIRMED", "CANCELLED")
    todo, done = calendar.vtodo_list
    assert (todo.due.value, todo.status.value, done.status.value) == (date(2026, 4, 1), "NEEDS-ACTION", "COMPLETED")


def test_a_feed_that_is_cut_short_is_not_read():
    raw = feed(name="x", lang="en", found=[entry()], at=AT)
    with pytest.raises(vobject.base.ParseError):
        read(raw[: raw.index(b"END:VEVENT")])


@pytest.mark.parametrize(("lang", "title"), [("tr", "Çalıştay 1"), ("az", "Seminar 1"), ("en", "Workshop 1")])
def test_the_feed_of_a_desk_is_read_with_the_dates_that_both_sides_agreed(coop_cast, client, lang, title):
    plan = signed(coop_cast)
    dated(coop_cast, plan, first_on=date(2027, 5, 4), last_on=date(2027, 5, 5))
    answer = asked(client, subscribed(coop_cast.sc_desk, lang=lang))
    assert answer["Content-Type"].startswith("text/calendar")
    events = [event for event in read(answer.content).vevent_list if title in event.summary.value]
    assert [(event.dtstart.value, event.dtend.value) for event in events] == [(date(2027, 5, 4), date(2027, 5, 6))]
    assert events[0].summary.params == {"LANGUAGE": [lang]}


@pytest.mark.parametrize(("lang", "title"), [("tr", "Plan"), ("az", "A plan"), ("en", "A plan")])
def test_the_feed_of_changes_is_read_with_its_titles_addresses_and_days(coop_cast, client, lang, title):
    hidden, shown = make_accord(coop_cast), make_accord(coop_cast)
    other = make_accord(coop_cast, kind=AccordKind.PROTOCOL)
    for accord in (shown, other):
        let(accord, coop_cast.tr_lead, coop_cast.sc_lead)
    answer = client.get(reverse("public:changes", args=[lang]))
    found = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10" and found.feed.language == lang
    links = [f"http://testserver{reverse('public:see', args=[lang, accord.code])}" for accord in (other, shown)]
    assert [one.link for one in found.entries] == links == [one.id for one in found.entries]
    assert [one.title for one in found.entries] == [title, title]
    assert all(one.updated_parsed for one in found.entries) and hidden.code not in answer.content.decode()
