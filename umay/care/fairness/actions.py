"""Counting a month or a run that is over: sums from the database, small numbers taken out, the rest kept. Once; done again it changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.fairness import counting, rules
from umay.care.fairness.access import AUDIT, COUNT, visible_sheets
from umay.care.fairness.models import Flip, Sheet
from umay.care.fairness.queries import AT_WORK
from umay.care.fairness.words import (
    BROKEN,
    DISABILITY_NEEDS,
    MONTH,
    RUN,
    Dimension,
    Fit,
    Protected,
)
from umay.care.matching.models import Run
from umay.care.matching.queueing import queue
from umay.care.matching.words import RunState
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

TRY_FLIP = "fairness.try_flip"
FLIP = "fairness.flip"
_OPEN, _PROTECTED = (*Dimension, *Fit), tuple(Protected)


def count_month(*, first_on: date, by: Identity, at: datetime) -> bool:
    """Keep the protected tables of a month that is over. False where they are kept already, or the month still runs."""
    _insist(by)
    after = rules.next_month(first_on)
    if after > local_day(at, by.zone):
        return False
    with transaction.atomic():
        if visible_sheets(by).filter(kind=MONTH, first_on=first_on).exists():
            return False
        rows = month_rows(first_on=first_on, by=by, at=at) + homes_rows(after=after, by=by, at=at)
        keep(by=by, kind=MONTH, first_on=first_on, run_id=None, rows=rows, at=at)
    return True


def month_rows(*, first_on: date, by: Identity, at: datetime) -> list[counting.Row]:
    """What the database counts of a month."""
    return _asked("fairness_month_counts", [_midnight(first_on, by), _midnight(rules.next_month(first_on), by)], by, at)


def homes_rows(*, after: date, by: Identity, at: datetime) -> list[counting.Row]:
    """What it counts of the homes that began in the year which ended twelve months before `after`: all of them were followed for a year."""
    since, until = (_midnight(after.replace(year=after.year - years), by) for years in (2, 1))
    return _asked("fairness_homes_counts", [since, list(BROKEN), until], by, at)


def _midnight(day: date, by: Identity) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(by.zone))


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


def try_flip(*, by: Identity, at: datetime, key: UUID | None = None) -> Flip:
    """Ask for the flip test on the living database; a job makes it."""
    if not by.may(AUDIT):
        raise NotAllowed()
    with once(key, by=by, at=at, kind=FLIP) as made, transaction.atomic():
        try:
            with transaction.atomic():
                flip = Flip.objects.create(
                    country=by.country, asked_by=by.user_id, asked_at=at, recorded_at=at, recorded_by=by.user_id
                )
        except IntegrityError as error:
            raise Refusal(
                _("The test is being made already. The page shows when it is over."), code="at_work"
            ) from error
        record("fairness.try_flip", kind=FLIP, thing=flip.pk, file=None, fields=["state"])
        queue(TRY_FLIP, lock=f"{TRY_FLIP}.{flip.pk}", flip=str(flip.pk), country=by.country)
        made(flip.pk)
    return flip


def begin_flip(*, flip_id: UUID, by: Identity, at: datetime) -> bool:
    """Whether the test is still to be made. For the job; after a kill it is made from the start."""
    _insist(by)
    with transaction.atomic():
        return Flip.objects.filter(pk=flip_id, state__in=AT_WORK).update(state=RunState.RUNNING) == 1


def end_flip(*, flip_id: UUID, values: dict, by: Identity, at: datetime) -> None:
    """Keep what came out: the columns of a Flip, `state` among them. For the job."""
    _insist(by)
    with transaction.atomic():
        held = Flip.objects.select_for_update(of=("self",)).filter(pk=flip_id, state__in=AT_WORK).first()
        if held is None:
            return
        for name, value in values.items():
            setattr(held, name, value)
        held.ended_at = at
        held.save(update_fields=[*values, "ended_at"])
        record("fairness.end_flip", kind=FLIP, thing=held.pk, file=None, fields=sorted(values))
