"""The pages of the intake room, as a worker without a script meets them."""

import re
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.care.intake.made import STORY, answers, child, page, received, screened
from tests.care.persons.made import person
from tests.factories.cast import user_of
from umay.care.intake.models import Report, ReportChild
from umay.care.persons import actions as persons
from umay.care.persons.models import Person, Tie
from umay.ground.journal.models import Entry
from umay.ground.offices.models import Notice
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@pytest.fixture
def worker(client, cast):
    client.force_login(user_of(cast.worker))
    return client


def words(response) -> str:
    return unescape(response.content.decode())


def test_a_report_about_three_children_is_written_in_one_go_and_screened_next(worker, cast):
    answer = worker.post(
        reverse("intake:receive"),
        page(children=(("Bir", "Örnek", "2015"), ("İki", "Örnek", "2018"), ("", "", "2022")), are_siblings="on"),
    )
    with acting(cast.worker):
        report = Report.objects.get()
        assert answer.status_code == 302 and answer.url == reverse("intake:screen", args=[report.pk])
        assert ReportChild.objects.filter(report=report).count() == 3
        assert Tie.objects.filter(kind="sibling").count() == 3
        assert report.story == STORY and report.worker_id == cast.worker.user_id
        assert set(Person.objects.values_list("born_precision", flat=True)) == {"year"}


def test_adding_and_taking_away_a_child_keeps_everything_typed_and_judges_nothing(worker, cast):
    more = words(worker.post(reverse("intake:receive"), page("another", story="", reporter="Yarım kalan")))
    assert re.search(r'value="u"[^>]*checked|checked[^>]*value="u"', more) and re.search(
        r'name="are_siblings"[^>]*checked', more
    )
    assert more.count('name="child-1-given"') == 1 and 'value="Deniz"' in more and 'value="Yarım kalan"' in more
    assert "field-error" not in more
    children = (("Bir", "Örnek", "2015"), ("İki", "Örnek", "2018"), ("Üç", "Örnek", ""))
    less = words(worker.post(reverse("intake:receive"), page("remove-1", children=children)))
    assert 'value="Bir"' in less and 'value="Üç"' in less and 'value="İki"' not in less
    assert 'name="children" value="2"' in less
    with acting(cast.worker):
        assert Report.objects.count() == 0


def test_no_more_than_eight_children_and_never_fewer_than_one(worker):
    eight = tuple((f"Çocuk{index}", "Örnek", "") for index in range(8))
    full = words(worker.post(reverse("intake:receive"), page("another", children=eight)))
    assert 'name="children" value="8"' in full and 'value="another"' not in full
    one = words(worker.post(reverse("intake:receive"), page("remove-0")))
    assert 'name="children" value="1"' in one and 'value="Deniz"' in one
    wild = worker.post(reverse("intake:receive"), page("another", **{}) | {"children": "999999"})
    assert 'name="children" value="8"' in words(wild)


def test_a_wrong_entry_says_so_with_422_and_loses_nothing(worker):
    answer = worker.post(reverse("intake:receive"), page(story="", received_at_year="1999"))
    shown = words(answer)
    assert answer.status_code == 422 and 'value="Deniz"' in shown and shown.count("field-error") >= 2
    assert re.search(r"<title>\s*(Error:|Hata:)", shown)


def test_a_child_who_may_be_known_is_shown_before_anything_is_saved(worker, cast):
    known = person(cast.worker, "Ayşe", "Yıldırım")
    sent = page(children=(("Aişe", "Yıldırım", "2017"),))
    first = worker.post(reverse("intake:receive"), sent)
    shown = words(first)
    assert first.status_code == 200 and "Ayşe Yıldırım" in shown and str(known.pk) in shown
    with acting(cast.worker):
        assert Report.objects.count() == 1  # the one in which the known child stands
        assert Entry.objects.filter(code="read.double", thing=known.pk).exists()
    looked = re.search(r'name="child-0-offer-looked" value="([^"]+)"', shown)[1]
    unanswered = worker.post(reverse("intake:receive"), sent | {"child-0-offer-looked": looked})
    assert unanswered.status_code == 422
    same = worker.post(
        reverse("intake:receive"), sent | {"child-0-offer-looked": looked, "child-0-offer-same_as": str(known.pk)}
    )
    assert same.status_code == 302
    with acting(cast.worker):
        assert ReportChild.objects.get(report__number__endswith="0002").person_id == known.pk
        assert Person.objects.count() == 1


def test_another_child_with_the_same_name_gets_a_record_of_its_own(worker, cast):
    person(cast.worker, "Ayşe", "Yıldırım")
    sent = page(children=(("Ayşe", "Yıldırım", "2017"),))
    looked = re.search(r'offer-looked" value="([^"]+)"', words(worker.post(reverse("intake:receive"), sent)))[1]
    answer = {"child-0-offer-looked": looked, "child-0-offer-same_as": "new"}
    changed = worker.post(reverse("intake:receive"), sent | answer | {"child-0-born_year": "2016"})
    assert changed.status_code == 200  # another birth is another question
    worker.post(reverse("intake:receive"), sent | answer)
    with acting(cast.worker):
        assert Person.objects.count() == 2


