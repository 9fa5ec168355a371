"""What the pages of fairness show: protected tables, and the rows of one's own cases."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from umay.care.cases.models import CaseChild
from umay.care.fairness.access import visible_flips, visible_passed, visible_sheets
from umay.care.fairness.models import Flip, PassedOver, Sheet
from umay.care.fairness.words import MONTH, RUN
from umay.care.families.queries import numbers
from umay.care.matching.models import Run
from umay.care.matching.queries import all_runs, runs
from umay.care.matching.words import RunState
from umay.kit.kernel.acting import Identity

MONTHS = 12
AT_WORK = (RunState.QUEUED, RunState.RUNNING)


def months(by: Identity, *, is_protected: bool = False) -> list[Sheet]:
    """The last twelve counted months, oldest first."""
    found = visible_sheets(by).filter(kind=MONTH, is_protected=is_protected).order_by("-first_on", "id")[:MONTHS]
    return list(reversed(found))


def month(found: list[Sheet], first_on: date | None) -> Sheet | None:
    """The month that was asked for, else the last."""
    return next((sheet for sheet in found if sheet.first_on == first_on), found[-1] if found else None)


def sheets_of_runs(by: Identity) -> list[Sheet]:
    """The newest comparisons that were counted."""
    return list(
        visible_sheets(by)
        .filter(kind=RUN, is_protected=False)
        .select_related("run")
        .defer("run__sought", "tables")
        .order_by("-run__asked_at", "id")[:MONTHS]
    )


def sheet_of_run(by: Identity, run_id: UUID) -> QuerySet[Sheet]:
    return (
        visible_sheets(by)
        .filter(kind=RUN, run_id=run_id, is_protected=False)
        .select_related("run")
        .defer("run__sought")
    )


def latest_run(by: Identity) -> Run | None:
    """The newest run with a kept question, to be read out again."""
    return runs(by).exclude(result_sha256="").first()


def latest_repeat(by: Identity, run: Run) -> Run | None:
    """The newest finished repetition of a run: its question was read from the seal and hashed anew."""
    return all_runs(by).filter(replay_of=run).exclude(input_sha256="").order_by("-asked_at", "id").first()


def latest_flip(by: Identity) -> Flip | None:
    """The newest flip test of the country, at work or over."""
    return visible_flips(by).order_by("-asked_at", "id").first()


def passed_over(by: Identity) -> QuerySet[PassedOver]:
    """The person's own cases whose better family went to a later claim, the newest first."""
    present = (
        CaseChild.objects.select_related("person")
        .filter(left_on__isnull=True)
        .defer("health", "view", "view_why_not")
        .order_by("person__born_on", "id")
    )
    return (
        visible_passed(by)
        .select_related("case", "run")
        .defer("case__why_care", "case__summary", "case__closing_note", "run__sought")
        .prefetch_related(Prefetch("case__children", queryset=present, to_attr="present"))
        .order_by("-run__asked_at", "-case__is_urgent", "case__needs_family_since", "id")
    )


def numbers_of(rows: list[PassedOver]) -> dict[UUID, str]:
    """{family: number} of those the asker may read."""
    return numbers([row.family_id for row in rows])


def uncounted_runs(by: Identity) -> list[UUID]:
    """Finished runs of which no table was kept yet, the oldest first; for the nightly job, which reads every sheet."""
    with transaction.atomic():  # a job is in none, and outside of one the database shows nobody anything
        over = runs(by).filter(state__in=[RunState.DONE, RunState.STOPPED], sheets__isnull=True)
        return list(over.order_by("asked_at", "id").values_list("pk", flat=True)[:50])
