import os
import subprocess

import psycopg
import pytest

from umay.kit.kernel import postgres
from umay.kit.kernel.postgres import binaries, roles, scram

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def table(server):
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("create table seen (id bigint generated always as identity, office int)")
        connection.execute("insert into seen (office) values (1), (2), (3)")
        connection.execute("alter table seen enable row level security")
        connection.execute("alter table seen force row level security")
        connection.execute("create policy one on seen using (office = 1) with check (office = 1)")
    return "seen"


def allowed(url, statement):
    with psycopg.connect(url) as connection:
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return False
    return True


def test_no_role_that_signs_in_is_powerful(server):
    with psycopg.connect(server.admin_url) as connection:
        found = connection.execute(
            "select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, rolinherit "
            "from pg_roles where rolname like 'umay\\_%' and rolname <> 'umay_admin' order by rolname"
        ).fetchall()
    assert found == [
        ("umay_app", True, False, False, False, False, False, False),
        ("umay_backup", True, False, False, False, False, True, True),
        ("umay_exporter", True, False, False, False, False, False, False),
        ("umay_keeper", False, False, False, False, False, False, False),
        ("umay_owner", True, False, False, False, False, False, False),
    ]


def test_passwords_are_kept_as_scram_verifiers(server):
    with psycopg.connect(server.admin_url) as connection:
        kept = connection.execute(
            "select rolpassword from pg_authid where rolcanlogin and rolname like 'umay%'"
        ).fetchall()
    assert len(kept) == 5
    assert all(word.startswith("SCRAM-SHA-256$") for (word,) in kept)


def test_the_application_owns_nothing_and_makes_nothing(server, table):
    with psycopg.connect(server.admin_url, dbname="umay") as connection:
        owned = connection.execute(
            "select count(*) from pg_shdepend where refobjid = 'umay_app'::regrole and deptype = 'o'"
        )
        assert owned.fetchone() == (0,)
    for statement in (
        "create table mine (id int)",
        "create temporary table mine (id int)",
        "create schema mine",
        "create function mine() returns int language sql as 'select 1'",
        "alter table seen disable row level security",
        "drop policy one on seen",
        "truncate seen",
        "set role umay_owner",
        "set role umay_keeper",
        "set session authorization umay_owner",
    ):
        assert not allowed(server.app_url, statement), statement


def test_the_application_works_within_row_security_only(server, table):
    with psycopg.connect(server.app_url) as connection:
        assert connection.execute("select office from seen").fetchall() == [(1,)]
        connection.execute("insert into seen (office) values (1)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            connection.execute("insert into seen (office) values (2)")


def test_the_owner_is_bound_by_forced_row_security_too(server, table):
    with psycopg.connect(server.owner_url) as connection:
        assert connection.execute("select distinct office from seen").fetchall() == [(1,)]


def test_the_backup_reads_all_and_writes_nothing(server, table):
    with psycopg.connect(server.backup_url) as connection:
        assert connection.execute("select distinct office from seen order by 1").fetchall() == [(1,), (2,), (3,)]
    assert not allowed(server.backup_url, "insert into seen (office) values (1)")
    assert not allowed(server.backup_url, "delete from seen")
    assert not allowed(server.backup_url, "create table mine (id int)")


def test_a_function_of_the_keeper_is_closed_until_it_is_granted(server):
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("set role umay_keeper")
        connection.execute("create function told() returns int language sql security definer as 'select 7'")
    assert not allowed(server.app_url, "select told()")
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("set role umay_keeper")
        connection.execute("grant execute on function told() to umay_app")
    assert allowed(server.app_url, "select told()")


def test_the_printed_sql_may_be_run_again_and_changes_nothing(server):
    psql = binaries.find(os.environ).program("psql")
    words = {role: roles.Password(f":'{role}'") for role in roles.SIGN_IN_ROLES}
    known = postgres.addresses({}, server.home)
    passwords = {"umay_owner": known.owner, "umay_app": known.app, "umay_backup": known.backup}
    given = {role: address["PASSWORD"] for role, address in passwords.items()} | {"umay_exporter": "exporter-password"}
    variables = [word for role, value in given.items() for word in ("-v", f"{role}={value}")]
    for _ in range(2):
        done = subprocess.run(
            [psql, "-X", "-q", *variables, server.admin_url],
            input=roles.script("umay", words),
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(server.app_url) as connection:
        assert connection.execute("select current_user").fetchone() == ("umay_app",)


def test_another_database_is_made_with_the_same_rules(server):
    postgres.prepare_database(server.admin_url, "another")
    postgres.prepare_database(server.admin_url, "another")
    owner = postgres.parsed(server.owner_url) | {"NAME": "another"}
    app = postgres.parsed(server.app_url) | {"NAME": "another"}
    with psycopg.connect(postgres.url(owner)) as connection:
        connection.execute("create extension pg_trgm")
        connection.execute("create table thing (id int)")
    assert allowed(postgres.url(app), "insert into thing values (1)")
    assert not allowed(postgres.url(app), "create table mine (id int)")


def test_a_verifier_opens_for_its_password_alone(server):
    with psycopg.connect(server.admin_url) as connection:
        connection.execute(f"create role tried login password {roles.literal(scram.verifier('right-word'))}")
    reach = {"host": str(server.sockets), "user": "tried", "dbname": "postgres"}
    psycopg.connect(password="right-word", **reach).close()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(password="wrong-word", **reach)