def test_a_child_known_to_another_office_is_answered_by_the_offices_name_alone(worker, cast):
    person(cast.other_office["worker"], "Ayşe", "Yıldırım", address="Gizli Sokak")
    shown = words(worker.post(reverse("intake:receive"), page(children=(("Ayşe", "Yıldırım", "2017"),))))
    assert "Selçuklu" in shown and "Gizli" not in shown
    with acting(cast.other_office["supervisor"]):
        assert Notice.objects.get().kind == "known"


def test_a_form_sent_twice_writes_one_report(worker, cast):
    sent = page()
    first, second = worker.post(reverse("intake:receive"), sent), worker.post(reverse("intake:receive"), sent)
    with acting(cast.worker):
        report = Report.objects.get()
    assert first.status_code == 302
    # the second time the child just written is offered; saying "another" still finds the report that was made
    looked = re.search(r'offer-looked" value="([^"]+)"', words(second))[1]
    third = worker.post(
        reverse("intake:receive"), sent | {"child-0-offer-looked": looked, "child-0-offer-same_as": "new"}
    )
    assert third.url == reverse("intake:see", args=[report.pk])
    with acting(cast.worker):
        assert Report.objects.count() == 1


def test_a_draft_comes_back_as_it_was_typed_and_goes_when_the_report_is_saved(worker, cast):
    kept = reverse("persons:draft", args=["intake.receive"])
    assert worker.get(kept).status_code == 204
    assert (
        worker.post(kept, page(story="Yarım kalan metin", children=(("Bir", "", ""), ("İki", "", "")))).status_code
        == 204
    )
    assert worker.get(kept).json()["body"]["story"] == ["Yarım kalan metin"]
    assert "?draft=1" in words(worker.get(reverse("intake:receive")))
    again = words(worker.get(reverse("intake:receive") + "?draft=1"))
    assert "Yarım kalan metin" in again and 'value="İki"' in again and "field-error" not in again
    worker.post(reverse("intake:receive"), page())
    assert worker.get(kept).status_code == 204


def test_a_draft_can_be_thrown_away(worker):
    kept = reverse("persons:draft", args=["intake.receive"])
    worker.post(kept, page(story="Yarım"))
    assert worker.post(reverse("intake:receive"), {"throw_away": "1"}).status_code == 302
    assert worker.get(kept).status_code == 204


def test_a_draft_of_another_person_is_not_there(worker, client, cast):
    worker.post(reverse("persons:draft", args=["intake.receive"]), page(story="Yarım"))
    client.force_login(user_of(cast.supervisor))
    assert client.get(reverse("persons:draft", args=["intake.receive"])).status_code == 204


def test_screening_shows_the_rule_first_and_saves_what_was_agreed(worker, cast):
    report = received(cast.worker)
    address = reverse("intake:screen", args=[report.pk])
    assert worker.post(address, {"version": "1"}).status_code == 422
    with acting(cast.worker):
        version = Report.objects.get(pk=report.pk).version
        sent = {f"q_{code}": answer for code, answer in answers(report, cast.worker, "danger_now").items()}
    sent["version"] = str(version)
    shown = words(worker.post(address, sent))
    rule = re.search(r'name="shown" value="([^"]+)"', shown)[1]
    assert rule.startswith("high|danger_now")
    with acting(cast.worker):
        assert Report.objects.get(pk=report.pk).risk == ""
    without = worker.post(address, sent | {"shown": rule, "level": "low", "reason": ""})
    assert without.status_code == 422
    saved = worker.post(address, sent | {"shown": rule, "level": "high", "reason": ""})
    assert saved.status_code == 302
    with acting(cast.worker):
        fresh = Report.objects.get(pk=report.pk)
        assert (fresh.risk, fresh.risk_rule) == ("high", "danger_now")


def test_the_report_page_shows_names_and_writes_the_reading_down(worker, cast):
    report = screened(cast.worker, "danger_now")
    shown = words(worker.get(reverse("intake:see", args=[report.pk])))
    assert "Deniz Örnek" in shown and STORY in shown and "0332 000" not in shown
    assert "112" in shown
    with acting(cast.worker):
        assert Entry.objects.filter(code="read", kind="intake.report", thing=report.pk).count() == 1


def test_who_reported_is_shown_on_a_page_of_its_own_to_few(client, cast):
    report = received(cast.worker)
    address = reverse("intake:reporter", args=[report.pk])
    for role, status in (
        ("worker", 200),
        ("supervisor", 200),
        ("duty", 200),
        ("director", 403),
        ("placement_officer", 403),
        ("inspector", 403),
    ):
        client.force_login(user_of(cast.home[role]))
        answer = client.get(address)
        assert answer.status_code == status, role
        assert ("0332 000" in words(answer)) == (status == 200)


