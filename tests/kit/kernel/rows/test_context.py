"""Going around the views with raw SQL: the database itself refuses to show a row to the wrong person."""

import dataclasses
import hmac
import os

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.care import make_case, make_family, make_human, make_report
from umay.care.cases.models import Case, CaseChild, Note
from umay.care.persons.models import Person
from umay.ground.offices.actions import break_glass, hand_over, open_file
from umay.ground.offices.models import Notice, follow
from umay.kit.kernel.acting import acting, token
from umay.kit.kernel.clock import now


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def sees(identity, table="cases_case") -> int:
    with acting(identity):
        return count(table)


def test_nobody_asking_sees_no_row(cast):
    make_case(cast.worker)
    make_family(cast.family_worker)
    make_report(cast.worker)
    for table in ("cases_case", "cases_child", "persons_person", "families_family", "intake_report", "persons_token"):
        assert count(table) == 0


def test_each_ring_sees_its_own_rows_and_no_other(cast):
    make_case(cast.worker)
    assert sees(cast.worker) == 1
    assert sees(cast.other_team_worker) == 0
    assert sees(cast.supervisor) == 1
    assert sees(cast.other_office["supervisor"]) == 0
    assert sees(cast.duty) == 1
    assert sees(cast.other_province["duty"]) == 0
    assert sees(cast.inspector) == 1
    assert sees(cast.auditor) == 0
    assert sees(cast.administrator) == 0
    for identity in cast.azerbaijan.values():
        assert sees(identity) == 0


def test_a_team_sees_the_cases_of_its_team(cast):
    make_case(cast.worker)
    team_member = dataclasses.replace(cast.other_team_worker, level="team", teams=(cast.team.pk,))
    assert sees(team_member) == 1


def test_a_country_never_sees_anothers_people_even_with_its_office_id(cast):
    make_case(cast.worker)
    liar = dataclasses.replace(cast.azerbaijan["supervisor"], offices=(cast.meram.pk,))
    assert sees(liar) == 0


def test_a_country_wide_reader_cannot_write(cast):
    case = make_case(cast.worker)
    with acting(cast.inspector):
        assert Case.objects.filter(pk=case.pk).update(goal="x") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Note.objects.create(**follow(case), case=case, at=now(), text="x")


def test_a_row_cannot_be_written_into_another_office(cast):
    case = make_case(cast.worker)
    with acting(cast.supervisor), pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(office=cast.selcuklu)
    with acting(cast.other_office["worker"]), pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.create(**follow(case), case=case, at=now(), text="x")


def test_a_followers_scope_comes_from_its_file_whatever_the_statement_says(cast):
    case = make_case(cast.worker)
    with acting(cast.worker):
        lie = follow(case) | {"office_id": cast.selcuklu.pk, "country": "AZ"}
        note = Note.objects.create(**lie, case=case, at=now(), text="x")
        note.refresh_from_db()
    assert (note.office_id, note.country) == (cast.meram.pk, "TR")


@pytest.mark.parametrize("change", ["country", "office", "mac", "nonsense", "expired", "other connection"])
def test_a_forged_context_is_an_error(cast, change):
    make_case(cast.worker)
    true = token(cast.worker, connection.connection.info.backend_pid)
    forged = {
        "country": true.replace(";TR;", ";AZ;", 1),
        "office": true.replace(str(cast.worker.user_id), str(cast.supervisor.user_id)),
        "mac": true[:-1] + ("0" if true[-1] != "0" else "1"),
        "nonsense": "v1;hello",
        "expired": token(cast.worker, connection.connection.info.backend_pid, expires_at=1),
        "other connection": token(cast.worker, 1),
    }[change]
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('app.ctx', %s, true)", [forged])
        cursor.execute("select count(*) from cases_case")
    assert caught.value.__cause__.sqlstate == "28000"


def test_the_signing_key_and_the_journal_are_closed_to_the_application(cast):
    for statement in (
        "select * from ctx.signing_key",
        "insert into journal_entry (id, at, code, xid) values (1, now(), 'x', 1)",
        "update journal_entry set code = 'x'",
        "delete from journal_entry",
        "truncate journal_entry",
        "select journal_add('x', '', null, null, '{}', '')",
        "alter table cases_case disable row level security",
        "delete from cases_case",
        "set role umay_owner",
        "set role umay_keeper",
        "select * from offices_file('case', gen_random_uuid())",
        "insert into offices_grant select * from offices_grant",
    ):
        with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert caught.value.__cause__.sqlstate in ("42501", "42883"), statement


def test_the_context_is_gone_after_an_error(cast):
    make_case(cast.worker)
    with pytest.raises(ZeroDivisionError), acting(cast.worker):
        assert count("cases_case") == 1
        raise ZeroDivisionError
    assert count("cases_case") == 0


