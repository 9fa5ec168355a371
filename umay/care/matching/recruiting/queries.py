"""Which families are missing, as the newest run with an answer says; and what the job needs for it."""

from uuid import UUID

from django.db import transaction

from umay.care.matching.access import require
from umay.care.matching.models import Recruitment, RecruitmentFigures, Run
from umay.care.matching.queries.runs import kept
from umay.care.matching.words import FileKind
from umay.ground.offices import places
from umay.kit.kernel.acting import NATIONAL, Identity


def newest(by: Identity) -> Recruitment | None:
    """The newest answer for the person's country, with `shown`: its numbers as counted for who reads the whole country, protected by the
    database for all others.
    """
    rows = Recruitment.objects.filter(country=by.country).select_related("run")
    found = rows.defer("run__sought", "run__figures").order_by("-made_at", "id").first()
    if found is not None:
        exact = RecruitmentFigures.objects.filter(recruitment=found).first() if by.is_countrywide else None
        found.shown = exact.figures if exact else found.figures
    return found


def question_of(run_id: UUID, by: Identity) -> bytes:
    """What a run has read; empty where there is nothing or it was answered already. For the job."""
    require(by, NATIONAL)
    with transaction.atomic():
        if Recruitment.objects.filter(run_id=run_id).exists():
            return b""
        return kept(Run.objects.get(pk=run_id), FileKind.INPUT)


def spots(country: str) -> list:
    """The middle of every province."""
    from umay.care.matching.recruiting.counting import Spot

    return [Spot(place.code, *place.centre) for place in places.provinces(country)]
