"""Counting a month or a run that is over: sums from the database, small numbers taken out, the rest kept. Once; done again it changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from umay.care.fairness import counting, rules
from umay.care.fairness.access import COUNT, visible_sheets
from umay.care.fairness.models import Sheet
from umay.care.fairness.words import (
    DISABILITY_NEEDS,
    MONTH,
    RUN,
    Dimension,
    Protected,
)
from umay.care.matching.models import Run
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed

_OPEN, _PROTECTED = tuple(Dimension), tuple(Protected)


def count_month(*, first_on: date, by: Identity, at: datetime) -> bool:
    """Keep the protected tables of a month that is over. False where they are kept already, or the month still runs."""
    _insist(by)
    after = rules.next_month(first_on)
    if after > local_day(at, by.zone):
        return False
    with transaction.atomic():
        if visible_sheets(by).filter(kind=MONTH, first_on=first_on).exists():
            return False
        zone = ZoneInfo(by.zone)
        since, until = (datetime(day.year, day.month, 1, tzinfo=zone) for day in (first_on, after))
        rows = _asked("fairness_month_counts", [since, until], by, at)
        keep(by=by, kind=MONTH, first_on=first_on, run_id=None, rows=rows, at=at)
    return True


def count_run(*, run_id: UUID, passed: Sequence[Mapping], by: Identity, at: datetime) -> bool:
    """Keep who was passed over, in the files of their cases, and the protected tables of the run. False where they are kept already."""
    _insist(by)
    with transaction.atomic():
        run = Run.objects.defer("sought").get(pk=run_id)
        if visible_sheets(by).filter(run=run).exists():
            return False
        _put_passed(run_id, passed)
        rows = _asked("fairness_run_counts", [run_id, at], by, at)
        keep(by=by, kind=RUN, first_on=run.day, run_id=run_id, rows=rows, at=at)
    return True


def _insist(by: Identity) -> None:
    if not by.may(COUNT):
        raise NotAllowed()


def _put_passed(run_id: UUID, passed: Sequence[Mapping]) -> None:
    import json

    with connection.cursor() as cursor:
        for start in range(0, len(passed), 500):
            cursor.execute(
                "select fairness_put_passed(%s, %s::jsonb)", [run_id, json.dumps(list(passed[start : start + 500]))]
            )


def _asked(function: str, params: list, by: Identity, at: datetime) -> list[counting.Row]:
    language = pack(by.country, local_day(at, by.zone)).get("country.language")
    params = [*params, language, list(DISABILITY_NEEDS)]
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(params))
        cursor.execute(f"select * from {function}({marks})", params)  # noqa: S608 - names of our own functions
        return cursor.fetchall()


def keep(
    *,
    by: Identity,
    kind: str,
    first_on: date,
    run_id: UUID | None,
    rows: Iterable[counting.Row],
    at: datetime,
    is_invented: bool = False,
) -> None:
    """Take the small numbers out of counted rows and keep the rest, the open groups and the protected ones in rows of their own."""
    found = counting.counted(rows)
    is_rounded = kind == RUN  # made every morning: two mornings must not tell a child by their difference
    for is_protected, dimensions in ((False, _OPEN), (True, _PROTECTED)):
        Sheet.objects.create(
            country=by.country,
            kind=kind,
            is_protected=is_protected,
            first_on=first_on,
            run_id=run_id,
            tables=counting.tables(found, dimensions, is_rounded=is_rounded),
            made_at=at,
            is_invented=is_invented,
            recorded_by=by.user_id,
        )
