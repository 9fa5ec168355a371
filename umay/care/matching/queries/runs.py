"""The runs for a country: how far one is, what it kept of itself, what it suggests. What a page shows are numbers, and the rows of one's own cases."""

import base64
import zlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet, Subquery

from umay.care.cases.models import CaseChild
from umay.care.families.queries import cards, numbers
from umay.care.matching.access import visible_advice, visible_runs
from umay.care.matching.models import Advice, Candidate, Match, Run, RunFigures, RunFile
from umay.care.matching.words import SAID_NO, FileKind, MatchState, RunState
from umay.kit.kernel.acting import Identity

KEPT_S = 24 * 3600
AT_WORK = (RunState.QUEUED, RunState.RUNNING)
WITH_ANSWER = (RunState.DONE, RunState.STOPPED)


def runs(by: Identity) -> QuerySet[Run]:
    """The country's runs, the newest first; replays stand with the run they repeat."""
    return visible_runs(by).filter(replay_of__isnull=True)


def all_runs(by: Identity) -> QuerySet[Run]:
    """Repetitions too."""
    return visible_runs(by)


def run_at_work(by: Identity) -> Run | None:
    return runs(by).filter(state__in=AT_WORK).first()


def latest_run(by: Identity) -> Run | None:
    """The newest run that has an answer."""
    return runs(by).filter(state__in=WITH_ANSWER).first()


def replays_of(run: Run) -> list[Run]:
    return list(run.replays.defer("sought").order_by("-asked_at", "id")[:20])


def tell(run_id: UUID, stage: str, done: int, total: int) -> None:
    """Say how far the work is; kept outside the database, whose transactions are short here."""
    cache.set(f"matching:run:{run_id}", (stage, done, total), KEPT_S)


def progress(run: Run) -> tuple[str, int, int]:
    """(stage, done, in all)."""
    return cache.get(f"matching:run:{run.pk}") or ("", 0, 1)


def ask_to_stop(run_id: UUID) -> None:
    cache.set(f"matching:stop:{run_id}", True, KEPT_S)


def is_asked_to_stop(run_id: UUID) -> bool:
    return bool(cache.get(f"matching:stop:{run_id}"))


def packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw, 6)).decode()


def kept(run: Run, kind: FileKind) -> bytes:
    """The bytes of one of a run's files; empty where there is none. The database gives the row to the job alone."""
    file = RunFile.objects.filter(run=run, kind=kind).first()
    return zlib.decompress(base64.b64decode(file.body)) if file and file.body else b""


def kept_of(run_id: UUID, by: Identity) -> tuple[bytes, bytes] | None:
    """(input, result) of a run of the asker's country, for the job alone; None where there is no such run or no result."""
    with transaction.atomic():
        run = visible_runs(by).filter(pk=run_id).first()
        if run is None:
            return None
        raw, answer = kept(run, FileKind.INPUT), kept(run, FileKind.RESULT)
    return (raw, answer) if raw and answer else None


def sought(families: Iterable[UUID | str]) -> dict[str, int]:
    """How much other children need each of these families, in millionths of a point: {family id: above nought}, from the newest comparison."""
    wanted = [str(one) for one in families]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select family_id::text, points from matching_sought(%s::uuid[])", [wanted])
        return dict(cursor.fetchall())


def with_figures(found: Iterable[Run], by: Identity) -> list[Run]:
    """The runs, each with `shown`: its numbers as they were counted for who reads the whole country, protected by the database for all others."""
    runs = list(found)
    exact = {}
    if by.is_countrywide and runs:
        kept_rows = RunFigures.objects.filter(run_id__in=[run.pk for run in runs])
        exact = dict(kept_rows.values_list("run_id", "figures"))
    for run in runs:
        run.shown = exact.get(run.pk, run.figures)
    return runs


def ask_today(by: Identity, on: date, days: int) -> list[tuple[UUID, bool]]:
    """[(family, is it for an urgent group)] of the asker's own families that today's comparison suggests and whose word is older than `days`."""
    with connection.cursor() as cursor:
        cursor.execute("select family_id, is_urgent from matching_ask_today(%s, %s)", [on, on - timedelta(days=days)])
        return cursor.fetchall()


