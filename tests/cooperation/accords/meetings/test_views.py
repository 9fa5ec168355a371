"""The pages of meetings as both desks use them, in a bounded number of statements."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cooperation.accords.meetings import made
from tests.cooperation.factories import user_of
from umay.cooperation.accords.models import ActionPoint, FormDraft, Meeting, Minutes
from umay.cooperation.partners.seeding import load
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id


def signed_in(identity) -> Client:
    client = Client()
    with founding():
        client.force_login(user_of(identity))
    client.cookies["django_language"] = "en"
    return client


def _day(name: str, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def series(coop_cast):
    return made.in_series(coop_cast)


def test_every_page_of_a_meeting_opens_for_both_sides_and_for_nobody_else(coop_cast, series):
    meeting, decision, action = made.final(coop_cast, series)
    made.reported(coop_cast, action)
    ahead = made.planned(coop_cast, series, ahead=30)
    pages = [
        ("list", None), ("series", series.pk), ("compiled", series.pk), ("see", meeting.pk), ("see", ahead.pk),
        ("versions", meeting.pk), ("decision", decision.pk), ("action", action.pk), ("plan", series.pk),
        ("change", ahead.pk), ("add_item", ahead.pk), ("attend", ahead.pk), ("write_minutes", meeting.pk),
        ("add_decision", meeting.pk), ("add_action", decision.pk), ("change_decision", decision.pk),
        ("change_action", action.pk), ("open_communique", meeting.pk), ("open_amendments", meeting.pk), ("open_series", None),
    ]  # fmt: skip
    for person in (coop_cast.tr_desk, coop_cast.sc_desk):
        client = signed_in(person)
        for name, pk in pages:
            answer = client.get(reverse(f"meetings:{name}", args=[pk] if pk else []))
            assert answer.status_code == 200, (name, answer.status_code)


def test_minutes_are_typed_kept_and_not_overwritten(coop_cast, series):
    meeting = made.with_agenda(coop_cast, series)
    address = reverse("meetings:write_minutes", args=[meeting.pk])
    client, other = signed_in(coop_cast.tr_desk), signed_in(coop_cast.sc_desk)
    page = client.get(address).content.decode()
    draft = page.split('data-draft="')[1].split('"')[0].replace("&amp;", "&")
    assert client.post(draft, {"text_tr": "Yarım kalan", "number": 0}).status_code == 204
    assert "Yarım kalan" in client.get(address + "?draft=1").content.decode()
    sent = {"number": 0, "text_az": "Birinci", "idempotency_key": new_id()}
    assert other.post(address, sent).status_code == 302
    answer = client.post(address, {"number": 0, "text_tr": "İkinci", "idempotency_key": new_id()})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<del>Birinci</del>" in shown
    assert "<ins>İkinci</ins>" in shown
    assert 'name="number" value="1"' in shown
    again = client.post(address, {"number": 1, "text_tr": "İkinci", "text_az": "Birinci", "idempotency_key": new_id()})
    assert again.status_code == 302
    with acting(coop_cast.tr_desk):
        assert [row.number for row in Minutes.objects.order_by("number")] == [1, 2]
        assert not any(row.body for row in FormDraft.objects.all())


def test_an_action_is_verified_by_a_button_of_the_other_side_alone(coop_cast, series):
    _meeting, _decision, action = made.final(coop_cast, series)
    report = made.reported(coop_cast, action)
    address = reverse("meetings:verify", args=[action.pk])
    assert signed_in(coop_cast.sc_lead).post(address, {"report": report.pk}).status_code == 403
    assert signed_in(coop_cast.tr_lead).post(address, {"report": report.pk}).status_code == 302
    with acting(coop_cast.tr_desk):
        assert ActionPoint.objects.get().state == "verified"


def test_the_compiled_minutes_are_searched_in_every_language(coop_cast, series):
    made.final(coop_cast, series)
    client = signed_in(coop_cast.sc_desk)
    address = reverse("meetings:compiled", args=[series.pk])
    page = client.get(address).content.decode()
    assert "rehberi" in page
    assert 'name="q"' in page
    found = client.post(address, {"q": "REHBERI yazilir"}, follow=True).content.decode()
    assert "in 1 meeting." in found
    assert "rehberi" in found


def test_the_published_meetings_are_loaded_once_and_shown_to_everybody(coop_cast, db):
    load(at=now())
    with founding():
        assert [(row.number, row.state) for row in Meeting.objects.order_by("number")] == [(1, "held"), (2, "held")]
        assert load(at=now()) == 0
    for lang, words in (("tr", "yuvarlak masa"), ("az", "dəyirmi masası"), ("en", "round table")):
        shown = Client().get(reverse("public:see", args=[lang, "social-policy-ministers-1"]))
        assert shown.status_code == 200
        assert words in shown.content.decode()
    baku = Client().get(reverse("public:see", args=["en", "social-policy-ministers-2"])).content.decode()
    assert "Baku" in baku and "Institutions named in it" not in baku, "no source names its sides: no empty card"


def test_the_page_of_a_meeting_asks_a_bounded_number_of_statements(coop_cast, series, django_assert_max_num_queries):
    meeting, _decision, _action = made.final(coop_cast, series)
    client = signed_in(coop_cast.tr_desk)
    with django_assert_max_num_queries(70):
        assert client.get(reverse("meetings:see", args=[meeting.pk])).status_code == 200
