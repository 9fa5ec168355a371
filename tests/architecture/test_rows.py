"""What an import checker can't see: every care table is guarded by the database itself."""

import pytest
from django.apps import apps
from django.db import connection

CARE = [config for config in apps.get_app_configs() if config.name.startswith("umay.care.")]
CARE_TABLES = sorted(model._meta.db_table for config in CARE for model in config.get_models())


def _catalogue(sql: str, params=()) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("table", CARE_TABLES)
def test_a_care_table_has_row_security_on_and_forced_with_a_policy_for_each_deed(table):
    ((enabled, forced),) = _catalogue(
        "select relrowsecurity, relforcerowsecurity from pg_class where relname = %s", [table]
    )
    assert enabled and forced
    deeds = {
        deed
        for (deed,) in _catalogue(
            "select cmd from pg_policies where tablename = %s and 'umay_app' = any(roles)", [table]
        )
    }
    assert {"SELECT", "INSERT", "UPDATE"} <= deeds


@pytest.mark.django_db
def test_every_table_of_the_database_that_belongs_to_a_care_room_is_known_to_a_model():
    prefixes = tuple(f"{config.label}_" for config in CARE)
    found = [
        name
        for (name,) in _catalogue(
            "select relname from pg_class where relkind in ('r','p') and relnamespace = 'public'::regnamespace"
        )
    ]
    assert sorted(name for name in found if name.startswith(prefixes)) == CARE_TABLES


@pytest.mark.django_db
def test_the_policies_ask_for_the_country_and_are_for_named_roles_only():
    for table, deed, using, check, roles in _catalogue(
        "select tablename, cmd, qual, with_check, roles from pg_policies where tablename = any(%s)", [CARE_TABLES]
    ):
        assert roles in (["umay_app"], ["umay_keeper"]) or set(roles) <= {"umay_app", "umay_keeper"}, table
        if "umay_app" in roles:
            text = (using or "") + (check or "")
            assert "ctx.country()" in text or "worker_id = ( SELECT ctx.uid()" in text, (table, deed)


@pytest.mark.django_db
@pytest.mark.parametrize("table", [t for t in CARE_TABLES if t not in ("persons_token", "persons_draft")])
def test_the_application_can_never_delete_a_care_row(table):
    ((may,),) = _catalogue(
        "select has_table_privilege('umay_app', %s, 'DELETE') or has_table_privilege('umay_app', %s, 'TRUNCATE')",
        [table, table],
    )
    assert not may


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", [t for t in CARE_TABLES if t != "persons_token"]
)  # search keys, made from journaled names
def test_each_written_care_row_is_journaled_by_the_database(table):
    triggers = {
        name
        for (name,) in _catalogue(
            "select tgname from pg_trigger where tgrelid = %s::regclass and not tgisinternal", [table]
        )
    }
    assert f"{table}_journal" in triggers and f"{table}_version" in triggers


@pytest.mark.django_db
def test_functions_that_see_beyond_the_asker_fix_their_search_path_and_are_closed_to_the_public():
    rows = _catalogue(
        """select p.proname, p.proconfig, p.proacl::text, pg_get_userbyid(p.proowner)
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where p.prosecdef and n.nspname in ('public', 'ctx') and pg_get_userbyid(p.proowner) in ('umay_owner', 'umay_keeper')"""
    )
    assert rows
    for name, config, acl, owner in rows:
        assert any(setting.startswith("search_path=") for setting in config or []), name
        if owner == "umay_keeper":
            assert acl and not any(part.startswith("=X") for part in acl.strip("{}").split(",")), (
                f"{name} is open to the public"
            )
