"""Calendars that ordinary programs subscribe to, read back by another reader; and reminders, which hold titles and links only."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from tests.cooperation.accords.ical import parse
from tests.cooperation.factories import make_accord, user_of
from umay.cooperation.accords import calendars, jobs, reminding, work
from umay.cooperation.accords.actions import calendars as actions
from umay.cooperation.accords.calendars import Entry, feed
from umay.cooperation.accords.models import Accord, Subscription
from umay.cooperation.accords.queries import calendars as queries
from umay.ground.offices.models import Post
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.slots import Task

AT = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # a Monday
LONG = "Türk Dünyası Aile Festivali; Bakı, Azərbaycan — şəhər ə" * 4 + '\nyeni "satır"; virgül, ters \\ eğik'


def entry(**more) -> Entry:
    given = {"uid": "a@umay", "title": LONG, "begins": date(2026, 3, 5), "ends": date(2026, 3, 6), "url": "https://u.test/a", "changed_at": AT}  # fmt: skip
    return Entry(**(given | more))


def test_a_feed_is_read_back_as_it_was_meant_letters_commas_and_folds_included():
    raw = feed(name="Əməkdaşlıq", lang="az", found=[entry(words=LONG, place="Bakı, İçərişəhər")], at=AT)
    (event,) = parse(raw).parts
    assert event.text("SUMMARY") == LONG == event.text("DESCRIPTION")
    assert event.text("LOCATION") == "Bakı, İçərişəhər"
    assert event.one("SUMMARY")[0] == {"LANGUAGE": "az"}
    assert (event.moment("DTSTART"), event.moment("DTEND")) == (date(2026, 3, 5), date(2026, 3, 7)), (
        "both days included"
    )
    assert event.one("URL")[1] == "https://u.test/a"


def test_an_hour_an_action_and_a_cancelled_day_are_what_programs_expect():
    starts = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    found = [
        entry(uid="b@umay", begins=starts, ends=starts + timedelta(hours=2), version=3),
        entry(uid="c@umay", is_todo=True, begins=None, ends=date(2026, 4, 1)),
        entry(uid="d@umay", is_todo=True, begins=None, ends=date(2026, 4, 1), state="done"),
        entry(uid="e@umay", state="cancelled"),
    ]
    hour, todo, done, cancelled = parse(feed(name="x", lang="en", found=found, at=AT)).parts
    assert (hour.moment("DTSTART"), hour.one("SEQUENCE")[1], hour.one("TRANSP")[1]) == (starts, "2", "OPAQUE")
    assert (todo.name, todo.moment("DUE"), todo.one("STATUS")[1]) == ("VTODO", date(2026, 4, 1), "NEEDS-ACTION")
    assert (done.one("STATUS")[1], cancelled.one("STATUS")[1]) == ("COMPLETED", "CANCELLED")


def test_an_empty_calendar_is_a_calendar():
    assert parse(feed(name="x", lang="en", found=[], at=AT)).parts == []


@pytest.fixture
def one_day(monkeypatch):
    """Each accord the person sees has a day, and nothing else has."""
    monkeypatch.setattr(calendars, "_sources", [])

    @calendars.dated
    def days(identity, lang, accord_id, link):
        for accord in Accord.objects.order_by("recorded_at", "id"):
            url = link("accords:see", accord.pk)
            yield entry(uid=f"{accord.pk}@umay", title=accord.titles[lang], url=url)


def subscribed(by, **more) -> Subscription:
    with acting(by):
        return actions.subscribe(**({"kind": "feed", "lang": "tr", "by": by, "at": now()} | more))


def asked(client, row):
    return client.get(reverse("calendars:feed", args=[queries.address_of(row)]))


def test_a_program_reads_the_calendar_with_its_address_alone_in_one_language(coop_cast, client, one_day):
    accord = make_accord(coop_cast)
    row = subscribed(coop_cast.sc_desk, lang="en")
    answer = asked(client, row)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = parse(answer.content).parts
    assert event.text("SUMMARY") == "A plan"
    assert event.one("URL")[1] == f"http://testserver/cooperation/accords/{accord.pk}/"


def test_a_feed_shows_what_its_person_sees_and_no_more(coop_cast, client, one_day):
    make_accord(coop_cast, sides=[(coop_cast.tr, "party"), (coop_cast.kz, "party")])
    assert parse(asked(client, subscribed(coop_cast.sc_desk)).content).parts == []
    assert len(parse(asked(client, subscribed(coop_cast.tr_desk)).content).parts) == 1


def test_an_ended_address_opens_nothing_and_a_guessed_one_neither(coop_cast, client, one_day):
    by = coop_cast.tr_desk
    row = subscribed(by)
    with acting(by):
        actions.end(subscription=row, by=by, at=now())
    assert asked(client, row).status_code == 404
    other = subscribed(by)
    token = queries.address_of(other)
    for wrong in (token[:-1], f"{other.pk.hex}~x", row.pk.hex, "x"):
        assert client.get(reverse("calendars:feed", args=[wrong])).status_code == 404
    assert asked(client, other).status_code == 200


def test_the_address_closes_with_the_post(coop_cast, client, one_day):
    row = subscribed(coop_cast.tr_desk)
    with founding():
        Post.objects.filter(user_id=coop_cast.tr_desk.user_id).update(ends_on=date(2021, 1, 1))
    assert asked(client, row).status_code == 404


def test_nobody_sees_or_ends_the_subscription_of_somebody_else(coop_cast, client):
    row = subscribed(coop_cast.tr_desk)
    with acting(coop_cast.tr_lead):
        assert not Subscription.objects.filter(pk=row.pk).exists()
        with pytest.raises(NotAllowed):
            actions.end(subscription=row, by=coop_cast.tr_lead, at=now())
    client.force_login(user_of(coop_cast.tr_lead))
    assert client.post(reverse("calendars:end", args=[row.pk])).status_code == 404


def test_the_page_gives_the_address_and_ends_it(coop_cast, client):
    client.cookies["django_language"] = "en"
    client.force_login(user_of(coop_cast.tr_desk))
    values = {"idempotency_key": new_id(), "kind": "feed", "lang": "az", "email": ""}
    assert client.post(reverse("calendars:list"), values).status_code == 302
    with acting(coop_cast.tr_desk):
        row = queries.own(coop_cast.tr_desk).get()
    assert queries.address_of(row) in client.get(reverse("calendars:list")).content.decode()
    assert client.get(reverse("calendars:end", args=[row.pk])).status_code == 200
    assert client.post(reverse("calendars:end", args=[row.pk])).status_code == 302
    assert asked(client, row).status_code == 404


def test_reminders_ask_for_an_address_and_are_asked_for_once(coop_cast):
    by = coop_cast.tr_desk
    with pytest.raises(Refusal):
        subscribed(by, kind="mail")
    subscribed(by, kind="mail", email="desk@example.org")
    with pytest.raises(Refusal):
        subscribed(by, kind="mail", email="desk@example.org")


def task(days: int | None, **more) -> Task:
    due = AT + timedelta(days=days) if days is not None else None
    return Task("plans.report", "Report on the plan", f"/cooperation/plans/{days}/", due, "due", **more)


@pytest.mark.parametrize(
    ("days", "is_told"), [(7, True), (6, False), (1, True), (0, True), (30, False), (-3, True), (None, True)]
)
def test_a_reminder_comes_a_week_a_day_and_an_hour_before_and_late_things_on_mondays(days, is_told):
    assert (reminding.letter([task(days)], at=AT, zone="Asia/Baku", address="https://u.test") is not None) is is_told


def test_late_things_are_not_told_on_other_days():
    tuesday = AT + timedelta(days=1)
    late = dataclasses.replace(task(-3))
    assert reminding.letter([late, task(None)], at=tuesday, zone="Asia/Baku", address="https://u.test") is None


def test_a_reminder_says_titles_days_and_links_and_nothing_else():
    letter = reminding.letter([task(1, thing="Plan 2024-2025")], at=AT, zone="Asia/Baku", address="https://u.test")
    assert letter.text == (
        "Report on the plan: Plan 2024-2025\nDue: 3 March 2026\nhttps://u.test/cooperation/plans/1/\n\n"
        "You get this because you asked for it. You can end it here: https://u.test/cooperation/calendars/\n"
    )


def test_a_reminder_goes_out_once_a_day_in_the_language_that_was_asked_for(coop_cast, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.UMAY_MAILS, settings.UMAY_MAIL_FROM, settings.UMAY_ADDRESS = True, "umay@example.org", "https://u.test"
    by = coop_cast.tr_desk
    subscribed(by, kind="mail", lang="az", email="desk@example.org")
    subscribed(coop_cast.sc_desk)  # a feed gets no e-mail
    due = now() + timedelta(days=1)
    monkeypatch.setattr(work, "_nouns", [lambda identity, at: [Task("x", "X", "/x/", due)]])
    for _again in range(2):
        jobs.remind(0)
    (sent,) = mail.outbox
    assert (sent.to, sent.from_email) == (["desk@example.org"], "umay@example.org")
    assert "https://u.test/x/" in sent.body and "Siz bunu istədiyiniz üçün" in sent.body


def test_without_a_mail_server_nothing_is_tried(coop_cast, settings):
    settings.UMAY_MAILS = False
    subscribed(coop_cast.tr_desk, kind="mail", email="desk@example.org")
    jobs.remind(0)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_leaves_the_day_open(coop_cast, settings, monkeypatch):
    settings.UMAY_MAILS = True
    by = coop_cast.tr_desk
    row = subscribed(by, kind="mail", email="desk@example.org")
    monkeypatch.setattr(work, "_nouns", [lambda identity, at: [Task("x", "X", "/x/", now())]])

    def away(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    jobs.remind(0)
    with acting(by):
        assert Subscription.objects.get(pk=row.pk).sent_on is None
