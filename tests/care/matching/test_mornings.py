"""A morning of an installation that serves one country."""

from datetime import UTC, datetime

from django.db import transaction

from tests.factories.cast import make_office
from umay.care.matching import jobs
from umay.care.matching.access import national
from umay.care.matching.models import Run
from umay.kit.kernel.acting import acting

MORNING = datetime(2026, 3, 2, 9, 3, tzinfo=UTC)


def runs(country):
    with acting(national(country, MORNING)), transaction.atomic():
        return Run.objects.filter(country=country).count()


def test_a_country_without_offices_has_no_run(db, monkeypatch):
    monkeypatch.setattr(jobs, "now", lambda: MORNING)
    jobs.morning(timestamp=0)
    assert (runs("TR"), runs("AZ")) == (0, 0)
    make_office("T42A")
    jobs.morning(timestamp=0)
    assert (runs("TR"), runs("AZ")) == (1, 0)
