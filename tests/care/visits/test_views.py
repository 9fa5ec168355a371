"""Pages of the visits room."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.care.placements.made import living
from tests.factories.cast import user_of
from umay.care.persons.models import Draft
from umay.care.visits import actions
from umay.care.visits.models import Concern, Visit
from umay.ground.journal.models import Entry
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id


@pytest.fixture
def enter(client):
    def sign_in(identity):
        client.force_login(user_of(identity))
        return client

    return sign_in


def first_visit(cast) -> Visit:
    (placement,) = living(cast)
    with acting(cast.worker):
        return Visit.objects.get(placement=placement)


def typed(visit, **changes) -> dict:
    local = now().astimezone(ZoneInfo("Europe/Istanbul"))
    return {
        "idempotency_key": str(new_id()),
        "version": visit.version,
        "visited_at_day": local.day,
        "visited_at_month": local.month,
        "visited_at_year": local.year,
        "visited_at_time": f"{local:%H:%M}",
        "where": "home",
        "saw_child_alone": "yes",
        "seen": "Odası sıcak.",
        "child_said": "İyiyim.",
    } | changes


def url(verb, row) -> str:
    return reverse(f"visits:{verb}", args=[row.pk])


def test_a_visit_is_written_down_on_the_page_and_read_is_journaled(cast, enter):
    visit = first_visit(cast)
    assert enter(cast.worker).get(url("record", visit)).status_code == 200
    assert enter(cast.worker).post(url("record", visit), typed(visit)).status_code == 302
    page = enter(cast.supervisor).get(url("see", visit)).content.decode()
    assert "İyiyim." in page
    with acting(cast.auditor):
        assert Entry.objects.filter(code="read", kind="visits.visit", who=cast.supervisor.user_id).exists()


def test_without_the_childs_word_the_form_comes_back_with_what_was_typed(cast, enter):
    visit = first_visit(cast)
    answer = enter(cast.worker).post(url("record", visit), typed(visit, child_said=""))
    assert answer.status_code == 422 and "Odası sıcak." in answer.content.decode()


def test_a_draft_is_shown_again_and_thrown_away_when_sent(cast, enter):
    visit = first_visit(cast)
    client = enter(cast.worker)
    keep = reverse("persons:draft", args=["visits.record"]) + f"?about={visit.pk}"
    assert client.post(keep, typed(visit, seen="Yarım kalan cümle", where="school")).status_code == 204
    page = client.get(url("record", visit)).content.decode()
    assert "Yarım kalan cümle" in page
    assert 'value="school"' in page and "checked" in page.split('value="school"')[1][:200]
    assert client.post(url("record", visit), typed(visit)).status_code == 302
    with acting(cast.worker):
        assert not Draft.objects.exists()


def test_another_persons_draft_is_never_shown(cast, enter):
    visit = first_visit(cast)
    keep = reverse("persons:draft", args=["visits.record"]) + f"?about={visit.pk}"
    enter(cast.worker).post(keep, typed(visit, seen="Yarım kalan cümle"))
    assert "Yarım kalan" not in enter(cast.supervisor).get(url("record", visit)).content.decode()


def test_strangers_find_no_visit(cast, enter):
    visit = first_visit(cast)
    for verb in ("see", "record", "miss", "raise_concern"):
        assert enter(cast.other_team_worker).get(url(verb, visit)).status_code == 404
        assert enter(cast.azerbaijan["worker"]).get(url(verb, visit)).status_code == 404
    assert enter(cast.inspector).get(url("record", visit)).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions_whatever_its_length(cast, enter, django_assert_num_queries, many):
    for _ in range(many):
        first_visit(cast)
    client = enter(cast.worker)
    client.get(reverse("visits:list"))
    with django_assert_num_queries(9):
        page = client.get(reverse("visits:list")).content.decode()
    assert page.count("/care/visits/01") == many and "Örnek" not in page


def test_a_concern_is_answered_by_the_supervisor_on_its_page(cast, enter):
    visit = first_visit(cast)
    sent = typed(visit, concern_level="danger", concern_kind="injury", concern="Kolunda morluk var.")
    assert enter(cast.worker).post(url("record", visit), sent).status_code == 302
    with acting(cast.worker):
        concern = Concern.objects.get()
    listed = enter(cast.supervisor).get(reverse("visits:concerns")).content.decode()
    assert url("answer_concern", concern) in listed and "morluk" not in listed
    assert "morluk" in enter(cast.supervisor).get(url("answer_concern", concern)).content.decode()
    sent = {"idempotency_key": str(new_id()), "version": concern.version, "answer": "Bugün hekime."}
    assert enter(cast.worker).post(url("answer_concern", concern), sent).status_code == 403
    assert enter(cast.supervisor).post(url("answer_concern", concern), sent).status_code == 302
    assert "Bugün hekime." in enter(cast.worker).get(url("see", visit)).content.decode()


def test_a_missed_visit_and_an_extra_one_are_written_in_the_pages(cast, enter):
    visit = first_visit(cast)
    later = (now() + timedelta(days=2)).astimezone(ZoneInfo("Europe/Istanbul"))
    when = {"new_on_day": later.day, "new_on_month": later.month, "new_on_year": later.year}
    sent = {"idempotency_key": str(new_id()), "version": visit.version, "kind": "away", "why": "Evde yoktu."} | when
    assert enter(cast.worker).post(url("miss", visit), sent).status_code == 302
    when = {"due_on_day": later.day, "due_on_month": later.month, "due_on_year": later.year}
    sent = {"idempotency_key": str(new_id())} | when
    address = reverse("visits:add", args=[visit.placement_id])
    assert enter(cast.worker).get(address).status_code == 200
    assert enter(cast.worker).post(address, sent).status_code == 302
    assert enter(cast.worker).post(address, sent).status_code == 302  # the same form twice is one visit
    with acting(cast.worker):
        assert Visit.objects.filter(placement_id=visit.placement_id, state="planned").count() == 2
    page = enter(cast.worker).get(reverse("placements:see", args=[visit.placement_id])).content.decode()
    assert url("see", visit) in page


def test_the_case_shows_the_last_and_the_next_visit(cast):
    visit = first_visit(cast)
    with acting(cast.worker):
        values = {"visited_at": now(), "where": "home", "saw_child_alone": True, "seen": "x", "child_said": "y"}
        actions.record(visit=visit, values=values, by=cast.worker, at=now())
        (panel,) = [
            panel
            for panel in slots.panels("cases.case", visit.placement.case, cast.worker)
            if panel.template == "visits/_of_case.html"
        ]
        ((_placement, last, following, worries),) = panel.context["lines"]
        assert last.pk == visit.pk and following.state == "planned" and worries == 0
