"""Work that a job itself queues: it goes through the connection that says who asks."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app as procrastinate_app
from procrastinate.exceptions import ConnectorException
from procrastinate.testing import InMemoryConnector

from umay.care.matching.access import national
from umay.care.matching.queueing import queue
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def test_a_job_too_queues_work_through_the_connection_that_says_who_asks(cast):
    with procrastinate_app.replace_connector(InMemoryConnector()), acting(national("TR", now())), transaction.atomic():
        for _ in range(2):  # asked for again while it waits: one is enough
            queue("matching.run", lock="matching.run.test", run=str(cast.team.pk), country="TR")
    with connection.cursor() as cursor:
        cursor.execute(
            "select task_name, args ->> 'country' from procrastinate_jobs where queueing_lock = 'matching.run.test'"
        )
        assert cursor.fetchone() == ("matching.run", "TR")
    with acting(None), pytest.raises(ConnectorException), transaction.atomic():
        queue("matching.run", lock="matching.run.other", run=str(cast.team.pk), country="TR")
