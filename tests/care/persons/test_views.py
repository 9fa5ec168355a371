"""The pages of people: who is shown what, and what is written in the journal about looking."""

import re
import uuid
from html import unescape

import pytest
from django.urls import reverse

from tests.care.persons.made import person
from tests.factories.care import make_human, make_report
from tests.factories.cast import user_of
from umay.care.persons import actions
from umay.care.persons.models import Person, Tie
from umay.ground.journal.models import Entry
from umay.kit.kernel import slots
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

SYNTHETIC = "00123456708"
SEARCH = 11  # five of them say who is asking


@pytest.fixture
def worker(client, cast):
    client.force_login(user_of(cast.worker))
    return client


def words(response) -> str:
    return unescape(response.content.decode())


def test_a_search_shows_initials_and_links_and_never_a_name(worker, cast):
    made = person(cast.worker, "Gülizar", "Özdemir", papers=[("TR", "tckn", SYNTHETIC)])
    for text in ("gulizar ozdemir", SYNTHETIC):
        shown = words(worker.post(reverse("persons:search"), {"q": text}, follow=True))
        assert "G. Ö." in shown and "Gülizar" not in shown and reverse("persons:see", args=[made.pk]) in shown
    assert "T42A-" in shown
    assert "G. Ö." not in words(worker.post(reverse("persons:search"), {"q": "Korkmaz"}, follow=True))
    assert worker.get(reverse("persons:search")).status_code == 200


def test_a_page_shows_the_person_masks_numbers_and_journals_the_reading(worker, cast):
    made = person(
        cast.worker, "Gülizar", "Özdemir", papers=[("TR", "tckn", SYNTHETIC)], other_names=["Гульнар Оздемир"]
    )
    shown = words(worker.get(reverse("persons:see", args=[made.pk])))
    assert (
        "Gülizar Özdemir" in shown and "Гульнар Оздемир" in shown and "••••••••708" in shown and SYNTHETIC not in shown
    )
    assert "Gülizar" not in re.search(r"<title>(.*?)</title>", shown, re.S)[1]
    assert SYNTHETIC in words(worker.get(reverse("persons:papers", args=[made.pk])))
    with acting(cast.worker):
        codes = list(
            Entry.objects.filter(kind="persons.person", thing=made.pk, code__startswith="read").values_list(
                "code", flat=True
            )
        )
    assert sorted(codes) == ["read", "read", "read.papers"]


@pytest.mark.parametrize("verb", ["see", "change", "papers", "tie", "join", "erase"])
def test_a_person_of_another_office_is_not_there(client, cast, verb):
    made = person(cast.worker)
    for stranger in (cast.other_office["supervisor"], cast.azerbaijan["supervisor"]):
        client.force_login(user_of(stranger))
        assert client.get(reverse(f"persons:{verb}", args=[made.pk])).status_code == 404
    client.force_login(user_of(cast.auditor))
    assert client.get(reverse(f"persons:{verb}", args=[made.pk])).status_code == 403


def test_an_inspector_reads_and_changes_nothing(client, cast):
    made = person(cast.worker)
    client.force_login(user_of(cast.inspector))
    shown = words(client.get(reverse("persons:see", args=[made.pk])))
    assert "Deniz Örnek" in shown and reverse("persons:change", args=[made.pk]) not in shown
    assert client.post(reverse("persons:change", args=[made.pk]), {}).status_code == 403


def _entry(made, **changes) -> dict:
    return {
        "version": str(made.version), "given": made.given, "surname": made.surname, "sex": made.sex,
        "born_day": "4", "born_month": "3", "born_year": "2017",
    } | changes  # fmt: skip


def test_changing_a_person_from_an_old_page_is_refused_and_loses_nothing(worker, cast):
    made = person(cast.worker)
    with acting(cast.worker):
        made.refresh_from_db()
    address = reverse("persons:change", args=[made.pk])
    assert worker.post(address, _entry(made, surname="Yıldız")).status_code == 302
    again = worker.post(address, _entry(made, surname="Kaya"))
    assert again.status_code == 422 and 'value="Kaya"' in words(again)
    with acting(cast.worker):
        assert Person.objects.get(pk=made.pk).surname == "Yıldız"


def test_a_wrong_number_stands_beside_its_field(worker, cast):
    made = person(cast.worker)
    with acting(cast.worker):
        made.refresh_from_db()
    answer = worker.post(
        reverse("persons:change", args=[made.pk]), _entry(made, paper_kind="tckn", paper_number="00123456709")
    )
    assert answer.status_code == 422 and 'href="#id_paper_number"' in words(answer)


def test_an_estimated_birth_stays_until_a_date_is_written(worker, cast):
    made = person(cast.worker, born_on=None)
    with acting(cast.worker):
        made.refresh_from_db()
    address = reverse("persons:change", args=[made.pk])
    worker.post(address, _entry(made, born_day="", born_month="", born_year="", age="6"))
    with acting(cast.worker):
        made.refresh_from_db()
        first = made.born_on
    assert made.born_precision == "guess"
    worker.post(address, _entry(made, born_day="", born_month="", born_year="", speaks="Türkçe"))
    with acting(cast.worker):
        made.refresh_from_db()
    assert (made.born_on, made.born_precision, made.speaks) == (first, "guess", "Türkçe")
    worker.post(address, _entry(made, born_day="", born_month="", born_year="2019"))
    with acting(cast.worker):
        made.refresh_from_db()
    assert (str(made.born_on), made.born_precision) == ("2019-01-01", "year")


