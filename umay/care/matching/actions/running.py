"""A run for a country: asked for by a person or by the morning, done step by step by a job, and done again where a worker was killed.

Each step writes in one short transaction and finds what the step before has kept, so a job may die anywhere and be given to another
worker: the same input, the same answer. The steps are called by jobs.py.
"""

import hashlib
import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.matching import queries, rounds
from umay.care.matching.access import NOBODY, REPLAY, RUN, require
from umay.care.matching.engine import dump
from umay.care.matching.futures import YEAR
from umay.care.matching.models import Run, RunFile
from umay.care.matching.queueing import queue
from umay.care.matching.words import FileKind, RunKind, RunState
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import NATIONAL, Identity
from umay.kit.kernel.errors import NotAllowed, Refusal

JOB = "matching.run"
_OVER = (RunState.DONE, RunState.STOPPED, RunState.FAILED)


class RunAtWork(Refusal):
    """One run at a time for a country."""

    def __init__(self):
        super().__init__(
            _("A comparison for the whole country is at work already. Wait for it; its suggestions are for everybody."),
            code="run_at_work",
        )


def _queue(run_id: UUID, country: str) -> None:
    """Give the run to a worker, in the present transaction. Ids only."""
    queue(JOB, lock=f"{JOB}.{run_id}", run=str(run_id), country=country)


def ask_run(*, by: Identity, at: datetime) -> UUID:
    """Ask for a comparison of all who wait in the country with all its families, now. Returns the run's id."""
    require(by, RUN)
    return _asked(None, by, at)


def replay(*, run: Run, by: Identity, at: datetime) -> UUID:
    """Repeat an earlier run from what it kept, to see that the same bytes come out. Returns the new run's id."""
    require(by, REPLAY)
    if not run.result_sha256:
        raise Refusal(_("This run has no result that could be repeated."), code="no_result")
    return _asked(run.pk, by, at)


def _asked(replay_of: UUID | None, by: Identity, at: datetime) -> UUID:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select matching_ask_run(%s, %s, %s)", [local_day(at, by.zone), replay_of, at])
            made = cursor.fetchone()[0]
    except IntegrityError as error:
        raise RunAtWork() from error
    _queue(made, by.country)
    return made


def stop(*, run: Run, by: Identity, at: datetime) -> None:
    """Ask a run to stop; what it has found so far is kept and said to be unfinished."""
    if not (by.may(RUN) or by.may(REPLAY)):
        raise NotAllowed()
    with connection.cursor() as cursor:
        cursor.execute("select matching_stop_run(%s, %s)", [run.pk, at])
        if not cursor.fetchone()[0]:
            raise Refusal(_("This run is not at work any more, or it is not yours to stop."), code="not_at_work")
    transaction.on_commit(lambda: queries.ask_to_stop(run.pk))


def begin_morning(*, by: Identity, at: datetime) -> UUID | None:
    """The country's run of this morning, begun or to be gone on with; None where it is over, or another run is at work.

    The job that calls this makes the run itself: a worker's own connection carries nobody's name, and may queue nothing for others.
    """
    _insist(by)
    today = local_day(at, by.zone)
    with transaction.atomic():
        found = Run.objects.filter(country=by.country, day=today, kind=RunKind.MORNING).first()
    if found is not None:
        return None if found.state in _OVER else found.pk
    try:
        with transaction.atomic():
            return Run.objects.create(
                country=by.country, kind=RunKind.MORNING, day=today, asked_at=at, recorded_by=NOBODY
            ).pk
    except IntegrityError:
        return None


def queue_morning(*, by: Identity, at: datetime) -> UUID | None:
    """Begin the country's run of this morning now, whatever the hour, and give it to a worker: for an installation that has just begun."""
    begun = begin_morning(by=by, at=at)
    if begun is not None:
        _queue(begun, by.country)
    return begun


def _insist(by: Identity) -> None:
    if not by.may(NATIONAL):
        raise NotAllowed()


def _locked(run_id: UUID) -> Run:
    return Run.objects.select_for_update(of=("self",)).select_related("replay_of").get(pk=run_id)