def advice_of(group_id: UUID, by: Identity) -> Advice | None:
    """The newest suggestion for a search (or a case nobody searches for yet)."""
    found = visible_advice(by).filter(group_id=group_id, run__state__in=WITH_ANSWER)
    return found.select_related("run").defer("run__sought", "heed_words").order_by("-recorded_at", "id").first()


def match_of_advice(advice: Advice) -> Match | None:
    """The open search of the group, also where it began after the suggestion."""
    found = Match.objects.filter(case_id=advice.case_id, state=MatchState.OPEN).defer("input")
    return found.filter(pk=advice.group_id).first() or found.filter(split_of__isnull=True).first()


def advice_for(match: Match, by: Identity) -> Advice | None:
    """The newest suggestion for the group of a search: its own, or of its case where the search began after the run."""
    found = advice_of(match.pk, by)
    if found is None and match.split_of_id is None:
        found = advice_of(match.case_id, by)
    return found if found and set(found.children) == set(match.children) else None


def suggestions(by: Identity, run: Run) -> QuerySet[Advice]:
    """What a run suggests for the cases the person may see, urgent first, then the longest wait."""
    return (
        visible_advice(by)
        .filter(run=run)
        .select_related("case", "case__worker")
        .prefetch_related(
            Prefetch(
                "case__children",
                queryset=CaseChild.objects.select_related("person")
                .defer("health", "view", "view_why_not")
                .order_by("person__born_on", "id"),
                to_attr="present",
            )
        )
        .defer("case__why_care", "case__summary", "case__closing_note", "heed_words", "others")
        .order_by("-case__is_urgent", "case__needs_family_since", "case__opened_at", "id")
    )


def children_of_advice(advice: Advice) -> list[CaseChild]:
    """The group's own children, of the prefetched ones of its case."""
    return [child for child in advice.case.present if child.person_id in set(advice.children)]


def numbers_of_open_families(rows: Iterable[Advice]) -> dict[UUID, str]:
    """{family: number} of the suggested families that the asker may read."""
    return numbers([row.family_id for row in rows if row.family_id])


def family_of_number(number: str, by: Identity, at: datetime) -> UUID | None:
    """The approved family of that number; None where there is none for the asker."""
    wanted = number.strip().casefold()
    if not wanted:
        return None
    return next((card.id for card in cards(by=by, at=at) if card.number.casefold() == wanted), None)


def unheeded(by: Identity) -> int:
    """How many suggestions of the newest run with a family nobody has answered yet, among the person's own cases."""
    newest = runs(by).filter(state__in=WITH_ANSWER).values("pk")[:1]
    return visible_advice(by).filter(run=Subquery(newest), heed="", family_id__isnull=False).count()


def heeded(run: Run) -> list[tuple[str, str, int]]:
    """[(what people made of it, the reason's code, how many)]; -1: one to four, protected."""
    with connection.cursor() as cursor:
        cursor.execute("select heed, kind, n from matching_heeded(%s)", [run.pk])
        return cursor.fetchall()


def telephoned(at: datetime, besides: UUID | None = None) -> dict[UUID, datetime]:
    """{family: until when}: families somebody is telephoning now, for a search or for an emergency; not who, and not for whom.

    `besides`: the search, or the case of the emergency, whose own calls are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute("select family_id, until_at from matching_telephoned(%s, %s)", [at, besides])
        return dict(cursor.fetchall())


def gone_today(rows: Iterable[Advice]) -> set[UUID]:
    """Which of these suggestions are gone, because the family or its office has said no since: ids of the groups."""
    said_no = Candidate.objects.filter(match_id__in=[row.group_id for row in rows], state__in=SAID_NO)
    found = set(said_no.values_list("match_id", "family_id"))
    return {row.group_id for row in rows if (row.group_id, row.family_id) in found}
