"""Raw SQL by the application's role, with and without a signed context: nobody makes themselves powerful by a statement."""

import dataclasses
import json
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.care import make_case, make_family
from tests.factories.cast import make_person, user_of
from umay.care.persons.actions import add
from umay.care.persons.queries import doubles
from umay.front.roles import ROLES
from umay.ground.journal.actions import AlreadyDone, once
from umay.ground.journal.models import Entry
from umay.ground.offices.migrations import __name__ as migrations_package
from umay.ground.offices.models import Post, User, own_account
from umay.kit.kernel.acting import (
    ACCOUNTS,
    CONFIRMING_POSTS,
    CONFIRMING_SETTINGS,
    OWN_ACCOUNT,
    acting,
    doing,
)
from umay.kit.kernel.clock import now

EVERYBODY = ("worker", "supervisor", "director", "auditor", "administrator")


def refused(sql: str, params=(), *, state: str = "42501") -> None:
    """The statement fails for want of a right, and changes nothing."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    assert caught.value.__cause__.sqlstate == state, caught.value


def run(sql: str, params=()) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


PROMOTE = "update offices_post set role = 'inspector', level = 'country' where user_id = %s"
NEW_POST = """insert into offices_post (id, user_id, role, level, office_id, begins_on, proposed_by, proposed_at, confirmed_at)
    values (gen_random_uuid(), %s, %s, %s, %s, '2020-01-01', %s, now(), %s)"""
TAKE_OVER = "update offices_user set password = 'md5', is_active = true where id = %s"


def statements(cast, me) -> list[tuple[str, list]]:
    other = cast.administrator.user_id
    return [
        (PROMOTE, [me.user_id]),
        (NEW_POST, [me.user_id, "worker", "own", cast.meram.pk, me.user_id, "2020-01-01"]),
        (NEW_POST, [other, "worker", "own", cast.meram.pk, me.user_id, "2020-01-01"]),
        ("delete from offices_post where user_id = %s", [me.user_id]),
        (TAKE_OVER, [me.user_id]),
        (TAKE_OVER, [other]),
        ("update offices_user set once_until = null, password = 'x' where country = 'TR'", []),
        ("update offices_user set country = 'AZ' where id = %s", [me.user_id]),
        ("update offices_user set last_login = now(), country = 'AZ' where id = %s", [me.user_id]),
        ("delete from offices_user where id = %s", [cast.auditor.user_id]),
        (
            "insert into offices_user (id, username, name, name_sort, email, country, language, is_active, opened_at, password)"
            " values (gen_random_uuid(), 'x', 'x', '', '', 'TR', 'tr', true, now(), 'x')",
            [],
        ),
        ("update offices_office set place = 'TR-06' where id = %s", [cast.meram.pk]),
        ("update offices_office set country = 'AZ'", []),
        ("delete from offices_office", []),
        ("insert into offices_team (id, office_id, name) values (gen_random_uuid(), %s, 'C')", [cast.meram.pk]),
        ("update offices_team set office_id = %s", [cast.selcuklu.pk]),
        (
            "insert into offices_confirmation (id, country, setting, value, source, valid_from, confirmed_by_id, confirmed_at)"
            " values (gen_random_uuid(), 'TR', 'x', '1', 'x', now(), %s, now())",
            [me.user_id],
        ),
        ("update offices_confirmation set value = '1'", []),
        (
            "insert into mfa_authenticator (type, data, created_at, user_id) values ('totp', '{}', now(), %s)",
            [other],
        ),
        (
            "insert into mfa_authenticator (type, data, created_at, user_id) values ('totp', '{}', now(), %s)",
            [me.user_id],
        ),
        ("insert into auth_permission (name, content_type_id, codename) values ('x', 1, 'x')", []),
        ("delete from django_migrations", []),
        ("update account_emailaddress set verified = true", []),
        (
            "insert into offices_column_choice (id, office_id, kind, headings, changed_by, changed_at)"
            " values (gen_random_uuid(), %s, 'family', '{}', %s, now())",
            [cast.cankaya.pk, me.user_id],
        ),
    ]


@pytest.mark.parametrize("role", EVERYBODY)
def test_no_statement_in_an_ordinary_name_gives_power(cast, role):
    me = getattr(cast, role)
    before = list(Post.objects.order_by("id").values()), list(User.objects.order_by("id").values())
    for sql, params in statements(cast, me):
        with acting(me):
            refused(sql, params)
    assert before == (list(Post.objects.order_by("id").values()), list(User.objects.order_by("id").values()))


def test_no_statement_without_a_name_gives_power(cast):
    for sql, params in statements(cast, cast.worker):
        refused(sql, params)


def test_the_letters_of_a_deed_cannot_be_put_into_the_context_by_a_statement(cast):
    with acting(cast.worker), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('app.ctx', regexp_replace(current_setting('app.ctx'), ';TR;[a-z]*;', ';TR;apsomtk;'), true)"
            )
        refused(PROMOTE, [cast.worker.user_id], state="28000")
        connection.write_context()


def test_an_administrators_deed_is_bound_by_country_province_and_second_person(cast):
    me, at = cast.administrator, "2020-01-01"
    newcomer = make_person("yeni", "worker", cast.meram).user_id
    give = [newcomer, "worker", "own", cast.meram.pk, me.user_id, at]
    with doing(ACCOUNTS, me):
        assert run(NEW_POST, give) == 1
        assert run(NEW_POST, [newcomer, "inspector", "country", cast.meram.pk, me.user_id, None]) == 1
        for change in (
            {1: "inspector"},  # powerful and confirmed at once
            {1: "a_role_of_tomorrow"},
            {0: me.user_id},  # to oneself
            {0: cast.azerbaijan["worker"].user_id},  # to somebody of another country
            {3: cast.cankaya.pk},  # in another province
            {3: cast.baku.pk},
            {4: cast.auditor.user_id},  # in somebody else's name
        ):
            refused(NEW_POST, [change.get(place, value) for place, value in enumerate(give)])
        waiting = Post.objects.get(user=newcomer, role="inspector")
        confirm = "update offices_post set confirmed_at = now(), confirmed_by = %s where id = %s"
        refused(confirm, [me.user_id, waiting.pk])
        refused(confirm, [cast.auditor.user_id, waiting.pk])
        refused(PROMOTE, [newcomer])
        refused(TAKE_OVER, [me.user_id])
        refused(TAKE_OVER, [cast.azerbaijan["auditor"].user_id])
        refused("update offices_user set username = 'kemal' where id = %s", [newcomer])
        ended = Post.objects.get(user=cast.supervisor.user_id)
        assert run("update offices_post set ends_on = '2026-01-01' where id = %s", [ended.pk]) == 1
        refused("update offices_post set ends_on = '2099-01-01' where id = %s", [ended.pk])
        refused("update offices_post set ends_on = null where id = %s", [ended.pk])
    with doing(CONFIRMING_POSTS, me):
        refused(confirm, [me.user_id, waiting.pk])  # proposed it
    with doing(CONFIRMING_POSTS, cast.auditor):
        refused(confirm, [me.user_id, waiting.pk])
        refused(
            "update offices_post set confirmed_at = now(), confirmed_by = %s, role = 'auditor' where id = %s",
            [cast.auditor.user_id, waiting.pk],
        )
        assert run(confirm, [cast.auditor.user_id, waiting.pk]) == 1
    with doing(CONFIRMING_SETTINGS, me):
        refused(
            "insert into offices_confirmation (id, country, setting, value, source, valid_from, confirmed_by_id, confirmed_at)"
            " values (gen_random_uuid(), 'AZ', 'x', '1', 'x', now(), %s, now())",
            [me.user_id],
        )


def test_ones_own_account_is_the_password_and_the_language_and_nothing_else(cast):
    me, other = user_of(cast.worker), user_of(cast.administrator)
    with own_account(me):
        assert run("update offices_user set password = 'x', language = 'az' where id = %s", [me.pk]) == 1
        refused("update offices_user set password = 'x' where id = %s", [other.pk])
        refused("update offices_user set is_active = false where id = %s", [me.pk])
        refused("update offices_user set once_until = now() where id = %s", [me.pk])
        refused(PROMOTE, [me.pk])
        assert run(
            "insert into mfa_authenticator (type, data, created_at, user_id) values ('totp', '{}', now(), %s)", [me.pk]
        )
        refused("update mfa_authenticator set user_id = %s", [other.pk])
    with acting(cast.worker):
        refused("delete from mfa_authenticator where user_id = %s", [me.pk])
        refused("update mfa_authenticator set data = '{\"secret\": 1}'")
        assert run("update mfa_authenticator set last_used_at = now()") == 1
    with own_account(other):
        refused("delete from mfa_authenticator where user_id = %s", [me.pk])


def test_the_old_context_comes_back_after_a_deed_that_failed(cast):
    with acting(cast.administrator), transaction.atomic():
        with pytest.raises(DatabaseError), doing(ACCOUNTS, cast.administrator):
            run("select 1/0")
        with connection.cursor() as cursor:
            cursor.execute("select ctx.has('a'), ctx.uid()")
            assert cursor.fetchone() == (False, cast.administrator.user_id)


def test_the_database_and_the_role_table_agree_on_who_needs_a_second_person():
    from importlib import import_module

    alone = import_module(f"{migrations_package}.0008_power").ALONE
    assert set(alone) == {role.code for role in ROLES.values() if not role.is_powerful}


def test_no_role_carries_the_letters_of_a_deed(cast):
    for identity in cast.home.values():
        assert not set(identity.flags) & set("apsomtkwb")
        assert dataclasses.replace(identity, deed=OWN_ACCOUNT).flags.endswith("o")


JOB = "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', 'bulk.go_on', %s)"


def test_a_job_is_asked_for_in_ones_own_name_and_stays_what_it_is(cast):
    mine = {"upload": str(uuid4()), "user": str(cast.worker.user_id), "role": "worker", "language": "tr"}
    refused(JOB, [json.dumps(mine)])
    with acting(cast.worker):
        refused(JOB, [json.dumps(mine | {"user": str(cast.supervisor.user_id)})])
        refused(JOB, [json.dumps(mine | {"role": "supervisor"})])
        assert run(JOB, [json.dumps(mine)]) == 1
        refused("update procrastinate_jobs set args = '{}'")
        refused("update procrastinate_jobs set task_name = 'journal.seal'")
        refused("delete from procrastinate_jobs")
    assert run(
        "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', 'x', '{\"timestamp\": 1}')"
    )
    assert run("update procrastinate_jobs set status = 'doing'") == 2
    assert run("update procrastinate_jobs set status = 'succeeded'") == 2
    assert run("delete from procrastinate_jobs") == 2


LOCKED = """insert into axes_accessattempt (user_agent, ip_address, username, http_accept, path_info, attempt_time, get_data, post_data, failures_since_start)
    values ('x', '10.0.0.1', 'worker.meram', '', '', %s, '', '', 6)"""


def test_a_lock_after_wrong_passwords_is_not_taken_away_by_a_statement(cast):
    with acting(cast.worker):
        run(LOCKED, ["2026-01-01T00:00Z"])
        assert run("delete from axes_accessattempt") == 1  # long over
        with connection.cursor() as cursor:
            cursor.execute("select clock_timestamp()")
            run(LOCKED, [cursor.fetchone()[0]])
        assert run("delete from axes_accessattempt") == 0
        refused("update axes_accessattempt set failures_since_start = 0")
        refused("update axes_accessattempt set username = 'x'")
        refused("update axes_accessattempt set attempt_time = '2026-01-01'")
        assert run("update axes_accessattempt set failures_since_start = failures_since_start + 1") == 1
        refused("delete from axes_accessfailurelog")
        refused("delete from axes_accesslog")


RECORD = "select journal_record(%s, 'case', gen_random_uuid(), gen_random_uuid(), '{}', '')"


def test_a_line_about_a_deed_of_the_database_is_not_written_without_the_deed(cast):
    for code in (
        "row.insert",
        "glass.break",
        "file.open",
        "file.hand_over",
        "key.destroy",
        "families.take_places",
        "persons.known_elsewhere",
    ):
        for identity in (cast.worker, cast.auditor, None):
            with acting(identity):
                refused(RECORD, [code])
    refused("select journal_add('row.insert', '', null, null, '{}', '')")


NOTICE = """insert into offices_notice (id, country, kind, user_id, thing_kind, thing, from_user_id, at)
    values (gen_random_uuid(), %s, %s, %s, 'case', gen_random_uuid(), %s, now())"""


def test_a_notice_goes_to_people_of_the_country_in_ones_own_name_and_never_for_the_database(cast):
    me, colleague = cast.worker.user_id, cast.supervisor.user_id
    stranger = cast.azerbaijan["supervisor"].user_id
    with acting(cast.worker):
        assert run(NOTICE, ["TR", "assigned", colleague, me]) == 1
        for sent in (
            ["TR", "assigned", stranger, me],
            ["AZ", "assigned", stranger, me],
            ["TR", "assigned", colleague, cast.director.user_id],
            ["TR", "glass", colleague, me],
            ["TR", "known", colleague, me],
            ["TR", "asked", colleague, me],
        ):
            refused(NOTICE, sent)


def test_an_hour_that_has_not_come_frees_no_place(cast):
    family = make_family(cast.family_worker)
    put = "select families_put(%s, 'held', 1, gen_random_uuid(), null, now() + interval '9 days', '', now() + %s::interval)"
    with acting(cast.family_worker):
        refused(put, [family.pk, "3 days"], state="22023")
        assert run(put, [family.pk, "0 days"]) == 1


def test_a_key_laid_ahead_must_be_somebodys_and_whole(cast):
    lay = "insert into offices_key (id, wrapped, made_at, destroyed_at, destroyed_why) values (gen_random_uuid(), %s, now(), %s, '')"
    refused(lay, [b"x" * 60, None])
    with acting(cast.worker):
        refused(lay, [None, None])
        refused(lay, [b"short", None])
        refused(lay, [b"x" * 60, "2026-01-01"])
        assert run(lay, [b"x" * 60, None]) == 1


def test_the_key_of_somebody_elses_form_meets_nothing_of_mine(cast):
    key, thing = uuid4(), uuid4()
    for identity in (cast.worker, cast.supervisor):
        with acting(identity), once(key, by=identity, at=now(), kind="x") as made:
            made(thing)
    with acting(cast.worker), pytest.raises(AlreadyDone) as before, once(key, by=cast.worker, at=now(), kind="x"):
        pass
    assert before.value.thing == thing
    with acting(cast.supervisor), connection.cursor() as cursor:
        cursor.execute("select count(*), bool_and(who = %s) from journal_once", [cast.supervisor.user_id])
        assert cursor.fetchone() == (1, True)
        cursor.execute("select count(*) from journal_once where key = %s", [key])
        assert cursor.fetchone() == (0,)


def test_an_answer_from_another_office_carries_no_id_that_a_glass_could_be_broken_with(cast, client):
    hidden, thief = make_case(cast.other_office["supervisor"]), cast.worker
    with acting(cast.other_office["supervisor"]), connection.cursor() as cursor:
        values = {"given": "Gülizar", "surname": "Özdemir", "papers": [("TR", "tckn", "00123456708")]}
        child = add(values=values, file=hidden, file_kind="case", by=cast.other_office["supervisor"], at=now())
        cursor.execute(
            "select offices_hand_over('case', %s, %s, null, %s, true)", [hidden.pk, hidden.office_id, hidden.worker_id]
        )
    with acting(thief):
        found = doubles(values=values, by=thief)
        assert str(found.elsewhere).count("-") < 4 and str(child.pk) not in str(found)
        assert not found.here
        assert not Entry.objects.filter(thing=child.pk).exists()  # one's own lines are no way to it either
    client.force_login(user_of(thief))
    where = client.post("/care/persons/", {"q": "00123456708"})["Location"]
    shown = client.get(where).content.decode()
    assert str(child.pk) not in shown and str(hidden.pk) not in shown and "/glass/" not in shown
