"""Finding people: in any spelling, in one's own scope only, and never a name from another office."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.persons.made import person
from tests.factories.care import make_report
from tests.factories.cast import make_office, make_person
from umay.care.persons import actions, queries
from umay.care.persons.models import Person
from umay.ground.journal.models import Entry
from umay.ground.offices.actions import hand_over, open_file
from umay.ground.offices.models import Notice, User
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

SYNTHETIC = "00123456708"
AYSE = {"given": "Ayşe", "surname": "Yıldırım", "born_on": date(2017, 3, 4), "born_precision": "day", "sex": "f"}


def found(identity, text) -> list:
    with acting(identity):
        return [hit.person.pk for hit in queries.search(text=text, by=identity)]


def doubles(identity, **changes):
    with acting(identity), transaction.atomic():
        return queries.doubles(values=AYSE | changes, by=identity)


@pytest.mark.parametrize(
    "text",
    [
        "Qasım Hüseynov", "kasim huseynov", "Гасым Гусейнов", "HÜSEYNOV QASIM", "Qasim Guseinov", "Qasın Hüseynov",
        "qas hüs", "Hüseyn", SYNTHETIC, "0012 3456 708",
    ],
)  # fmt: skip
def test_a_person_is_found_in_any_spelling_by_part_and_by_number(cast, text):
    made = person(cast.worker, "Qasım", "Hüseynov", papers=[("TR", "tckn", SYNTHETIC)])
    person(cast.worker, "Meryem", "Demirtaş")
    assert found(cast.worker, text)[:1] == [made.pk]


def test_nobody_is_found_outside_ones_own_scope(cast):
    made = person(cast.worker, "Qasım", "Hüseynov", papers=[("TR", "tckn", SYNTHETIC)])
    strangers = [
        cast.other_team_worker,
        cast.other_office["supervisor"],
        cast.other_province["duty"],
        cast.azerbaijan["supervisor"],
    ]
    for stranger in strangers:
        for text in ("Qasım Hüseynov", "Hüseynov", SYNTHETIC):
            assert found(stranger, text) == []
    for reader in (cast.supervisor, cast.duty, cast.inspector):
        assert found(reader, "Qasım Hüseynov") == [made.pk]


def test_a_report_is_found_by_its_number(cast):
    report = make_report(cast.worker, ages=())
    made = person(cast.worker, file=report)
    assert found(cast.worker, report.number) == [made.pk]
    assert found(cast.worker, report.number.replace("-", " ").lower()) == [made.pk]


def test_unlike_names_and_empty_text_find_nobody(cast):
    person(cast.worker, "Qasım", "Hüseynov")
    for text in ("", "  ", "??", "Zeynep Korkmaz", "%", "'; drop table persons_person; --"):
        assert found(cast.worker, text) == []


@pytest.mark.parametrize(
    ("text", "most"),
    [("Elif Kaya", 6), ("Elif", 8), ("Eliv Kaya", 6), ("Kasım Yok", 6), (SYNTHETIC, 4), ("T42A-2026-0001", 4)],
)
def test_a_search_asks_no_more_questions_for_many_people_than_for_one(cast, text, most, django_assert_max_num_queries):
    """Two statements for each step of the plan at most, whatever is found."""
    person(cast.worker, "Elif", "Kaya")
    for _round in range(2):
        with acting(cast.worker), django_assert_max_num_queries(most):
            queries.search(text=text, by=cast.worker)
        for _one in range(5):
            person(cast.worker, "Elif", "Kaya")


def test_a_likely_double_says_what_agrees_and_what_differs(cast):
    report = make_report(cast.worker, ages=())
    known = person(cast.worker, "Aişe", "Yıldırım", born_on=date(2017, 4, 3), file=report)
    mother = person(cast.worker, "Fatma", "Yıldırım", born_on=None, file=report)
    with acting(cast.worker):
        actions.tie(person=known, other=mother, kind="mother", by=cast.worker, at=now())
    made = doubles(cast.worker, parents=["Fatma Yildirim"], place="TR-42")
    assert [double.person.pk for double in made.here] == [known.pk]
    agrees = [str(word) for word in made.here[0].agrees]
    assert len(agrees) == 4 and made.here[0].is_likely  # the name and the birth nearly, the sex, the parents
    assert len(made.here[0].unknown) == 2  # number, place
    assert made.elsewhere == []


def test_siblings_and_strangers_are_no_doubles(cast):
    person(cast.worker, "Zehra", "Yıldırım", born_on=date(2014, 9, 9))
    person(cast.worker, "Ayşe", "Korkmaz", born_on=date(2009, 1, 1))
    assert doubles(cast.worker).here == []


def test_a_number_finds_the_same_person_under_another_name(cast):
    known = person(cast.worker, "Leyla", "Demir", born_on=None, sex="u", papers=[("TR", "tckn", SYNTHETIC)])
    assert [d.person.pk for d in doubles(cast.worker, papers=[("TR", "tckn", SYNTHETIC)]).here] == [known.pk]


def test_the_number_of_questions_for_doubles_does_not_grow(cast, django_assert_max_num_queries):
    for _round in range(3):
        for _one in range(3):
            person(cast.worker, "Ayşe", "Yıldırım")
        with acting(cast.worker), transaction.atomic(), django_assert_max_num_queries(11):
            queries.doubles(values=AYSE, by=cast.worker)


def test_another_office_is_named_journaled_and_told_and_nothing_more(cast):
    known = person(cast.other_office["worker"], "Ayşe", "Yıldırım", address="Gizli")
    made = doubles(cast.worker)
    assert (made.here, made.elsewhere) == ([], ["Selçuklu"])
    doubles(cast.worker)
    with acting(cast.other_office["supervisor"]):
        notice = Notice.objects.get()  # asked twice, told once that day
        assert (notice.kind, notice.thing, notice.from_user_id) == ("known", known.pk, cast.worker.user_id)
    with acting(cast.worker):
        assert Entry.objects.filter(code="persons.known_elsewhere", who=cast.worker.user_id).count() == 2
        assert not Person.objects.filter(pk=known.pk).exists()


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [
        ({}, True),
        ({"given": "AYŞE", "surname": "YILDIRIM"}, True),
        ({"given": "Aişe"}, True),  # another spelling with the same day
        ({"born_on": date(2018, 1, 1), "born_precision": "year"}, True),
        (
            {"given": "Aişe", "born_on": date(2017, 1, 1), "born_precision": "year"},
            False,
        ),  # another spelling and only the year
        ({"born_on": date(2012, 1, 1)}, False),
        ({"born_on": None}, False),
        ({"surname": "Korkmaz"}, False),
        ({"surname": ""}, False),
    ],
)
def test_how_much_must_agree_before_another_office_is_named(cast, changes, is_known):
    person(cast.other_office["worker"], "Ayşe", "Yıldırım")
    assert bool(doubles(cast.worker, **changes).elsewhere) is is_known


def test_a_number_alone_names_the_other_office(cast):
    person(cast.other_office["worker"], "Başka", "Biri", papers=[("TR", "tckn", SYNTHETIC)])
    made = doubles(cast.worker, given="", surname="", born_on=None, papers=[("TR", "tckn", SYNTHETIC)])
    assert made.elsewhere == ["Selçuklu"]


def test_what_one_sees_oneself_is_not_elsewhere_and_another_country_never_is(cast):
    person(cast.worker, "Ayşe", "Yıldırım")
    person(cast.azerbaijan["worker"], "Ayşe", "Yıldırım")
    assert doubles(cast.supervisor).elsewhere == []
    assert doubles(cast.azerbaijan["supervisor"]).elsewhere == []
    assert doubles(cast.other_team_worker).elsewhere == ["Meram"]


def test_an_erased_and_a_joined_record_are_known_nowhere(cast):
    keep, double = (person(cast.other_office["worker"], "Ayşe", "Yıldırım") for _one in range(2))
    with acting(cast.other_office["supervisor"]):
        actions.join(keep=keep, double=double, by=cast.other_office["supervisor"], at=now())
        asked = actions.ask_erase(
            person=keep, ground="KVKK m. 7, başvuru 1", by=cast.other_office["supervisor"], at=now()
        )
    with acting(cast.director):
        actions.erase(erasure=asked, by=cast.director, at=now())
    assert doubles(cast.worker).elsewhere == []


def test_a_confidential_record_is_never_answered_and_those_named_for_it_are_told(cast):
    report = make_report(cast.other_office["worker"], ages=())
    person(cast.other_office["worker"], "Ayşe", "Yıldırım", file=report)
    named = User.objects.get(pk=cast.other_office["worker"].user_id)
    boss = cast.other_office["supervisor"]
    with acting(boss):
        open_file(
            kind="report",
            file=report.pk,
            grant="named",
            user=named,
            may_write=True,
            reason="sorumlu",
            by=boss,
            at=now(),
        )
        hand_over(
            kind="report", file=report.pk, office=cast.selcuklu, worker=named, confidential=True, by=boss, at=now()
        )
    made = doubles(cast.worker)
    assert (made.elsewhere, made.is_common) == ([], False)
    with acting(boss):
        assert not Notice.objects.exists()
    with acting(cast.other_office["worker"]):
        assert Notice.objects.get().kind == "known"
    with acting(cast.worker):
        line = Entry.objects.get(code="persons.known_elsewhere")
        assert (line.thing, line.file, line.why) == (
            None,
            None,
            "unknown",
        )  # the asker's own journal gives nothing away


def test_a_name_known_in_many_offices_names_none(cast):
    for number in range(6):
        office = make_office(f"T34{number}", place="TR-34", name=f"Örnek {number}")
        person(make_person(f"w{number}", "worker", office), "Ayşe", "Yıldırım")
    made = doubles(cast.worker)
    assert (made.elsewhere, made.is_common) == ([], True)


def test_nobody_asking_is_told_nothing(cast):
    person(cast.worker, "Ayşe", "Yıldırım")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from persons_known_elsewhere('{}', '{}', '{}', null, false, 1)")
