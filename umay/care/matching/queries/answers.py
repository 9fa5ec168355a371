"""What a run's job reads of the run it makes: what was kept before it was killed, and whether it repeats another. For the job alone."""

from uuid import UUID

from django.db import transaction

from umay.care.matching.access import require
from umay.care.matching.models import Run
from umay.care.matching.queries.runs import kept
from umay.care.matching.words import FileKind
from umay.kit.kernel.acting import NATIONAL, Identity


def earlier_answer(*, run_id: UUID, by: Identity) -> tuple[bytes, bytes]:
    """(the answer kept before a kill, the answer of the run that is repeated); empty where there is none."""
    require(by, NATIONAL)
    with transaction.atomic():
        run = Run.objects.select_related("replay_of").get(pk=run_id)
        own = kept(run, FileKind.RESULT)
        return own, kept(run.replay_of, FileKind.RESULT) if run.replay_of_id else b""


def is_replay(*, run_id: UUID, by: Identity) -> bool:
    """Whether the run repeats another one."""
    require(by, NATIONAL)
    with transaction.atomic():
        return Run.objects.filter(pk=run_id, replay_of__isnull=False).exists()
