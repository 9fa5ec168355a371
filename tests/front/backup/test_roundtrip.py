import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from umay.front import backup
from umay.front.backup import BackupProblem, restoring
from umay.kit.kernel import postgres, secrets

pytestmark = pytest.mark.engine

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARE = """
create extension pg_trgm;
create table child (id int primary key, office int not null, sealed bytea);
insert into child select n, n % 3, sha256(n::text::bytea) from generate_series(1, 5000) n;
create index on child using gin ((encode(sealed, 'hex')) gin_trgm_ops);
alter table child enable row level security;
alter table child force row level security;
create policy by_office on child using (office = 1);
create table story (child int not null references child);
insert into story values (1), (2);
alter table story enable row level security;
alter table story force row level security;
set role umay_keeper;
create table context_key (value text not null);
insert into context_key values ('kept by the keeper');
create function context_word() returns text language sql security definer set search_path = public
    as 'select value from context_key';
grant execute on function context_word() to umay_app;
create function closed_word() returns text language sql security definer set search_path = public
    as 'select value from context_key';
"""
STATE = """
select string_agg(line, E'\\n' order by line) from (
    select format('%s %s %s %s %s %s', relkind, relname, relowner::regrole, relrowsecurity, relforcerowsecurity,
        (select string_agg(a::text, ',' order by a::text) from unnest(relacl) a)) line
    from pg_class where relnamespace = 'public'::regnamespace
    union all
    select format('function %s %s %s', proname, proowner::regrole,
        (select string_agg(a::text, ',' order by a::text) from unnest(proacl) a))
    from pg_proc where pronamespace = 'public'::regnamespace and proowner in ('umay_keeper'::regrole, 'umay_owner'::regrole)
    union all
    select format('extension %s %s', extname, extowner::regrole) from pg_extension where extname <> 'plpgsql'
    union all
    select format('policy %s %s', polname, pg_get_expr(polqual, polrelid)) from pg_policy
    union all
    select format('schema %s %s', nspowner::regrole, nspacl::text) from pg_namespace where nspname = 'public'
    union all
    select format('rows %s %s', (select count(*) from child), (select md5(string_agg(sealed::text, '' order by id)) from child))
) as lines
"""


