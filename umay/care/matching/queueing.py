"""Giving work to the worker, in the present transaction and in the name of whoever asks: from a page, and from a job as well."""

import contextlib

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import configure_task


def queue(task: str, *, lock: str, priority: int = 0, **ids: str) -> None:
    """Queue `task` with ids alone. While one of the same `lock` waits already, that one is enough.

    Inside a job procrastinate would use a connection of its own, which carries nobody's name and which the database therefore refuses.
    """
    own = app.with_connector(DjangoConnector(alias="default")).job_manager
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        configure_task(name=task, job_manager=own, queueing_lock=lock, priority=priority).defer(**ids)
