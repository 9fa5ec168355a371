"""The pages: who sees them, what they show, what they write, and how often they ask the database."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.care.families.steps import CARER, applied, approved, asked, fresh
from tests.care.families.test_asks import ask
from tests.factories.care import make_family
from tests.factories.cast import user_of
from umay.care.families import actions, queries
from umay.care.families.models import Family, Willingness
from umay.care.families.work import work
from umay.care.persons.models import Person
from umay.ground.journal.models import Entry
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id


def sign_in(client, identity):
    client.force_login(user_of(identity))
    return client


def url(name, *args):
    return reverse(f"families:{name}", args=args)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def sent(**values):
    return {"idempotency_key": str(new_id()), **values}


def person(prefix="", **changes):
    facts = CARER | changes
    plain = {f"{prefix}{name}": facts[name] for name in ("given", "surname", "sex")}
    return plain | day(f"{prefix}born_on", facts["born_on"])


HOME = {"place": "TR-42", "own_children": "0", "is_paid": "no", "address": "Örnek Sokak 1", "languages": ["tr"]}


def test_the_list_shows_initials_and_numbers_and_no_name(client, cast):
    family = make_family(cast.family_worker, label="Uzunsoyad")
    answer = sign_in(client, cast.family_worker).get(url("list"))
    text = answer.content.decode()
    assert answer.status_code == 200 and family.number in text and "U." in text
    assert "Uzunsoyad" not in text and "Koruyan" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_equally_often_for_one_and_for_three_families(
    client, cast, rows, django_assert_num_queries
):
    for number in range(rows):
        make_family(cast.family_worker, label=f"Aile{number}")
    sign_in(client, cast.family_worker)
    client.get(url("list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url("list"))


LIST_QUERIES = 11


@pytest.mark.parametrize(
    ("wish", "numbers"),
    [
        ("", {"free", "full", "kin", "suspended"}),
        ("state=suspended", {"suspended"}),
        ("free=1", {"free"}),
        ("care_type=temporary", {"full"}),
        ("age=15", {"full"}),
        ("word=30", {"full"}),
        ("emergencies=on", {"full"}),
        ("kin=on", {"kin"}),
        ("checks=old", {"suspended_not"}),
    ],
)
def test_the_filters_narrow_the_list(client, cast, wish, numbers):
    by, today = cast.family_worker, now().date()
    made = {
        "free": make_family(by, age_to=10),
        "full": make_family(
            by,
            places=1,
            age_to=17,
            care_types=["temporary"],
            takes_emergencies=True,
            willing_confirmed_on=today - timedelta(days=40),
        ),
        "kin": make_family(by, state="applied", kin_for_case=new_id(), age_to=10),
        "suspended": make_family(by, state="suspended", age_to=10),
        "refused": make_family(by, state="refused", closed_on=today, age_to=10),
    }
    with acting(by):
        actions.take_places(family_id=made["full"].pk, count=1, by_thing=new_id(), by=by, at=now())
    text = sign_in(client, by).get(f"{url('list')}?{wish}").content.decode()
    assert {name for name, family in made.items() if family.number in text} == numbers - {"suspended_not"}


def test_a_familys_page_is_journaled_and_shown_to_its_office_alone(client, cast):
    family = make_family(cast.family_worker, label="Uzunsoyad", address="Gizli Sokak")
    page = url("see", family.pk)
    for by, status in (
        (cast.family_worker, 200),
        (cast.worker, 200),
        (cast.approver, 200),
        (cast.inspector, 200),
        (cast.other_office["supervisor"], 404),
        (cast.azerbaijan["family_worker"], 404),
        (cast.auditor, 403),
    ):
        answer = sign_in(client, by).get(page)
        assert answer.status_code == status, by.role
        assert ("Gizli Sokak" in answer.content.decode()) == (status == 200)
        with acting(by):
            assert Entry.objects.filter(code="read", thing=family.pk, who=by.user_id).exists() == (status == 200)
    title = sign_in(client, cast.family_worker).get(page).content.decode().split("<title>")[1].split("</title>")[0]
    assert "Uzunsoyad" not in title and family.number in title


@pytest.mark.parametrize("lines", [1, 3])
def test_a_familys_page_asks_equally_often_however_many_lines_it_shows(
    client, cast, lines, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(slots, "panels", lambda place, thing, identity: [])  # later rooms count their own
    by, family = cast.family_worker, make_family(cast.family_worker, places=6, places_mixed=6)
    with acting(by):
        for _ in range(lines):
            actions.take_places(family_id=family.pk, count=1, by_thing=new_id(), by=by, at=now())
            actions.confirm_willingness(family=family, is_willing=False, by=by, at=now())
            actions.add_member(family=family, who=CARER, role="child", by=by, at=now())
    sign_in(client, by).get(url("see", family.pk))
    with django_assert_num_queries(SEE_QUERIES):
        client.get(url("see", family.pk))


SEE_QUERIES = 19


def test_an_application_is_written_from_the_form_and_only_once(client, cast):
    sign_in(client, cast.family_worker)
    form = sent(**person("a_"), **HOME)
    first = client.post(url("apply"), form)
    again = client.post(url("apply"), form)
    assert first.status_code == again.status_code == 302 and first.url == again.url
    with acting(cast.family_worker):
        family = Family.objects.get()
        assert (family.label, family.address, family.lat) == ("Işıklı", "Örnek Sokak 1", cast.meram.lat)
        assert Person.objects.count() == 1


def test_a_wrong_application_keeps_what_was_typed_and_says_what_is_missing(client, cast):
    answer = sign_in(client, cast.family_worker).post(
        url("apply"), sent(**person("a_"), **(HOME | {"place": ""}), b_given="Can")
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and "Örnek Sokak 1" in text and 'value="Can"' in text


def test_somebody_already_written_down_is_offered_before_a_second_record_is_made(client, cast):
    applied(cast, CARER)
    sign_in(client, cast.family_worker)
    form = sent(**person("a_"), **HOME)
    answer = client.post(url("apply"), form)
    assert answer.status_code in (200, 422) and b"same_0" in answer.content
    with acting(cast.family_worker):
        assert Person.objects.count() == 1
        known = Person.objects.get()
    answer = client.post(url("apply"), form | {"looked": "1", "same_0": str(known.pk)})
    assert answer.status_code == 422, "she already belongs to a family"
    answer = client.post(url("apply"), form | {"looked": "1", "same_0": "new"})
    assert answer.status_code == 302


def test_the_whole_way_to_an_approval_through_the_pages(client, cast):
    family, today = applied(cast), now().date()
    sign_in(client, cast.family_worker)
    page = client.get(url("assess", family.pk)).content.decode()
    count = sum(f'name="done_{place}_day"' in page for place in range(20))
    assert count == 5
    values = {}
    for place in range(count):
        values |= day(f"done_{place}", today) | {f"clear_{place}": "yes"}
    answer = client.post(url("assess", family.pk), sent(**values, **day("inquiry_on", today), inquiry="Uygun."))
    assert answer.status_code == 302
    with acting(cast.family_worker):
        version = fresh(family).version
    limits = {
        "version": version, "care_types": ["term"], "takes_emergencies": "no", "places": "2", "max_siblings": "2",
        "age_from": "0", "age_to": "9", "rooms_for": ["f", "m"],
    }  # fmt: skip
    assert client.post(url("set_limits", family.pk), sent(**(limits | {"places": "9"}))).status_code == 422
    assert client.post(url("set_limits", family.pk), sent(**limits)).status_code == 302
    with acting(cast.family_worker):
        version = fresh(family).version
    assert client.post(url("ask_approval", family.pk), sent(version=version)).status_code == 302
    with acting(cast.approver):
        version = fresh(family).version
    sign_in(client, cast.approver)
    assert client.get(url("approve", family.pk)).status_code == 200
    form = sent(version=version, number="2026/8", **day("approved_on", today))
    assert client.post(url("approve", family.pk), form).status_code == 302
    with acting(cast.approver):
        assert fresh(family).state == "approved"


def test_a_stale_form_is_told_and_writes_nothing(client, cast):
    family = asked(cast)
    sign_in(client, cast.approver)
    answer = client.post(url("approve", family.pk), sent(version=1, number="1", **day("approved_on", now().date())))
    assert answer.status_code == 422
    with acting(cast.approver):
        assert fresh(family).state == "asked"


FORMS = [
    "change", "add_member", "assess", "set_limits", "confirm_willingness", "set_availability", "block_places", "suspend", "end",
]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_writing_pages_open_for_the_family_worker_and_for_no_caseworker(client, cast, name):
    family = approved(cast)
    assert sign_in(client, cast.family_worker).get(url(name, family.pk)).status_code == 200
    assert sign_in(client, cast.worker).get(url(name, family.pk)).status_code == 403
    assert sign_in(client, cast.other_office["family_worker"]).get(url(name, family.pk)).status_code == 404


def test_suspension_word_pause_and_block_are_written_from_their_pages(client, cast):
    family, today = approved(cast), now().date()
    sign_in(client, cast.family_worker)
    assert client.post(url("block_places", family.pk), sent(count="1", why="Onarım")).status_code == 302
    with acting(cast.family_worker):
        line = queries.ledger(fresh(family), now()).lines[0]
    assert client.post(url("unblock_places", family.pk, line.pk)).status_code == 302
    said = sent(is_willing="yes", **day("said_on", today))
    assert client.post(url("confirm_willingness", family.pk), said).status_code == 302
    with acting(cast.family_worker):
        assert Willingness.objects.filter(family=family).count() == 1
        assert queries.free_places(fresh(family), now()) == 2
        version = fresh(family).version
    form = sent(version=version, reason="Bir kaygı bildirildi, inceleniyor.")
    assert client.post(url("suspend", family.pk), form).status_code == 302
    text = client.get(url("see", family.pk)).content.decode()
    assert "Bir kaygı bildirildi" in text


def test_an_end_says_its_reason_and_a_bar_is_shown(client, cast):
    family = approved(cast)
    sign_in(client, cast.family_worker)
    with acting(cast.family_worker):
        version = fresh(family).version
    form = sent(version=version, reason="family_bar:conduct", note="Mahkeme kararı kesinleşti.")
    assert client.post(url("end", family.pk), form).status_code == 302
    with acting(cast.family_worker):
        assert (fresh(family).closed_reason, fresh(family).is_barred) == ("family_bar:conduct", True)
    assert client.get(url("see", family.pk)).status_code == 200


def test_an_ask_is_read_and_answered_on_its_page(client, cast):
    family = make_family(cast.family_worker)
    question = ask(family, cast.other_office["supervisor"])
    sign_in(client, cast.family_worker)
    assert family.number in client.get(url("asks")).content.decode()
    assert client.post(url("answer_ask", question.pk), sent(agree="no")).status_code == 422
    assert client.post(url("answer_ask", question.pk), sent(agree="yes")).status_code == 302
    assert client.get(url("answer_ask", question.pk)).status_code == 200
    assert sign_in(client, cast.other_office["supervisor"]).get(url("see", family.pk)).status_code == 200
    assert client.get(url("answer_ask", question.pk)).status_code == 404


def test_what_waits_is_shown_to_those_who_can_act(cast):
    asked(cast)
    by, today = cast.family_worker, now().date()
    make_family(by, state="applied", kin_for_case=new_id())
    make_family(by, state="suspended")
    make_family(by, willing_confirmed_on=today - timedelta(days=91))
    make_family(by, safety_checks_on=today - timedelta(days=800))
    ask(make_family(by), cast.other_office["supervisor"])

    def kinds(identity):
        with acting(identity):
            return sorted(task.kind for task in work(identity, now()))

    assert kinds(by) == [
        "families.answer_ask",
        "families.assess",
        "families.assess",
        "families.confirm_willingness",
        "families.resume",
    ]
    assert kinds(cast.approver) == ["families.approve"]
    assert kinds(cast.worker) == kinds(cast.auditor) == kinds(cast.other_office["family_worker"]) == []


def test_the_tasks_ask_the_database_equally_often_for_one_and_many(cast, django_assert_num_queries):
    by = cast.family_worker
    for _ in range(3):
        make_family(by, state="suspended")
        ask(make_family(by), cast.other_office["supervisor"])
        with acting(by), django_assert_num_queries(WORK_QUERIES):
            work(by, now())


WORK_QUERIES = 4