def a_home():
    folder = Path(tempfile.mkdtemp(prefix="umay-b.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    postgres.ensure(folder / "home", fast=True)
    return folder / "home"


def clear(home):
    postgres.discard(home)
    shutil.rmtree(home.parent)


def state(home):
    url = postgres.ensure(home, fast=True).admin_url
    with psycopg.connect(url, dbname="umay") as connection:
        return connection.execute(STATE).fetchone()[0]


def names_left(home):
    with psycopg.connect(postgres.ensure(home, fast=True).admin_url) as connection:
        found = connection.execute("select datname from pg_database where not datistemplate order by 1").fetchall()
    return [name for (name,) in found], sorted(path.name for path in home.iterdir())


@pytest.fixture(scope="module")
def source():
    """An installation with rows, files and keys."""
    home = a_home()
    with psycopg.connect(postgres.ensure(home, fast=True).owner_url) as connection:
        connection.execute(CARE)
    for name in ("vault", "blind"):
        secrets.read_or_create(home, name)
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "first").write_bytes(os.urandom(2_500_000))
    (home / "files" / "ab" / "ikinci-ğüşöçı").write_bytes(b"")
    yield home
    clear(home)


@pytest.fixture
def target():
    """A new installation with nothing in it."""
    home = a_home()
    yield home
    clear(home)


@pytest.fixture
def taken(source, tmp_path):
    """A backup of the source without its keys."""
    backup.take(home=source, target=tmp_path / "kept", environ={}, at=AT)
    return tmp_path / "kept"


def bring_keys(source, target):
    for name in ("vault", "blind", "backup.key"):
        secrets.write(target, name, secrets.read(source, name))


def test_a_new_machine_gets_everything_back_exactly(source, target, taken):
    bring_keys(source, target)
    manifest = backup.restore(home=target, source=taken, environ={})
    assert state(target) == state(source)
    for name in ("ab/first", "ab/ikinci-ğüşöçı"):
        assert (target / "files" / name).read_bytes() == (source / "files" / name).read_bytes()
    assert (manifest.files, manifest.taken_at) == (2, "2026-03-01T12:00:00+00:00")
    assert names_left(target) == (["postgres", "umay"], ["files", "postgres", "secrets"])


def test_the_application_works_on_what_was_restored(source, target, taken):
    bring_keys(source, target)
    backup.restore(home=target, source=taken, environ={})
    with psycopg.connect(postgres.ensure(target, fast=True).app_url) as connection:
        assert connection.execute("select count(*), max(office), context_word() from child").fetchone() == (
            1667,
            1,
            "kept by the keeper",
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select closed_word()")


def test_the_owner_migrates_on_what_was_restored(source, target, taken):
    bring_keys(source, target)
    backup.restore(home=target, source=taken, environ={})
    server = postgres.ensure(target, fast=True)
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("drop extension pg_trgm cascade")
        connection.execute("alter table child add column note text")
        connection.execute("create table later (id int)")
    with psycopg.connect(server.app_url) as connection:
        connection.execute("insert into later values (1)")


def test_the_file_is_closed_to_others_and_never_overwritten(source, taken):
    assert taken.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupProblem, match="never overwrites"):
        backup.take(home=source, target=taken, environ={}, at=AT)
    assert [path.name for path in taken.parent.iterdir()] == ["kept"]


def test_keys_kept_apart_are_asked_for_by_name(source, target, taken):
    secrets.write(target, "backup.key", secrets.read(source, "backup.key"))
    before = names_left(target)
    with pytest.raises(BackupProblem, match="copy blind, vault into"):
        backup.restore(home=target, source=taken, environ={})
    assert names_left(target) == before


def test_keys_inside_are_brought_back_when_they_were_put_in(source, target, tmp_path):
    words = tmp_path / "words"
    words.write_text("three quiet rivers\n", encoding="utf-8")
    backup.take(home=source, target=tmp_path / "all", environ={}, at=AT, passphrase_file=words, with_keys=True)
    backup.restore(home=target, source=tmp_path / "all", environ={}, passphrase_file=words)
    assert secrets.read(target, "vault") == secrets.read(source, "vault")
    assert state(target) == state(source)


def test_other_keys_are_never_overwritten(source, target, taken):
    bring_keys(source, target)
    secrets.write(target, "vault", "a key of other people's data")
    with pytest.raises(BackupProblem, match=r"other keys than .*\(vault\)"):
        backup.restore(home=target, source=taken, environ={}, replace=True)
    assert secrets.read(target, "vault") == "a key of other people's data"


def test_rows_that_are_there_are_refused_unless_given_up(source, target, taken):
    bring_keys(source, target)
    with psycopg.connect(postgres.ensure(target, fast=True).owner_url) as connection:
        connection.execute("create table present (id int)")
    with pytest.raises(BackupProblem, match="holds 1 tables already"):
        backup.restore(home=target, source=taken, environ={})
    backup.restore(home=target, source=taken, environ={}, replace=True)
    assert state(target) == state(source)


def test_files_that_are_there_are_refused_unless_given_up(source, target, taken):
    bring_keys(source, target)
    (target / "files").mkdir()
    (target / "files" / "present").write_bytes(b"x")
    with pytest.raises(BackupProblem, match="holds files already"):
        backup.restore(home=target, source=taken, environ={})
    backup.restore(home=target, source=taken, environ={}, replace=True)
    assert [path.name for path in (target / "files").iterdir()] == ["ab"]


@pytest.mark.parametrize("harm", ["shortened", "changed"])
def test_a_damaged_backup_changes_nothing(source, target, taken, harm):
    bring_keys(source, target)
    content = bytearray(taken.read_bytes())
    if harm == "shortened":
        del content[-1000:]
    else:
        content[-1000] ^= 1
    taken.write_bytes(content)
    (target / "files").mkdir()
    (target / "files" / "present").write_bytes(b"x")
    before = names_left(target)
    with pytest.raises(BackupProblem, match="damaged or cut short"):
        backup.restore(home=target, source=taken, environ={}, replace=True)
    assert names_left(target) == before
    assert (target / "files" / "present").read_bytes() == b"x"


def test_a_failure_in_the_last_step_brings_the_files_back(source, target, taken, monkeypatch):
    bring_keys(source, target)
    (target / "files").mkdir()
    (target / "files" / "present").write_bytes(b"x")
    before = names_left(target)

    def fail(*words):
        raise psycopg.OperationalError("the line to the server broke")

    monkeypatch.setattr(restoring, "_rename_databases", fail)
    with pytest.raises(psycopg.OperationalError, match="broke"):
        backup.restore(home=target, source=taken, environ={}, replace=True)
    assert names_left(target) == before
    assert (target / "files" / "present").read_bytes() == b"x"


def test_people_at_work_are_moved_off_the_old_database(source, target, taken):
    bring_keys(source, target)
    with psycopg.connect(postgres.ensure(target, fast=True).app_url) as working:
        backup.restore(home=target, source=taken, environ={})
        with pytest.raises(psycopg.OperationalError):
            working.execute("select 1")
    assert state(target) == state(source)
