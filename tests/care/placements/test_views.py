"""Pages of the placements room: who opens which, what is read is written down, and how many questions a page asks."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.care.placements.made import emergency, living, night_family, places, prepared, ready, signed
from tests.factories.care import make_basis, make_case
from tests.factories.cast import user_of
from umay.care.cases.models import CaseChild
from umay.care.cases.work import work as case_work
from umay.care.placements.models import Placement
from umay.care.placements.work import work
from umay.ground.journal.models import Entry
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

ZONE = "Europe/Istanbul"


@pytest.fixture
def enter(client):
    def sign_in(identity):
        client.force_login(user_of(identity))
        return client

    return sign_in


def url(verb, placement) -> str:
    return reverse(f"placements:{verb}", args=[placement.pk])


def of(by, pk) -> Placement:
    with acting(by):
        return Placement.objects.get(pk=pk)


def day(name, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def moment(name, at) -> dict:
    local = at.astimezone(__import__("zoneinfo").ZoneInfo(ZONE))
    return day(name, local.date()) | {f"{name}_time": f"{local:%H:%M}"}


def test_the_page_of_a_placement_is_journaled_as_read_and_hidden_from_strangers(cast, enter):
    (placement,) = living(cast)
    answer = enter(cast.worker).get(url("see", placement))
    assert answer.status_code == 200
    with acting(cast.auditor):
        assert Entry.objects.filter(code="read", kind="placements.placement", thing=placement.pk).exists()
    for stranger in (cast.other_team_worker, cast.other_office["supervisor"], cast.azerbaijan["supervisor"]):
        assert enter(stranger).get(url("see", placement)).status_code == 404
    assert enter(cast.auditor).get(url("see", placement)).status_code == 403


def test_no_title_says_a_name(cast, enter):
    (placement,) = living(cast)
    for address in (url("see", placement), url("end", placement), reverse("placements:list")):
        page = enter(cast.worker).get(address).content.decode()
        title = re.search(r"<title>(.*?)</title>", page, re.S)[1]
        assert "Örnek" not in title and "Çocuk" not in title


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions_whatever_its_length(cast, enter, django_assert_num_queries, many):
    for _ in range(many):
        living(cast)
    client = enter(cast.worker)
    client.get(reverse("placements:list"))
    with django_assert_num_queries(9):
        page = client.get(reverse("placements:list")).content.decode()
    assert page.count("/care/placements/01") == many and "Örnek" not in page


def test_the_journey_from_the_decision_to_the_handover_in_the_pages(cast, enter):
    (placement,) = prepared(cast)
    today = local_day(now(), ZONE)
    page = enter(cast.worker).get(url("see", placement)).content.decode()
    assert url("sign_contract", placement) in page and url("begin", placement) not in page
    sent = {"version": placement.version, "number": "2026/9"} | day("signed_on", today)
    assert enter(cast.worker).post(url("sign_contract", placement), sent | key()).status_code == 302
    placement = of(cast.worker, placement.pk)
    sent = {"version": placement.version, "authority": "Konya Valiliği", "number": "41"} | day("approved_on", today)
    assert enter(cast.worker).post(url("approve", placement), sent | key()).status_code == 403
    assert enter(cast.approver).post(url("approve", placement), sent | key()).status_code == 302
    placement = of(cast.worker, placement.pk)
    assert url("begin", placement) in enter(cast.worker).get(url("see", placement)).content.decode()
    sent = {"version": placement.version} | moment("handed_over_at", now() - timedelta(minutes=1)) | key()
    assert enter(cast.worker).post(url("begin", placement), sent).status_code == 302
    assert of(cast.worker, placement.pk).state == "active"
    again = enter(cast.worker).post(url("begin", placement), sent)  # the same form sent twice
    assert again.status_code == 302 and [str(message) for message in get_messages(again.wsgi_request)]


def key() -> dict:
    from umay.kit.kernel.ids import new_id

    return {"idempotency_key": str(new_id())}


def test_a_refusal_stands_in_the_form_with_what_was_typed(cast, enter):
    (placement,) = prepared(cast)
    sent = {"version": placement.version - 1, "number": "2026/9"} | day("signed_on", local_day(now(), ZONE)) | key()
    answer = enter(cast.worker).post(url("sign_contract", placement), sent)
    assert answer.status_code == 422 and "2026/9" in answer.content.decode()


def test_the_duty_officer_places_in_the_browser_and_the_supervisor_confirms(cast, enter):
    case, family = make_case(cast.worker), night_family(cast)
    night_family(cast, takes_emergencies=False)
    with acting(cast.worker):
        CaseChild.objects.filter(case=case).update(view=None)
        child = CaseChild.objects.get(case=case).person_id
    address = reverse("placements:place_emergency", args=[case.pk])
    assert enter(cast.worker).get(address).status_code == 403
    page = enter(cast.duty).get(address)
    assert (
        page.status_code == 200 and page.content.decode().count('name="family"') == 2
    )  # one to choose, one to telephone
    sent = {
        "family": str(family.pk),
        "family_said_yes": "on",
        "reason": "danger",
        "words": "Evde bu gece güvenlik yok.",
        "kind": "taken_in",
        "authority": "Konya İl Müdürlüğü",
        f"view_{child}": "Burada kalmak istiyorum.",
    }
    sent |= moment("handed_over_at", now()) | key()
    answer = enter(cast.duty).post(address, sent)
    assert answer.status_code == 302
    with acting(cast.worker):
        placement = Placement.objects.get(case=case)
        assert CaseChild.objects.get(case=case).view == "Burada kalmak istiyorum."
    assert enter(cast.supervisor).get(url("ratify", placement)).status_code == 200
    sent = {"version": placement.version} | key()
    assert enter(cast.supervisor).post(url("ratify", placement), sent).status_code == 302
    assert of(cast.worker, placement.pk).ratified_by == cast.supervisor.user_id


def test_the_duty_officer_says_which_family_is_telephoned_and_the_page_comes_back_with_its_place_kept(cast, enter):
    case, family = make_case(cast.worker, ages=(3, 6)), night_family(cast)
    with acting(cast.worker):
        child = str(CaseChild.objects.filter(case=case).first().person_id)
    address = reverse("placements:telephone", args=[case.pk])
    sent = {"family": str(family.pk), "child": child} | key()
    assert enter(cast.worker).post(address, sent).status_code == 403
    duty = enter(cast.duty)
    for _twice in range(2):  # sent twice, kept once
        answer = duty.post(address, sent)
        assert answer.status_code == 302 and answer["Location"].endswith(f"?child={child}")
    assert places(cast.family_worker, family) == (0, 1, 2)
    page = duty.get(answer["Location"]).content.decode()
    kept = page.split("</thead>")[1].split("</table>")[0]
    assert family.number in kept and "tag-indigo" in kept and f'value="{child}"' in page
    assert duty.post(address, {"family": "x"} | key()).status_code == 409
    assert duty.get(address).status_code == 302


def test_a_move_without_a_ready_home_shows_the_two_ways(cast, enter):
    (placement,) = living(cast)
    answer = enter(cast.worker).get(url("move", placement))
    assert (
        answer.status_code == 200
        and 'method="post"' not in answer.content.decode().split("<main")[1].split("</main")[0]
    )


def test_the_panels_of_case_person_and_family_show_the_home(cast, rf):
    (placement,) = living(cast)
    with acting(cast.worker):
        case, person = placement.case, placement.child
        case.refresh_from_db()
        assert any(
            panel.template == "placements/_of_case.html" for panel in slots.panels("cases.case", case, cast.worker)
        )
        assert any(
            panel.template == "placements/_of_person.html"
            for panel in slots.panels("persons.person", person, cast.worker)
        )
        from umay.care.families.models import Family

        family = Family.objects.get(pk=placement.family_id)
        (panel,) = [
            panel
            for panel in slots.panels("families.family", family, cast.worker)
            if panel.template == "placements/_of_family.html"
        ]
        assert [row.pk for row in panel.context["found"].living] == [placement.pk]


# --- my work


def kinds(by, at=None) -> set:
    with acting(by):
        return {(task.kind.removeprefix("placements."), task.tone) for task in work(by, at or now())}


def test_my_work_follows_the_placement(cast):
    (placement,) = prepared(cast)
    assert kinds(cast.worker) == {("contract", "waiting")}
    assert kinds(cast.approver) == {("approve", "waiting")}
    signed(cast, placement)
    assert kinds(cast.worker) == set()
    (other,) = ready(cast)
    assert ("begin", "due") in kinds(cast.worker)
    with acting(cast.worker):
        from umay.care.placements import actions

        actions.cancel(placement=other, why="Aile vazgeçti.", by=cast.worker, at=now())
    assert ("look_again", "urgent") in kinds(cast.worker)


def test_an_emergency_is_urgent_for_the_second_person_and_red_when_late(cast):
    emergency(cast, make_case(cast.worker, ages=(3, 6)), night_family(cast))
    assert kinds(cast.supervisor) >= {("ratify", "urgent")}
    assert ("ratify", "overdue") in kinds(cast.supervisor, now() + timedelta(days=9))
    assert ("time_over", "overdue") in kinds(cast.worker, now() + timedelta(days=40))
    with acting(cast.supervisor):
        assert len([task for task in work(cast.supervisor, now()) if task.kind == "placements.ratify"]) == 1


def test_a_child_in_a_family_whose_legal_basis_ends_is_a_task(cast):
    case = make_case(cast.worker)
    make_basis(case, cast.worker, ends_at=now() + timedelta(days=3))
    living(cast, case=case)
    with acting(cast.worker):
        for at, tone in ((now(), "due"), (now() + timedelta(days=4), "overdue")):
            assert [task.tone for task in case_work(cast.worker, at) if task.kind == "cases.basis"] == [tone]
    assert not {kind for kind in kinds(cast.worker) if kind[0] == "basis"}, (
        "the cases room tells it; nobody reads it twice"
    )
    with acting(cast.worker):
        case.bases.update(state="ended")
    assert ("basis", "overdue") in kinds(cast.worker)


def test_my_work_asks_the_same_number_of_questions_for_one_and_three(cast, django_assert_num_queries):
    """One statement asks what waits, one reads the lines of all of it; where nothing waits there is one."""
    living(cast)
    with acting(cast.worker):
        work(cast.worker, now())
        with django_assert_num_queries(1):
            assert work(cast.worker, now()) == []
    for number in (1, 2, 3):
        prepared(cast)
        with acting(cast.worker):
            work(cast.worker, now())  # the country's settings are read once
            with django_assert_num_queries(2):
                assert len(work(cast.worker, now())) == number


@pytest.mark.parametrize("verb", ["ratify", "refuse_ratification"])
def test_only_an_emergency_that_waits_for_it_has_a_page_to_confirm(enter, cast, verb):
    (placement,) = living(cast)
    assert enter(cast.supervisor).get(url(verb, placement)).status_code == 409