def test_a_confidential_case_is_open_to_named_people_only(cast):
    case = make_case(cast.worker)
    with acting(cast.supervisor):
        open_file(
            kind="case",
            file=case.pk,
            grant="named",
            user=_user(cast.worker),
            may_write=True,
            reason="sorumlu",
            by=cast.supervisor,
            at=now(),
        )
        hand_over(
            kind="case",
            file=case.pk,
            office=cast.meram,
            worker=_user(cast.worker),
            confidential=True,
            by=cast.supervisor,
            at=now(),
        )
    assert sees(cast.worker) == 1
    assert sees(cast.worker, "persons_person") == 1
    assert sees(cast.worker, "cases_child") == 1
    for identity in (cast.supervisor, cast.duty, cast.inspector, cast.director):
        assert sees(identity) == sees(identity, "persons_person") == sees(identity, "cases_child") == 0


def _user(identity):
    from umay.ground.offices.models import User

    return User.objects.get(pk=identity.user_id)


def test_breaking_the_glass_opens_one_file_to_read_and_tells_the_owner_and_the_auditor(cast):
    case = make_case(cast.worker)
    make_case(cast.worker)
    other = cast.other_office["supervisor"]
    with acting(other):
        break_glass(kind="case", file=case.pk, reason="Çocuk şu an hastanede, dosyası gerekiyor.", by=other, at=now())
        assert list(Case.objects.values_list("pk", flat=True)) == [case.pk]
        assert CaseChild.objects.count() == 1 and Person.objects.count() == 1
        assert Case.objects.filter(pk=case.pk).update(goal="x") == 0
    told = set()
    for identity in (cast.worker, cast.auditor, cast.supervisor, other):
        with acting(identity):
            told.update(Notice.objects.values_list("user_id", flat=True))
    assert told == {cast.worker.user_id, cast.auditor.user_id, cast.supervisor.user_id}


def test_breaking_the_glass_needs_a_reason_and_stays_in_the_country(cast):
    case = make_case(cast.worker)
    for identity, reason in (
        (cast.other_office["supervisor"], "kısa"),
        (cast.azerbaijan["supervisor"], "Uzun ve geçerli bir neden."),
    ):
        with acting(identity), pytest.raises(Exception), transaction.atomic(), connection.cursor() as cursor:  # noqa: B017
            cursor.execute("select offices_break_glass('case', %s, %s)", [case.pk, reason])


def test_handing_over_moves_every_row_of_the_file(cast):
    case = make_case(cast.worker, ages=(4, 7))
    with acting(cast.supervisor):
        moved = hand_over(kind="case", file=case.pk, office=cast.cankaya, by=cast.supervisor, at=now())
    assert moved == 5  # the case, two children, two persons
    assert sees(cast.supervisor) == 0 and sees(cast.worker) == 0
    assert sees(cast.other_province["supervisor"]) == 1
    assert sees(cast.other_province["supervisor"], "persons_person") == 2


def test_a_stranger_cannot_hand_over_or_open_a_file(cast):
    case = make_case(cast.worker)
    stranger = cast.other_office["supervisor"]
    from umay.kit.kernel.errors import NotAllowed

    with acting(stranger):
        with pytest.raises(NotAllowed):
            hand_over(kind="case", file=case.pk, office=cast.selcuklu, by=stranger, at=now())
        with pytest.raises(NotAllowed):
            open_file(
                kind="case", file=case.pk, grant="named", user=_user(stranger), reason="merak", by=stranger, at=now()
            )


def test_sealed_text_is_unreadable_in_the_table_and_opens_in_its_own_row_only(cast):
    case = make_case(cast.worker)
    with acting(cast.worker):
        first = Note.objects.create(**follow(case), case=case, at=now(), text="gizli söz")
        second = Note.objects.create(**follow(case), case=case, at=now(), text="başka")
        with connection.cursor() as cursor:
            cursor.execute("select text from cases_note where id = %s", [first.pk])
            stored = bytes(cursor.fetchone()[0])
        assert b"gizli" not in stored
        assert Note.objects.get(pk=first.pk).text == "gizli söz"
        Note.objects.filter(pk=second.pk).update(text=stored)
        from cryptography.exceptions import InvalidTag

        with pytest.raises(InvalidTag):
            _ = Note.objects.get(pk=second.pk).text


def test_a_person_outside_every_scope_cannot_be_guessed_by_id(cast):
    person = make_human(cast.worker)
    with acting(cast.other_office["worker"]):
        assert not Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("length", [1, 32, 64, 65, 200])
def test_the_database_signs_like_pythons_own_hmac(db, length):
    key, message = os.urandom(length), os.urandom(77)
    with connection.cursor() as cursor:
        cursor.execute("select ctx.hmac_sha256(%s, %s)", [message, key])
        assert bytes(cursor.fetchone()[0]) == hmac.digest(key, message, "sha256")
