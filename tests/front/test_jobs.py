"""Work that nobody clicks for runs as the application's own role."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from umay.front import jobs
from umay.ground.journal.actions import record
from umay.ground.journal.models import Seal
from umay.kit.kernel.acting import acting


def test_every_periodic_job_is_known_to_the_worker():
    assert {"journal.seal", "jobs.wake", "jobs.tidy", "jobs.forget"} <= set(app.tasks)


def test_the_seal_job_seals_and_writes_the_root_outside(own_cast, settings, tmp_path):
    settings.UMAY_HOME = tmp_path
    with acting(own_cast.worker), transaction.atomic():
        record("read", kind="cases.case")
    jobs.seal_journal(timestamp=0)
    assert Seal.objects.count() == 1
    assert len(next((tmp_path / "journal-roots").glob("*.txt")).read_text().splitlines()) == 1


def test_the_application_may_queue_and_take_jobs(db):
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone()[0] == "umay_app"
    number = jobs.tidy.defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status::text from procrastinate_jobs where id = %s", [number])
        assert cursor.fetchone() == ("jobs.tidy", "todo")


@pytest.mark.parametrize(
    ("behind", "chain", "found"),
    [
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "", "127.0.0.1"),
        (False, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_is_believed_only_behind_a_proxy_of_ours(rf, settings, behind, chain, found):
    from umay.front.middleware import Origin

    settings.UMAY_BEHIND_PROXY = behind
    request = rf.get("/", headers={"X-Forwarded-For": chain} if chain else {})
    Origin(lambda request: None)(request)
    assert request.META["REMOTE_ADDR"] == found