@pytest.mark.parametrize("verb", ["see", "screen", "contact", "close", "reporter", "assign", "reopen"])
def test_a_report_of_another_office_is_not_there(client, cast, verb):
    report = screened(cast.worker)
    for stranger in (cast.other_office["supervisor"], cast.other_province["supervisor"], cast.azerbaijan["supervisor"]):
        client.force_login(user_of(stranger))
        assert client.get(reverse(f"intake:{verb}", args=[report.pk])).status_code == 404


def test_first_contact_and_closing_through_the_pages(worker, cast):
    report = screened(cast.worker, received_at=now() - timedelta(hours=5))
    at = timezone.localtime(now() - timedelta(hours=4), ZoneInfo(cast.worker.zone))
    with acting(cast.worker):
        version = Report.objects.get(pk=report.pk).version
    seen = {
        "version": str(version), "is_seen": "yes", "note": "Çocukla görüşüldü.", "contacted_at_day": str(at.day),
        "contacted_at_month": str(at.month), "contacted_at_year": str(at.year), "contacted_at_time": f"{at:%H:%M}",
    }  # fmt: skip
    assert worker.post(reverse("intake:contact", args=[report.pk]), seen | {"note": ""}).status_code == 422
    assert worker.post(reverse("intake:contact", args=[report.pk]), seen | {"version": "1"}).status_code == 422
    answer = worker.post(reverse("intake:contact", args=[report.pk]), seen)
    assert answer.status_code == 302
    with acting(cast.worker):
        fresh = Report.objects.get(pk=report.pk)
        assert fresh.state == "contacted"
    closed = worker.post(
        reverse("intake:close", args=[report.pk]),
        {"version": str(fresh.version), "code": "no_concern", "reason": "Görüşmede bir endişe bulunmadı."},
    )
    assert closed.status_code == 302
    with acting(cast.worker):
        assert Report.objects.get(pk=report.pk).state == "no_need"
    assert worker.get(reverse("intake:close", args=[report.pk])).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_initials_only_and_asks_the_same_number_of_questions(
    worker, cast, count, django_assert_num_queries
):
    for index in range(count):
        received(cast.worker, child(f"Gizem{index}"), child("Kaan"))
    worker.get(reverse("intake:list"))
    with django_assert_num_queries(12):
        shown = words(worker.get(reverse("intake:list")))
    assert "Gizem" not in shown and "G. Ö." in shown


@pytest.mark.parametrize("children", [1, 3])
def test_a_report_page_asks_the_same_number_of_questions(
    worker, cast, children, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(slots, "panels", lambda *place: [])  # later rooms count their own
    report = received(cast.worker, *[child(f"Çocuk{index}") for index in range(children)])
    worker.get(reverse("intake:see", args=[report.pk]))
    with django_assert_num_queries(15):
        worker.get(reverse("intake:see", args=[report.pk]))


def test_the_list_filters_by_state_risk_lateness_and_number(worker, cast):
    late = screened(cast.worker, "danger_now", received_at=now() - timedelta(hours=30))
    calm = screened(cast.worker)

    def shown(**query) -> set:
        text = words(worker.post(reverse("intake:list"), query, follow=True))
        return {report.number for report in (late, calm) if report.number in text}

    assert shown() == {late.number, calm.number}
    assert shown(overdue="on", state="open") == {late.number}
    assert shown(risk="low", state="open") == {calm.number}
    assert shown(state="no_need") == set()
    assert shown(number=calm.number.lower().replace("-", " "), state="all") == {calm.number}
    assert shown(who="mine") == {late.number, calm.number}


def test_a_supervisor_gives_a_report_to_a_worker(client, cast):
    report = received(cast.duty, office=cast.meram)
    client.force_login(user_of(cast.supervisor))
    address = reverse("intake:assign", args=[report.pk])
    assert client.post(address, {"worker": str(cast.other_office["worker"].user_id)}).status_code == 422
    assert client.post(address, {"worker": str(cast.worker.user_id)}).status_code == 302
    with acting(cast.worker):
        assert Report.objects.get().worker_id == cast.worker.user_id
        assert Person.objects.count() == 1


def test_the_duty_officer_writes_a_report_for_a_district_at_night(client, cast):
    client.force_login(user_of(cast.duty))
    assert 'name="office"' in words(client.get(reverse("intake:receive")))
    answer = client.post(reverse("intake:receive"), page(office=str(cast.selcuklu.pk)))
    assert answer.status_code == 302
    with acting(cast.other_office["supervisor"]):
        report = Report.objects.get()
        assert (report.office_id, report.worker_id) == (cast.selcuklu.pk, None)
        persons.add(
            values=child("Kardeş"), file=report, file_kind="report", by=cast.other_office["supervisor"], at=now()
        )
