"""A worker whose statements were bent by an attacker: the keeper's functions answer no more than the pages would."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.care import make_case, make_family, make_human, make_report
from umay.care.families.models import Ask
from umay.care.persons.actions import ask_erase, drop_draft, keep_draft
from umay.care.persons.models import Draft, Paper
from umay.ground.offices.models import Key, follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def refused(identity, sql: str, params=(), *, states=("42501",)) -> None:
    """The statement must fail with one of `states`, in the name of `identity`."""
    with acting(identity), pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    assert caught.value.__cause__.sqlstate in states, caught.value


DESTROY = "select offices_destroy_key(%s, 'because I can', now())"


def test_the_key_of_a_person_is_not_destroyed_without_a_confirmed_erasure(cast):
    child = make_human(cast.worker, address="Bir sokak 1")
    for identity in (cast.worker, cast.supervisor, cast.other_office["supervisor"], cast.azerbaijan["supervisor"]):
        refused(identity, DESTROY, [child.pk])
    with acting(cast.supervisor):
        asked = ask_erase(person=child, ground="KVKK 7, istek 12/2026", by=cast.supervisor, at=now())
    refused(cast.supervisor, DESTROY, [child.pk])
    refused(cast.director, DESTROY, [asked.pk])
    assert Key.objects.get(pk=child.pk).destroyed_at is None


def test_the_keys_of_files_are_never_destroyed_by_a_statement(cast):
    case, family, report = (
        make_case(cast.worker, summary="Özet."),
        make_family(cast.family_worker),
        make_report(cast.worker),
    )
    for file in (case, family, report):
        for identity in (cast.worker, cast.supervisor, cast.director):
            refused(identity, DESTROY, [file.pk])


def test_a_draft_given_the_id_of_a_child_does_not_open_the_childs_key(cast):
    child = make_human(cast.worker, address="Bir sokak 1")
    thief = cast.other_office["worker"]
    with acting(thief):
        Draft.objects.create(
            id=child.pk,
            file_id=child.pk,
            country="TR",
            office_id=thief.office_id,
            worker_id=thief.user_id,
            form="cases.open",
            kept_at=now(),
        )
    refused(thief, DESTROY, [child.pk])


def test_a_draft_is_thrown_away_with_its_key_by_its_writer_alone(cast):
    with acting(cast.worker):
        draft = keep_draft(form="cases.open", about=None, body={"goal": ["x"]}, by=cast.worker, at=now())
    refused(cast.other_team_worker, DESTROY, [draft.pk])
    with acting(cast.worker):
        assert drop_draft(form="cases.open", about=None, by=cast.worker, at=now())
    assert Key.objects.get(pk=draft.pk).destroyed_at is not None


def test_numbers_are_taken_for_ones_own_office_only(cast):
    take = "select offices_take_number(%s, 'case', 2026)"
    refused(cast.worker, take, [cast.selcuklu.pk])
    refused(cast.worker, take, [cast.baku.pk])
    refused(cast.worker, take, [None])
    with acting(cast.worker), connection.cursor() as cursor:
        cursor.execute(take, [cast.meram.pk])


def test_only_posts_that_may_break_the_glass_break_it(cast):
    case = make_case(cast.worker)
    for identity in (cast.administrator, cast.auditor, cast.inspector, cast.family_worker, cast.importer):
        refused(identity, "select offices_break_glass('case', %s, 'a reason long enough')", [case.pk])
    refused(cast.other_office["worker"], "select offices_break_glass('case', %s, null)", [case.pk], states=("22023",))


def test_a_file_is_opened_and_handed_to_people_of_its_own_country_and_office_only(cast):
    case = make_case(cast.worker)
    to_user = "select offices_open_file('case', %s, 'named', %s, null, true, 'x', null)"
    to_office = "select offices_open_file('case', %s, 'shared', null, %s, true, 'x', null)"
    stranger = cast.azerbaijan["worker"].user_id
    refused(cast.worker, to_user, [case.pk, stranger], states=("22023",))
    refused(cast.worker, to_office, [case.pk, cast.baku.pk], states=("22023",))
    refused(
        cast.worker,
        "select offices_open_file('case', %s, null, %s, null, true, 'x', null)",
        [case.pk, cast.worker.user_id],
        states=("22023",),
    )
    hand = "select offices_hand_over('case', %s, %s, %s, %s, false)"
    refused(cast.worker, hand, [case.pk, cast.selcuklu.pk, cast.team.pk, None], states=("22023",))
    refused(cast.worker, hand, [case.pk, cast.meram.pk, None, stranger], states=("22023",))


def test_a_row_pointed_to_another_file_goes_with_that_file_or_not_at_all(cast):
    """The way to a foreign family: an agreed ask of one's own family, pointed to theirs."""
    own = make_family(cast.family_worker)
    foreign = make_family(cast.other_province["family_worker"])
    asker = cast.other_office["worker"]
    with acting(asker), connection.cursor() as cursor:
        cursor.execute("select families_ask_office(%s, %s, 1, '6', false, now())", [own.pk, uuid4()])
    point = "update families_ask set family_id = %s, state = 'agreed', from_office_id = %s"
    refused(cast.family_worker, point, [foreign.pk, cast.meram.pk])
    with acting(cast.family_worker):
        assert set(Ask.objects.values_list("family_id", flat=True)) == {own.pk}


def test_a_paper_given_to_another_record_goes_into_that_records_file(cast):
    first, second = make_human(cast.worker), make_human(cast.supervisor)
    with acting(cast.worker):
        paper = Paper.objects.create(
            **follow(first), person=first, issuer="TR", kind="national", number="00123456708", number_hash=b"1" * 32
        )
    with acting(cast.supervisor):
        Paper.objects.filter(pk=paper.pk).update(person=second)
        paper.refresh_from_db()
    assert (paper.file_id, paper.worker_id) == (second.file_id, cast.supervisor.user_id)


def test_nobody_forgets_the_spreadsheets_others_are_working_on(cast):
    from umay.care.persons.models import Upload

    by = cast.importer
    with acting(by):
        upload_id = uuid4()
        Upload.objects.create(
            id=upload_id,
            file_id=upload_id,
            country="TR",
            office_id=by.office_id,
            worker_id=by.user_id,
            kind="families",
            size=1,
            state="mapping",
            recorded_by=by.user_id,
        )
    with acting(cast.azerbaijan["worker"]), connection.cursor() as cursor:
        cursor.execute("select persons_forget_uploads(now() + interval '9 years')")
        assert cursor.fetchall() == []
