"""Likely doubles of many people at once, for lists that are brought in: one statement for candidates, two for what is known of them."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from umay.care.persons import names
from umay.care.persons.models import Paper
from umay.care.persons.queries.doubles import Double, _double, _facts, _facts_of, _hashes
from umay.care.persons.queries.searching import _named
from umay.care.persons.rules import pairs_of
from umay.kit.kernel.acting import Identity

_MOST = 12  # candidates compared for one of them

# "offset 0" keeps the order of asking: keys first, then their people by id. An import fills the tables in one transaction, so the database
# still believes them empty, and would read every person for each one asked.
_CANDIDATES = """
select asked.ix, found.id
  from jsonb_to_recordset(%s::jsonb) as asked(ix int, tokens text[], low date, high date),
  lateral (
    select met.person_id as id
      from (select person_id from persons_token where token = any(asked.tokens) offset 0) met,
      lateral (
        select from persons_person p
         where p.id = met.person_id and p.joined_into_id is null and p.erased_at is null and p.recorded_at is distinct from %s
           and (asked.low is null or p.born_on is null or p.born_on between asked.low and asked.high) offset 0) person
     group by met.person_id order by count(*) desc, met.person_id limit %s) as found
"""


def doubles_of_many(
    *, asked: Mapping[Any, dict], by: Identity, written_at: datetime | None = None
) -> dict[Any, list[Double]]:
    """Likely and possible doubles in the asker's own scope, most alike first, for each of `asked` (values as in `actions.add`).

    People recorded exactly at `written_at` (by the same import) are left out. Other offices are not asked about names, only about numbers
    (`numbers_elsewhere`): names of thousands would tell too much about too many.
    """
    facts = {key: _facts(values, by) for key, values in asked.items()}
    candidates: dict[Any, dict] = {key: {} for key in asked}
    _by_name(asked, facts, candidates, written_at)
    _by_number(facts, candidates)
    ids = list({pk for found in candidates.values() for pk in found})
    people = {row.pk: row for row in _named(ids, by)} if ids else {}
    known = _facts_of(list(people.values())) if people else {}
    compared = {key: _compared(facts[key], found, people, known) for key, found in candidates.items() if found}
    return {key: found for key, found in compared.items() if found}


def numbers_elsewhere(hashes: Collection[bytes]) -> dict[bytes, str]:
    """Identity numbers (as `vault.blind` gives them) that stand in records of offices the asker can't see: the office's name for each.

    Needs a door that writes: every answer is journaled in that record's file, and that office's supervisors are told once a day.
    """
    if not hashes:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select hashed, office_name from persons_numbers_elsewhere(%s::bytea[])", [list(hashes)])
        return {bytes(hashed): office for hashed, office in cursor.fetchall()}


def _by_name(asked, facts, candidates, written_at) -> None:
    keys, rows = list(asked), []
    for ix, key in enumerate(keys):
        tokens = pairs_of(asked[key].get("given") or "", asked[key].get("surname") or "")
        if tokens:
            born = facts[key].born_on
            slack = timedelta(days=800 if facts[key].born_precision == "guess" else 400)
            low, high = (str(born - slack), str(born + slack)) if born else (None, None)
            rows.append({"ix": ix, "tokens": tokens, "low": low, "high": high})
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, [json.dumps(rows), written_at, _MOST])
        for ix, pk in cursor.fetchall():
            candidates[keys[ix]].setdefault(pk)


def _by_number(facts, candidates) -> None:
    holders: dict[bytes, list] = {}
    for key, fact in facts.items():
        for hashed in _hashes(fact):
            holders.setdefault(hashed, []).append(key)
    if not holders:
        return
    found = Paper.objects.filter(number_hash__in=list(holders), ended_at__isnull=True).order_by("id")
    for hashed, pk in found.values_list("number_hash", "person_id"):
        for key in holders[bytes(hashed)]:
            candidates[key].setdefault(pk)


def _compared(fact, found, people, known) -> list[Double]:
    made = []
    for pk in found:
        if pk in people:
            comparison = names.compare(fact, known[pk])
            if comparison.level != "unlikely":
                made.append(_double(people[pk], comparison, fact, known[pk]))
    return sorted(made, key=lambda double: (-double.bits, str(double.person.pk)))
