"""Ten times the data: each file, person, placement and visit copied nine times with ids of its own, directly in SQL by the superuser.

Copies lie in the same offices and with the same workers, so that every list is ten times as long. A copy's sealed fields keep their length but name a
key that does not exist: they open as empty, as after a lawful erasure. Pages of a single case are measured on the originals.
"""

import psycopg
from psycopg import sql

from umay.kit.kernel.vault import SealedText

# Told apart by the file's own year: copies wear 2001 to 2009.
_NUMBER = "regexp_replace({column}, '-[0-9]{{4}}-', '-' || (2000 + k) || '-')"
_PLACES_OF_PEOPLE = {
    "office_id",
    "team_id",
    "worker_id",
    "recorded_by",
    "by_office_id",
    "from_office_id",
    "family_office_id",
}
_PEOPLE_AT_WORK = {"by_user", "from_user"}
_LEFT = {"persons_draft", "persons_upload", "persons_erasure", "matching_match", "matching_candidate", "families_ask"} | {
    # One for a country: national.py makes them anew from ten times as many.
    "matching_run", "matching_run_file", "matching_advice", "matching_recruitment", "matching_simulation",
    "matching_weights", "matching_weights_voice", "matching_weights_effect", "fairness_sheet", "fairness_passed",
    "matching_run_figures", "matching_recruitment_figures", "matching_weights_effect_figures",
}  # fmt: skip


def multiply(admin_url: str, database: str, times: int = 10) -> None:
    """Copy every row of care `times` - 1 times. Django must be set up (the models say which columns are what)."""
    from django.apps import apps

    with psycopg.connect(admin_url, dbname=database, autocommit=False) as admin:
        admin.execute("set local session_replication_role = replica")  # no journal, no following: plain rows
        admin.execute("set local maintenance_work_mem = '512MB'")
        for model in apps.get_models():
            if model.__module__.startswith("umay.care.") and model._meta.db_table not in _LEFT:
                admin.execute(_copy(model), [times - 1])
    with psycopg.connect(admin_url, dbname=database, autocommit=True) as admin:
        admin.execute("vacuum analyze")


def _copy(model) -> sql.Composed:
    """insert into t (...) select ..., for k from 1 to the number given, from the rows that are there."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = [_value(model._meta.db_table, field) for field in model._meta.concrete_fields]
    return sql.SQL(
        "insert into {table} ({columns}) select {values} from {table} cross join generate_series(1, %s) as k"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
    )


def _value(table: str, field) -> sql.Composable:
    column = sql.Identifier(table, field.column)
    kind = field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    if isinstance(field, SealedText):
        return sql.SQL("overlay({c} placing decode(md5({c} || k::text::bytea), 'hex') from 2 for 16)").format(c=column)
    if field.column in {"number", "family_number"}:
        return sql.SQL(_NUMBER).format(column=column)
    if field.column == "number_hash":
        return sql.SQL("sha256({c} || k::text::bytea)").format(c=column)
    if kind == "UUIDField" and not _stays(field.column):
        return sql.SQL("md5({c}::text || k)::uuid").format(c=column)
    return column


def _stays(column: str) -> bool:
    """Whether a uuid names somebody at work or a place, of which there are no copies."""
    return column in _PLACES_OF_PEOPLE | _PEOPLE_AT_WORK or (column.endswith("_by") and column not in {"by_thing"})
