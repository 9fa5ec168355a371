"""A whole installation by its commands alone: migrate, back up, restore on a new machine, go on there."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from umay.kit.kernel import postgres, secrets

pytestmark = pytest.mark.engine

# Everything the database's promises hang on: owners, rights, policies, constraints, triggers, functions.
CATALOGUE = """
with ours as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema')
select 'relation', format('%s.%s', nspname, relname),
    format('%s %s rls %s forced %s %s', relkind, relowner::regrole, relrowsecurity, relforcerowsecurity,
        (select string_agg(a::text, ',' order by a::text) from unnest(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))) a))
  from pg_class join ours on ours.oid = relnamespace where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
union all
select 'column', format('%s.%s', attrelid::regclass, attname),
    format('%s null %s %s', format_type(atttypid, atttypmod), not attnotnull, pg_get_expr(adbin, adrelid))
  from pg_attribute join pg_class c on c.oid = attrelid join ours on ours.oid = c.relnamespace
  left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'v')
union all
select 'index', format('%s.%s', nspname, indexrelid::regclass), pg_get_indexdef(indexrelid)
  from pg_index join pg_class c on c.oid = indrelid join ours on ours.oid = c.relnamespace
union all
select 'constraint', format('%s.%s', conrelid::regclass, conname), pg_get_constraintdef(k.oid)
  from pg_constraint k join ours on ours.oid = connamespace
union all
select 'policy', format('%s.%s', polrelid::regclass, polname),
    format('%s %s using %s check %s', polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid),
        pg_get_expr(polwithcheck, polrelid))
  from pg_policy
union all
select 'trigger', format('%s.%s', tgrelid::regclass, tgname), format('%s %s', tgenabled, pg_get_triggerdef(t.oid))
  from pg_trigger t where not tgisinternal
union all
select 'function', p.oid::regprocedure::text,
    format('%s %s %s', proowner::regrole,
        (select string_agg(a::text, ',' order by a::text) from unnest(coalesce(proacl, acldefault('f', proowner))) a), md5(pg_get_functiondef(p.oid)))
  from pg_proc p join ours on ours.oid = pronamespace
  where prokind in ('f', 'p') and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
union all
select 'extension', extname, extowner::regrole::text from pg_extension where extname <> 'plpgsql'
union all
select 'schema', nspname, format('%s %s', nspowner::regrole,
    (select string_agg(a::text, ',' order by a::text) from unnest(coalesce(nspacl, acldefault('n', nspowner))) a))
  from pg_namespace join ours using (nspname)
union all
select 'default rights', format('%s %s %s', defaclrole::regrole, defaclnamespace, defaclobjtype),
    (select string_agg(a::text, ',' order by a::text) from unnest(defaclacl) a)
  from pg_default_acl
order by 1, 2, 3
"""
DEPARSED = ("constraint", "index", "policy", "trigger")


@pytest.fixture(scope="module")
def folder():
    folder = Path(tempfile.mkdtemp(prefix="umay-i.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield folder
    for home in (folder / "old", folder / "new"):
        if home.exists():
            postgres.discard(home)
    shutil.rmtree(folder)


def umay(home, *words):
    known = {name: value for name, value in os.environ.items() if not name.startswith(("UMAY_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "umay", *words],
        env=known | {"UMAY_HOME": str(home)},
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def catalogue(home):
    with psycopg.connect(postgres.ensure(home).admin_url, dbname="umay") as connection:
        found = connection.execute(CATALOGUE).fetchall()
    return [(kind, name, _without_casts(told) if kind in DEPARSED else told) for kind, name, told in found]


def _without_casts(told):
    # Read back once, PostgreSQL writes the casts of an array at each word instead of at the whole: the same check.
    return re.sub(r"::(character varying|text)(\[\])?|[() ]", "", told)


@pytest.fixture(scope="module")
def installed(folder):
    """An installation whose tables were just made by `umay migrate`."""
    umay(folder / "old", "migrate", "--quiet")
    return folder / "old"


def test_migrations_leave_nothing_to_do_and_no_server_behind(installed):
    assert postgres.status(installed).pid is None
    assert umay(installed, "migrate", "--plan") == ""


def test_the_application_owns_no_table_and_no_function(installed):
    found = catalogue(installed)
    assert len([kind for kind, *_ in found if kind == "relation"]) > 20
    assert [row for row in found if row[0] in ("relation", "function", "schema") and " umay_app " in f" {row[2]}"] == []


def test_a_restored_installation_makes_every_promise_of_the_old_one(installed, folder):
    kept = folder / "kept"
    (installed / "files").mkdir(exist_ok=True)
    (installed / "files" / "paper").write_bytes(b"sealed paper")
    told = umay(installed, "backup", str(kept))
    assert "Keep apart from it" in told
    new = folder / "new"
    for name in [*_keys(installed), "backup.key"]:
        secrets.write(new, name, secrets.read(installed, name))
    umay(new, "restore", str(kept))
    assert catalogue(new) == catalogue(installed)
    assert (new / "files" / "paper").read_bytes() == b"sealed paper"
    assert umay(new, "migrate", "--plan") == ""


def _keys(home):
    return sorted(
        path.name
        for path in secrets.folder(home).iterdir()
        if path.name != "backup.key" and "database-" not in path.name
    )
