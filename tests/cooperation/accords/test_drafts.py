"""Every form of the house in which somebody types is kept as a draft, for its writer alone, and gives everything back."""

import html
import re

import pytest
from django.urls import reverse

from tests.cooperation.accords.declarations.setting import Scene
from tests.cooperation.accords.meetings import made as meetings
from tests.cooperation.accords.plans.test_views import everything
from tests.cooperation.accords.texts import made as texts
from tests.cooperation.refusals import desk
from umay.cooperation.accords.models import FormDraft
from umay.kit.kernel.acting import acting

pytestmark = pytest.mark.django_db

_TYPED = re.compile(r"<textarea|<input[^>]*type=\"text\"")


def _page(identity, name: str, *args, query: str = "") -> str:
    answer = desk(identity, "en").get(reverse(name, args=args) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return html.unescape(answer.content.decode())


def _attribute(page: str, name: str) -> str:
    return re.search(rf'{name}="([^"]+)"', page)[1]


def test_every_form_with_words_is_kept(coop_cast):
    plan, line, activity, _proposal = everything(coop_cast)
    series = meetings.in_series(coop_cast)
    meeting, decision, action = meetings.final(coop_cast, series)
    open_meeting = meetings.with_agenda(coop_cast, series)
    decided = meetings.decided(coop_cast, open_meeting)
    point = meetings.to_do(coop_cast, decided, coop_cast.sc)
    scene = Scene.make(coop_cast)
    document = texts.begun(coop_cast)
    pages = [
        ("plans:open",), ("plans:amend", plan.pk), ("plans:amend_line", line.pk), ("plans:set_dates", line.pk), ("plans:put_off", line.pk),
        ("plans:cancel", line.pk), ("plans:report", line.pk), ("plans:raise_obstacle", line.pk), ("plans:set_lead", line.pk),
        ("plans:add_activity", line.pk), ("plans:count", activity.pk), ("plans:show", activity.pk), ("meetings:open_series",),
        ("meetings:plan", series.pk), ("meetings:change", open_meeting.pk), ("meetings:write_minutes", open_meeting.pk),
        ("meetings:add_decision", open_meeting.pk), ("meetings:change_decision", decided.pk), ("meetings:add_action", decided.pk),
        ("meetings:change_action", point.pk), ("meetings:open_communique", meeting.pk), ("declarations:open",),
        ("declarations:commit", scene.declaration.pk), ("texts:add", document.pk), ("accords:change", plan.accord_id),
    ]  # fmt: skip
    for name, *args in pages:
        page = _page(coop_cast.tr_desk, name, *args)
        assert _TYPED.search(page), f"{name} has nothing to type in"
        assert "data-draft-key=" in page, f"{name} is not kept"
    assert "data-draft-key=" in _page(coop_cast.sc_desk, "meetings:report", action.pk), decision.pk


def test_the_key_is_that_of_one_person_and_one_form(coop_cast):
    series, other = meetings.in_series(coop_cast), meetings.in_series(coop_cast)
    keys = [
        _attribute(_page(by, "meetings:plan", of.pk), "data-draft-key")
        for by in (coop_cast.tr_desk, coop_cast.tr_lead)
        for of in (series, other)
    ]
    assert len(set(keys)) == 4 and all(re.fullmatch("[0-9a-f]{96}", key) for key in keys)
    again = _attribute(_page(coop_cast.tr_desk, "meetings:plan", series.pk), "data-draft-key")
    assert again == keys[0], "what stands on a device is readable at the next visit"


def test_a_draft_of_more_articles_than_stand_there_shows_each_of_them(coop_cast):
    scene = Scene.make(coop_cast)
    page = _page(coop_cast.tr_desk, "declarations:commit", scene.declaration.pk)
    typed = {"count": 7, "version": 2, "article_1_tr": "Bir", "article_7_az": "Yeddinci"}
    assert desk(coop_cast.tr_desk, "en").post(_attribute(page, "data-draft"), typed).status_code == 204
    shown = _page(coop_cast.tr_desk, "declarations:commit", scene.declaration.pk, query="?draft=1")
    assert "Yeddinci" in shown and 'name="count" value="7"' in shown
    assert "Yeddinci" not in _page(coop_cast.tr_lead, "declarations:commit", scene.declaration.pk, query="?draft=1")


def test_what_was_refused_waits_as_a_draft_and_goes_when_it_was_sent(coop_cast):
    series = meetings.in_series(coop_cast)
    address = reverse("meetings:plan", args=[series.pk])
    client = desk(coop_cast.tr_desk, "en")
    assert client.post(address, {"title_tr": " ", "version": 1}).status_code == 422
    assert "You had begun to write" not in client.get(address).content.decode(), "nothing was typed"
    assert client.post(address, {"title_tr": "Yarım"}).status_code == 422
    assert "You had begun to write" in client.get(address).content.decode()
    assert "Yarım" in html.unescape(client.get(f"{address}?draft=1").content.decode())
    thrown = client.post(address, {"throw_away": "1"})
    assert thrown.status_code == 302
    with acting(coop_cast.tr_desk):
        assert not any(row.body for row in FormDraft.objects.all())
