"""The pages: who may open them, how many questions they ask, what they show and what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.care import make_basis, make_case, make_human, make_report
from tests.factories.cast import user_of
from umay.care.cases import actions, queries
from umay.care.cases.models import Case, CaseChild, Contact, KinAsked, LegalBasis, Note, Tried
from umay.care.persons.models import Tie
from umay.ground.journal.models import Entry
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id

LIST_QUERIES = 10
PAGE_QUERIES = 21  # of this room; a later room's block counts its own questions in its own tests

pytestmark = pytest.mark.usefixtures("_english")


@pytest.fixture
def _english(client):
    client.cookies["django_language"] = "en"


def sent(**values) -> dict:
    return {"idempotency_key": str(new_id())} | values


def day(name: str, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def moment(name: str, at) -> dict:
    return day(name, at) | {f"{name}_time": f"{at:%H:%M}"}


def url(verb, case, *parts):
    return reverse(f"cases:{verb}", args=[case.pk, *[part.pk for part in parts]])


def inside(identity):
    return acting(identity)


# the list


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_questions_for_one_case_and_for_three(cast, client, django_assert_num_queries, many):
    for _each in range(many):
        make_case(cast.worker, ages=(3, 8))
    client.force_login(user_of(cast.worker))
    client.get(reverse("cases:list"))
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(reverse("cases:list"))
    assert answer.status_code == 200
    assert answer.content.decode().count("T42A-") >= many


def test_the_list_shows_initials_and_ages_and_no_name(cast, client):
    make_case(cast.worker, ages=(6,))
    client.force_login(user_of(cast.worker))
    page = client.get(reverse("cases:list")).content.decode()
    assert "Ç. Ö." in page and "Çocuk0" not in page


def test_the_list_narrows_to_what_is_chosen(cast, client):
    waiting = make_case(cast.worker)
    calm = make_case(cast.worker, needs_family_since=None)
    client.force_login(user_of(cast.supervisor))

    def shown(**chosen):
        page = client.post(reverse("cases:list"), chosen, follow=True).content.decode()
        return [case.number for case in (waiting, calm) if case.number in page]

    assert shown() == [waiting.number, calm.number]
    assert shown(only="waiting") == [waiting.number]
    assert shown(number=calm.number) == [calm.number]
    assert shown(whose="mine") == []
    assert shown(state="closed") == []
    assert shown(only="unassigned") == []
    assert shown(state="nonsense") == [waiting.number, calm.number]


def test_a_stranger_sees_no_case_and_no_page(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.other_office["worker"]))
    assert case.number not in client.get(reverse("cases:list"), {"whose": "all"}).content.decode()
    assert client.get(url("see", case)).status_code == 404
    for verb in ("change", "note", "add_basis", "seek_family"):
        assert client.get(url(verb, case)).status_code == 404


def test_the_auditor_and_the_administrator_reach_no_case(cast, client):
    case = make_case(cast.worker)
    for identity in (cast.auditor, cast.administrator):
        client.force_login(user_of(identity))
        assert client.get(reverse("cases:list")).status_code == 403
        assert client.get(url("see", case)).status_code == 403


# the page


@pytest.mark.parametrize("ages", [(6,), (2, 6, 9)])
def test_the_page_asks_the_same_questions_for_one_child_and_for_three(
    cast, client, django_assert_num_queries, monkeypatch, ages
):
    monkeypatch.setattr(slots, "panels", lambda *_asked: [])
    monkeypatch.setattr(slots, "refusals", lambda *_asked: [])
    case = make_case(cast.worker, ages=ages)
    make_basis(case, cast.worker)
    client.force_login(user_of(cast.worker))
    client.get(url("see", case))
    with django_assert_num_queries(PAGE_QUERIES):
        answer = client.get(url("see", case))
    assert answer.status_code == 200


def test_the_page_shows_names_and_its_reading_is_journaled(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    page = client.get(url("see", case)).content.decode()
    assert "Çocuk0 Örnek" in page and "Kardeşimle kalmak istiyorum." in page
    assert "Çocuk0" not in page.split("<title>")[1].split("</title>")[0]
    assert "{{" not in page and "<c-" not in page and " on" + "click=" not in page
    with inside(cast.worker):
        assert Entry.objects.filter(code="read", kind="cases.case", thing=case.pk).count() == 1


def test_a_form_that_comes_back_with_faults_shows_the_child_and_is_journaled_as_read(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    answer = client.post(url("note", case), sent(text=""))
    assert answer.status_code == 422
    with inside(cast.worker):
        assert Entry.objects.filter(code="read", kind="cases.case", thing=case.pk).count() == 1


def test_a_reader_sees_no_button_that_writes(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.inspector))
    page = client.get(url("see", case)).content.decode()
    for verb in ("note", "change", "assign", "ask_close", "add_basis", "ask_kin"):
        assert url(verb, case) not in page
    assert client.post(url("note", case), sent(kind="note", text="x")).status_code == 403


def test_an_expired_basis_is_said_loudly(cast, client):
    case = make_case(cast.worker)
    make_basis(case, cast.worker, ends_at=now() - timedelta(hours=1))
    client.force_login(user_of(cast.worker))
    assert "No legal basis is in force" in client.get(url("see", case)).content.decode()


def test_a_basis_that_ends_soon_is_shown(cast, client):
    case = make_case(cast.worker)
    make_basis(case, cast.worker, ends_at=now() + timedelta(days=2))
    client.force_login(user_of(cast.worker))
    assert "The legal basis ends soon" in client.get(url("see", case)).content.decode()


# opening


def test_a_case_is_opened_from_its_report(cast, client):
    report = make_report(
        cast.worker, ages=(4, 9), state="screened", risk="medium", contact_due_at=now() + timedelta(hours=72)
    )
    client.force_login(user_of(cast.worker))
    page = client.get(reverse("cases:open_from_report", args=[report.pk]))
    assert page.status_code == 200
    with inside(cast.worker):
        people = [str(child.person_id) for child in queries.report_children(report)]
    answer = client.post(reverse("cases:open_from_report", args=[report.pk]), sent(children=people, summary="x"))
    with inside(cast.worker):
        case = Case.objects.get()
        assert answer.status_code == 302 and answer.url == url("see", case)
        assert case.report_id == report.pk and queries.children_of(case).count() == 2
        assert not queries.report_children(report).exists()


def test_somebody_alike_is_asked_about_before_a_second_record_is_made(cast, client):
    client.force_login(user_of(cast.worker))
    child = {
        "child-0-given": "Deniz",
        "child-0-surname": "Örnek",
        "child-0-sex": "f",
        "child-0-born_day": "3",
        "child-0-born_month": "5",
        "child-0-born_year": "2019",
        "place": "TR-42",
        "summary": "Okuldan geldi.",
    }
    first = client.post(reverse("cases:open"), sent(**child))
    assert first.status_code == 302
    asked = client.post(reverse("cases:open"), sent(**child))
    page = asked.content.decode()
    assert asked.status_code == 422 and "Is this one of these people?" in page
    with inside(cast.worker):
        assert Case.objects.count() == 1
    looked = page.split('name="child-0-offer-looked" value="')[1].split('"')[0]
    other = client.post(
        reverse("cases:open"), sent(**child, **{"child-0-offer-looked": looked, "child-0-offer-same_as": "new"})
    )
    assert other.status_code == 302
    with inside(cast.worker):
        assert Case.objects.count() == 2


def test_sisters_and_brothers_open_one_case_together(cast, client):
    client.force_login(user_of(cast.worker))
    url = reverse("cases:open")
    one = {"place": "TR-42", "child-0-given": "Deniz", "child-0-sex": "f", "child-0-born_year": "2015"}
    more = client.post(url, sent(**one, step="another"))
    page = more.content.decode()
    assert more.status_code == 200 and 'name="child-1-given"' in page and 'value="Deniz"' in page
    two = one | {"children": "2", "child-1-given": "Ada", "child-1-sex": "f", "child-1-born_year": "2018"}
    less = client.post(url, sent(**two, step="remove-0")).content.decode()
    assert 'value="Ada"' in less and 'value="Deniz"' not in less
    empty = client.post(url, sent(**(two | {"child-1-given": "", "child-1-born_year": ""})))
    assert empty.status_code == 422 and "Write at least one name" in empty.content.decode()
    assert client.post(url, sent(**two, are_siblings="on")).status_code == 302
    with inside(cast.worker):
        case = Case.objects.get()
        children = [child.person for child in queries.children_of(case)]
        assert {child.given for child in children} == {"Deniz", "Ada"}
        assert Tie.objects.filter(kind="sibling", person__in=children, other__in=children).count() == 1
    assert client.post(url, sent(**(two | {"child-0-given": "Kaya", "child-1-given": "Efe"}))).status_code == 302
    with inside(cast.worker):
        assert Case.objects.count() == 2 and Tie.objects.count() == 1, "children who are not siblings are not tied"


def test_an_empty_form_says_what_is_missing(cast, client):
    client.force_login(user_of(cast.worker))
    answer = client.post(reverse("cases:open"), sent(place="TR-42", **{"child-0-sex": "u"}))
    assert answer.status_code == 422 and "Write at least one name" in answer.content.decode()


# writing


def test_the_ways_of_writing_in_a_case(cast, client):
    """One journey through the forms: each does its one deed and goes back to the case."""
    case = make_case(cast.worker, needs_family_since=None)
    client.force_login(user_of(cast.worker))
    with inside(cast.worker):
        child = queries.children_of(case).get()
    local = now().astimezone()

    def post(verb, *parts, **values):
        answer = client.post(url(verb, case, *parts), sent(**values))
        assert answer.status_code == 302, answer.content.decode()
        return answer

    for verb, parts in (
        ("change", ()), ("note", ()), ("add_child", ()), ("change_child", (child,)), ("record_view", (child,)),
        ("add_tried", ()), ("set_contact", ()), ("ask_kin", ()), ("seek_family", ()), ("stop_seeking", ()),
        ("add_basis", ()), ("review", ()), ("ask_close", ()),
    ):  # fmt: skip
        assert client.get(url(verb, case, *parts)).status_code == 200, verb
    post("note", kind="call", text="Öğretmen aradı.")
    post("change", version=case.version, summary="Özet", goal="return_home", place="TR-42")
    post("change_child", child, version=child.version, needs=["medicine"], languages=["tr"], school_level="primary")
    with inside(cast.worker):
        child.refresh_from_db()
    post("record_view", child, version=child.version, view="", why_not="too_young")
    assert "checked" not in client.get(url("add_tried", case)).content.decode().partition('name="why_not"')[0]
    assert client.post(url("add_tried", case), {"outcome": "Hiçbir şey.", "why_not": ""}).status_code == 422
    post("add_tried", kind="SED", outcome="Yetmedi.", why_not="")
    name = {"who-given": "Nur", "who-surname": "Örnek", "who-sex": "f"}
    post("ask_kin", person="new", tie="aunt_uncle", **moment("asked_at", local - timedelta(hours=3)), **name)
    with inside(cast.worker):
        kin = KinAsked.objects.get()
    assert client.get(url("answer_kin", case, kin)).status_code == 200
    post("answer_kin", kin, version=kin.version, answer="willing")
    assert "Assessment needed" in client.get(url("see", case)).content.decode()
    post("set_contact", person=str(kin.person_id), kind="free", how_often="Her hafta")
    post("add_basis", kind="taken_in", authority="Konya SHM", **moment("starts_at", local - timedelta(hours=5)))
    with inside(cast.worker):
        case.refresh_from_db()
        basis, clock = LegalBasis.objects.get(), queries.open_deadlines(case).get(kind="apply_to_judge")
    assert client.get(url("meet_deadline", case, clock)).status_code == 200
    post("meet_deadline", clock, **moment("met_at", local - timedelta(hours=1)))
    refused = client.post(
        url("seek_family", case),
        sent(version=case.version, reasons=["poverty"], why="Para yok.", care_type="term"),
    )
    assert refused.status_code == 422 and "Poverty alone is never a reason" in refused.content.decode()
    post("seek_family", version=case.version, reasons=["neglect"], why="Bakacak kimse yok.", care_type="term")
    with inside(cast.worker):
        case.refresh_from_db()
        assert Entry.objects.filter(code="refused.only_poverty").count() == 1
        assert (case.summary, case.goal, case.care_type) == ("Özet", "return_home", "term")
        assert Tried.objects.count() == Contact.objects.count() == 1
        assert CaseChild.objects.get().no_view == "too_young"
    post("review", version=case.version, text="İyi.", goal="kin", **day("held_on", local))
    post("stop_seeking", version=version_of(cast.worker, case), reason="home", note="")
    with inside(cast.worker):
        basis.refresh_from_db()
    assert client.get(url("end_basis", case, basis)).status_code == 200
    post("end_basis", basis, version=basis.version, why="Hâkim kaldırdı.", **moment("ended_at", local))
    with inside(cast.worker):
        assert queries.valid_basis(case, now()) is None
    assert client.get(url("see", case)).status_code == 200


def version_of(by, case) -> int:
    with inside(by):
        return Case.objects.get(pk=case.pk).version


def test_a_stale_form_keeps_what_was_typed(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    stale = case.version
    with inside(cast.worker):
        actions.change(case=case, version=stale, values={"goal": "kin"}, by=cast.worker, at=now())
    answer = client.post(url("change", case), sent(version=stale, summary="Uzun metnim", goal="kin", place="TR-42"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Someone else changed this" in page and "Uzun metnim" in page
    with inside(cast.worker):
        assert Case.objects.get().summary is None


def test_a_part_of_another_case_is_not_found(cast, client):
    case, other = make_case(cast.worker), make_case(cast.worker)
    client.force_login(user_of(cast.worker))
    with inside(cast.worker):
        child = queries.children_of(other).get()
    assert client.get(url("record_view", case, child)).status_code == 404


def test_closing_in_the_browser_takes_two_people(cast, client):
    case = make_case(cast.worker, needs_family_since=None)
    client.force_login(user_of(cast.supervisor))
    assert client.get(url("close", case)).status_code == client.get(url("keep_open", case)).status_code == 302
    client.force_login(user_of(cast.worker))
    said = {"reason": "home_safe", "note": "Üç aydır iyi."}
    assert client.post(url("ask_close", case), sent(version=case.version, **said)).status_code == 302
    assert client.get(url("close", case)).status_code == 403
    client.force_login(user_of(cast.supervisor))
    page = client.get(url("see", case)).content.decode()
    assert url("close", case) in page and "Üç aydır iyi." in page
    version = version_of(cast.supervisor, case)
    assert client.get(url("close", case)).status_code == client.get(url("keep_open", case)).status_code == 200
    assert client.post(url("close", case), sent(version=version)).status_code == 302
    assert "This case is closed" in client.get(url("see", case)).content.decode()
    assert client.get(url("reopen", case)).status_code == 200
    version = version_of(cast.supervisor, case)
    assert client.post(url("reopen", case), sent(version=version, why="Yeni bildirim.")).status_code == 302
    with inside(cast.supervisor):
        assert Case.objects.get().state == "open" and Note.objects.count() == 1


def test_a_supervisor_gives_names_and_hands_over_in_the_browser(cast, client):
    case = make_case(cast.worker)
    client.force_login(user_of(cast.supervisor))
    for verb in ("assign", "hand_over", "open_to", "make_confidential"):
        assert client.get(url(verb, case)).status_code == 200, verb
    other = str(cast.other_team_worker.user_id)
    assert client.post(url("assign", case), sent(version=case.version, worker=other)).status_code == 302
    version = version_of(cast.supervisor, case)
    said = {"users": [other], "reason": "Bir meslektaşın çocuğu."}
    assert client.post(url("make_confidential", case), sent(version=version, **said)).status_code == 302
    page = client.get(url("open_to", case)).content.decode()
    assert user_of(cast.other_team_worker).name in page
    assert client.get(url("name_person", case)).status_code == 200
    said = {"user": str(cast.duty.user_id), "may_write": "no", "reason": "Gece nöbetinde gerekebilir."}
    assert client.post(url("name_person", case), sent(**said)).status_code == 302
    with inside(cast.supervisor):
        grant = next(row for row in queries.open_to(case) if row.user_id == cast.duty.user_id)
    there = reverse("cases:unname_person", args=[case.pk, grant.id])
    assert client.get(there).status_code == 200
    assert client.post(there, sent()).status_code == 302
    version = version_of(cast.supervisor, case)
    assert client.get(url("end_confidential", case)).status_code == 200
    assert client.post(url("end_confidential", case), sent(version=version)).status_code == 302
    version = version_of(cast.supervisor, case)
    said = {"office": str(cast.selcuklu.pk), "note": "Aile taşındı."}
    assert client.post(url("hand_over", case), sent(version=version, **said)).status_code == 302
    assert client.get(url("see", case)).status_code == 404
    client.force_login(user_of(cast.other_office["supervisor"]))
    assert "Aile taşındı." in client.get(url("see", case)).content.decode()


def test_people_of_the_case_can_be_chosen_for_contact(cast, client):
    case = make_case(cast.worker)
    mother = make_human(cast.worker, given="Anne", file_id=case.pk)
    client.force_login(user_of(cast.worker))
    page = client.get(url("set_contact", case)).content.decode()
    assert str(mother.pk) in page and "Çocuk0" not in page
