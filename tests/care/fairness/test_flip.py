"""The flip test on the living database: it passes, it sees what it must see, it leaves nothing behind, and only an auditor may ask for it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.care.matching import test_flips as columns
from tests.care.matching.setting import home, opened
from tests.factories.cast import user_of
from umay.care.fairness import actions, flipping, jobs
from umay.care.fairness.access import counting
from umay.care.fairness.models import Flip
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id


@pytest.fixture
def waiting(cast):
    family = home(cast)
    return opened(cast, ages=(8, 5)), family


def tried():
    by = counting("TR", now())
    with acting(by):
        return flipping.tried(by=by, at=now())


def left_behind() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from pg_class where relnamespace = 'umay_flip'::regnamespace)"
            " + (select count(*) from pg_proc where pronamespace = 'umay_flip'::regnamespace)"
        )
        return cursor.fetchone()[0]


def test_nothing_that_may_not_count_reaches_the_question(waiting):
    found = tried()
    assert found.is_passed and found.is_copy_true and found.is_same and found.is_sex_for_rooms and found.is_noticed
    assert found.groups == 1 and found.tables == len(flipping.COUNTS) and found.columns > 100
    assert found.sha256 == found.flipped_sha256 and found.reached == ()
    assert left_behind() == 0


def test_a_column_that_counts_and_is_called_protected_is_found_and_its_table_named(waiting, monkeypatch):
    monkeypatch.setitem(flipping.COUNTS, "cases_case", flipping.COUNTS["cases_case"] - {"lat"})
    found = tried()
    assert not found.is_same and not found.is_passed and found.reached == ("cases_case",)
    assert found.sha256 != found.flipped_sha256


def test_a_sex_that_changed_more_than_the_room_is_found(waiting, monkeypatch):
    monkeypatch.setattr(flipping, "SEX", {"persons_person": ["sex", "born_on"]})
    assert not tried().is_sex_for_rooms


def test_a_control_that_does_not_show_fails_the_test(waiting, monkeypatch):
    monkeypatch.setattr(
        flipping, "CONTROL", {"persons_person": ["birth_place"] if _has("birth_place") else ["born_precision"]}
    )
    found = tried()
    assert found.is_same and not found.is_noticed and not found.is_passed


def _has(name: str) -> bool:
    from umay.care.persons.models import Person

    return any(field.column == name for field in Person._meta.concrete_fields)


def test_every_table_the_readers_name_is_copied_and_says_what_counts(waiting):
    by = counting("TR", now())
    with acting(by), transaction.atomic():
        mark = transaction.savepoint()
        flipping._copy()
        assert set(flipping.protected_columns()) == set(flipping.COUNTS)
        transaction.savepoint_rollback(mark)


def test_the_list_of_what_counts_is_the_one_the_columns_are_tested_with_one_by_one():
    same = {
        "case": "cases_case",
        "case_child": "cases_child",
        "match": "matching_match",
        "family": "families_family",
        "member": "families_member",
    }
    for kind, table in same.items():
        assert flipping.COUNTS[table] == columns.COUNTS[kind], table
    assert flipping.COUNTS["persons_person"] == columns.COUNTS["child"] | {"joined_into"}


@pytest.mark.commits
def test_what_was_flipped_can_never_be_kept(own_cast):
    by = counting("TR", now())
    with (
        pytest.raises(DatabaseError, match="never kept"),
        acting(by),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select fairness_flip_copy()")
    assert left_behind() == 0


def test_nobody_but_the_job_copies_or_flips(cast):
    for by in (cast.auditor, cast.director, cast.worker):
        for statement in ("select fairness_flip_copy()", "select fairness_flip_columns('persons_person', '{sex}')"):
            with pytest.raises(DatabaseError), acting(by), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_the_auditor_asks_and_the_job_answers(cast, waiting):
    with acting(cast.auditor), transaction.atomic():
        flip = actions.try_flip(by=cast.auditor, at=now())
        with pytest.raises(Refusal):
            actions.try_flip(by=cast.auditor, at=now())
    jobs.flip(str(flip.pk), "TR")
    with acting(cast.auditor), transaction.atomic():
        kept = Flip.objects.get(pk=flip.pk)
    assert (kept.state, kept.is_passed) == ("done", True) and kept.figures["columns"] > 100 and kept.ended_at
    jobs.flip(str(flip.pk), "TR")  # given to another worker once more: nothing changes
    with acting(cast.auditor), transaction.atomic():
        assert Flip.objects.get(pk=flip.pk).version == kept.version


def test_where_nobody_waits_there_is_nothing_to_say(cast):
    with acting(cast.auditor), transaction.atomic():
        flip = actions.try_flip(by=cast.auditor, at=now())
    jobs.flip(str(flip.pk), "TR")
    with acting(cast.auditor), transaction.atomic():
        kept = Flip.objects.get(pk=flip.pk)
    assert kept.state == "done" and kept.is_passed is None and kept.figures["is_empty"]


def test_only_an_auditor_asks_and_only_the_job_answers(cast):
    for by in (cast.inspector, cast.board, cast.director, cast.worker):
        with pytest.raises(NotAllowed), acting(by), transaction.atomic():
            actions.try_flip(by=by, at=now())
        with pytest.raises(DatabaseError), acting(by), transaction.atomic():
            Flip.objects.create(country="TR", asked_by=by.user_id, asked_at=now())
    with acting(cast.auditor), transaction.atomic():
        flip = actions.try_flip(by=cast.auditor, at=now())
        assert Flip.objects.filter(pk=flip.pk).update(is_passed=True) == 0
    with pytest.raises(DatabaseError), acting(cast.auditor), transaction.atomic():
        Flip.objects.create(country="TR", asked_by=cast.auditor.user_id, asked_at=now(), state="done", sha256="x")
    with acting(cast.azerbaijan["auditor"]), transaction.atomic():
        assert not Flip.objects.exists()


def test_the_page_asks_waits_and_shows_what_was_found(cast, client, visit, waiting):
    assert b"It has not been made on this database yet." in visit(cast.auditor, "flip").content
    client.force_login(user_of(cast.auditor))
    key = str(new_id())
    for _ in range(2):  # the same press sent twice is one test
        assert client.post(reverse("fairness:try_flip"), {"idempotency_key": key}).status_code == 302
    page = visit(cast.auditor, "flip")
    assert page["Refresh"] == "2" and b"The test is being made." in page.content
    with acting(cast.auditor), transaction.atomic():
        (flip,) = Flip.objects.all()
    jobs.flip(str(flip.pk), "TR")
    page = visit(cast.inspector, "flip")
    assert b"Nothing that may not be weighed reaches a match" in page.content and "Refresh" not in page
    assert b"Make the test now" not in page.content
    assert client.get(reverse("fairness:try_flip")).status_code == 403  # the inspector was signed in last