def prepare(*, run_id: UUID, by: Identity, at: datetime) -> bytes:
    """Begin, or go on after a kill: the bytes to solve, gathered once. Empty where the run is over.

    A repetition takes the bytes of the run it repeats. Raises Refusal where nobody confirmed the country's weights.
    """
    _insist(by)
    with transaction.atomic():
        run = _locked(run_id)
        if run.state in _OVER:
            return b""
        run.state, run.began_at = RunState.RUNNING, run.began_at or at
        if run.replay_of_id:
            raw = queries.kept(run.replay_of, FileKind.INPUT)
        elif not (raw := queries.kept(run, FileKind.INPUT)):
            found = queries.gathered(by=by, at=at)
            raw = dump(found.instance)
            run.figures = {"not_comparable": found.not_comparable}
            run.weights, run.weights_number = rounds.rules_sha256(found.instance), found.weights_number
            _keep(run, FileKind.INPUT, raw, at)
        run.input_sha256 = hashlib.sha256(raw).hexdigest()
        run.save(update_fields=["state", "began_at", "figures", "weights", "weights_number", "input_sha256"])
        return raw


def _keep(run: Run, kind: FileKind, raw: bytes, at: datetime) -> None:
    body = queries.packed(raw)
    RunFile.objects.create(country=run.country, run=run, kind=kind, body=body, recorded_at=at, recorded_by=NOBODY)


def keep_answer(
    *, run_id: UUID, raw: bytes, answer: bytes, engine: str, seconds: float, by: Identity, at: datetime
) -> None:
    """Keep what came out, with its hash and its numbers. A repetition keeps the hash alone."""
    _insist(by)
    found = rounds.rounds_of(raw, answer)
    with transaction.atomic():
        run = _locked(run_id)
        if run.state in _OVER or run.result_sha256:
            return
        if not run.replay_of_id:
            _keep(run, FileKind.RESULT, answer, at)
        run.result_sha256, run.work = hashlib.sha256(answer).hexdigest(), rounds.work_of(answer)
        run.engine, run.seconds = engine, seconds
        run.figures |= rounds.figures_of(found)
        run.save(update_fields=["result_sha256", "work", "engine", "seconds", "figures"])


def middles(*, by: Identity, at: datetime) -> dict[str, tuple[float, float]]:
    """Where each family is drawn for the offices it isn't open to, by the engine's id."""
    _insist(by)
    with transaction.atomic():
        return queries.middles_of_country(by=by, at=at)


def arrivals(*, by: Identity, at: datetime) -> list:
    """The groups that came within a year, as the engine's own, without any id of theirs."""
    _insist(by)
    with transaction.atomic():
        return queries.arrivals(by=by, since=at - timedelta(days=YEAR), at=at)


def put_advice(*, run_id: UUID, rows: list[dict], by: Identity, at: datetime) -> None:
    """Write the suggestions into the files of the cases: the database takes the scope from each case. Twice changes nothing."""
    _insist(by)
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), 500):
            cursor.execute("select matching_put_advice(%s, %s::jsonb)", [run_id, json.dumps(rows[start : start + 500])])


def finish(*, run_id: UUID, is_stopped: bool, sought: dict[str, int], basis: dict, by: Identity, at: datetime) -> None:
    """The run is over, and how much other children need each family is known until the next."""
    _insist(by)
    with transaction.atomic():
        run = _locked(run_id)
        if run.state in _OVER:
            return
        run.state, run.ended_at = RunState.STOPPED if is_stopped else RunState.DONE, at
        run.sought, run.figures = sought, run.figures | basis
        run.save(update_fields=["state", "ended_at", "sought", "figures"])


def fail(*, run_id: UUID, code: str, by: Identity, at: datetime) -> None:
    """The run could not be made; `code` says why, without anything of anybody in it."""
    _insist(by)
    with transaction.atomic():
        run = _locked(run_id)
        if run.state not in _OVER:
            run.state, run.ended_at, run.failure = RunState.FAILED, at, code[:40]
            run.save(update_fields=["state", "ended_at", "failure"])