def test_a_relative_is_looked_for_before_a_new_record_is_made(worker, cast):
    report = make_report(cast.worker, ages=())
    made, mother = person(cast.worker, file=report), person(cast.worker, "Fatma", "Örnek", born_on=None, file=report)
    address = reverse("persons:tie", args=[made.pk])
    sent = {
        "idempotency_key": str(uuid.uuid4()), "kind": "mother", "given": "Fatma", "surname": "Örnek", "sex": "f",
        "born_day": "", "born_month": "", "born_year": "", "age": "", "phone": "",
    }  # fmt: skip
    first = worker.post(address, sent)
    shown = words(first)
    if "offer-looked" in shown:
        looked = re.search(r'offer-looked" value="([^"]+)"', shown)[1]
        worker.post(address, sent | {"offer-looked": looked, "offer-same_as": str(mother.pk)})
    with acting(cast.worker):
        assert Tie.objects.get().other_id == mother.pk
        assert Person.objects.count() == 2
    shown = words(worker.get(reverse("persons:see", args=[made.pk])))
    assert "Fatma Örnek" in shown and "<svg" in shown


def test_a_tie_written_by_mistake_is_ended(worker, cast):
    report = make_report(cast.worker, ages=())
    one, two = person(cast.worker, file=report), person(cast.worker, "Can", file=report)
    with acting(cast.worker):
        tie = actions.tie(person=one, other=two, kind="sibling", by=cast.worker, at=now())
    address = reverse("persons:untie", args=[one.pk, tie.pk])
    assert worker.get(address).status_code == 200
    worker.post(address)
    with acting(cast.worker):
        assert Tie.objects.get().ended_on is not None


def test_joining_is_compared_first_and_the_double_leads_to_the_one_kept(client, cast):
    one, two = person(cast.supervisor, "Ayşe", "Kaya"), person(cast.supervisor, "Aişe", "Kaya")
    client.force_login(user_of(cast.supervisor))
    assert str(two.pk) in words(client.get(reverse("persons:join", args=[one.pk])))
    address = reverse("persons:join_with", args=[one.pk, two.pk])
    assert "Aişe Kaya" in words(client.get(address))
    assert client.post(address).status_code == 302
    assert client.get(reverse("persons:see", args=[two.pk])).url == reverse("persons:see", args=[one.pk])
    client.force_login(user_of(cast.worker))
    assert client.get(reverse("persons:join", args=[one.pk])).status_code == 403


def test_two_people_erase_a_record_through_the_pages(client, cast):
    made = make_human(cast.worker, given="Silinecek", file_kind="case")
    address = reverse("persons:erase", args=[made.pk])
    client.force_login(user_of(cast.supervisor))
    assert client.post(address, {"ground": "kısa"}).status_code == 422
    assert client.post(address, {"ground": "KVKK m. 7, başvuru 2026/1"}).status_code == 302
    assert client.post(address, {"answer": "erase"}).status_code == 409
    client.force_login(user_of(cast.director))
    assert client.get(address).status_code == 200
    assert client.post(address, {"answer": "erase"}).status_code == 302
    shown = words(client.get(reverse("persons:see", args=[made.pk])))
    assert "Silinecek" not in shown


def test_a_draft_address_accepts_only_names_of_forms(worker):
    assert worker.get("/care/persons/draft/../../etc/").status_code == 404
    assert worker.get("/care/persons/draft/intake.receive/?about=nonsense").status_code == 404
    address = reverse("persons:draft", args=["cases.note"]) + f"?about={uuid.uuid4()}"
    assert worker.post(address, {"text": "yarım"}).status_code == 204
    assert worker.get(address).json()["body"] == {"text": ["yarım"]}
    assert worker.get(reverse("persons:draft", args=["cases.note"])).status_code == 204
    assert worker.post(address, {"throw_away": "1"}).status_code == 204
    assert worker.get(address).status_code == 204
    assert worker.post(address, {"text": "x" * 300_000}).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_page_asks_the_same_number_of_questions(worker, cast, count, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(slots, "panels", lambda *place: [])  # later rooms count their own
    report = make_report(cast.worker, ages=())
    made = person(cast.worker, file=report)
    for index in range(count):
        other = person(cast.worker, f"Kardeş{index}", file=report)
        with acting(cast.worker):
            actions.tie(person=made, other=other, kind="sibling", by=cast.worker, at=now())
    worker.get(reverse("persons:see", args=[made.pk]))
    with django_assert_num_queries(18):
        worker.get(reverse("persons:see", args=[made.pk]))


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_page_asks_the_same_number_of_questions(worker, cast, count, django_assert_num_queries):
    for _one in range(count):
        person(cast.worker, "Elif", "Kaya")
    where = worker.post(reverse("persons:search"), {"q": "Elif Kaya"})["Location"]
    worker.get(where)
    with django_assert_num_queries(SEARCH):
        worker.get(where)


def test_a_name_that_is_known_is_not_wiped_by_an_empty_form(worker, cast):
    made = person(cast.worker, "Gülizar", "Özdemir")
    sent = {"version": made.version, "given": "", "surname": "", "sex": "f"}
    answer = worker.post(reverse("persons:change", args=[made.pk]), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["given"][0].code == "name"
    worker.post(reverse("persons:change", args=[made.pk]), sent | {"given": "Gül"})
    with acting(cast.worker):
        assert Person.objects.get(pk=made.pk).name == "Gül"
