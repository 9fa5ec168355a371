"""Steps of the job that works out which families are missing, after each run that came to its end."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from umay.care.matching.access import NOBODY, require
from umay.care.matching.models import Recruitment
from umay.care.matching.queueing import queue as to_worker
from umay.kit.kernel.acting import NATIONAL, Identity

JOB = "matching.recruit"


def queue(*, run_id: UUID, by: Identity, at: datetime) -> None:
    """Give it to a worker. Asked twice for one run, after a kill, it is done once."""
    require(by, NATIONAL)
    with transaction.atomic():
        # Through the present connection: inside a job the worker's own carries nobody's name, and the database refuses it.
        to_worker(JOB, lock=f"{JOB}.{run_id}", priority=-10, run=str(run_id), country=by.country)


def keep_wanted(*, run_id: UUID, figures: dict, by: Identity, at: datetime) -> None:
    """Keep what was found; a second answer for the same run is the same and is not kept again."""
    require(by, NATIONAL)
    with transaction.atomic():
        if not Recruitment.objects.filter(run_id=run_id).exists():
            Recruitment.objects.create(
                country=by.country, run_id=run_id, made_at=at, figures=figures, recorded_at=at, recorded_by=NOBODY
            )
