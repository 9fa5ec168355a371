"""Long files are looked through and brought in beside the pages, by the same worker as all jobs (umay/front/jobs.py imports this)."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from umay.front.bulk import storage, uploads
from umay.front.bulk.limits import KEPT_DAYS
from umay.front.bulk.queries import uploads as own_uploads
from umay.ground.offices.models import User
from umay.ground.offices.queries import identity_of_user
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@app.task(name="bulk.go_on")
def go_on(upload: str, user: str, role: str, language: str) -> None:
    """Do what the upload waits for, as the person who confirmed it and no longer than they hold the post. Ids only; may run twice."""
    person = User.objects.get(pk=user)
    identity = identity_of_user(person, role=role)
    with acting(identity), timezone.override(identity.zone), translation.override(language):
        waiting = own_uploads(identity).filter(pk=upload).first()
        if waiting is not None:
            uploads.go_on(upload=waiting, by=identity, at=now())


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="bulk.forget", name="bulk.forget")
def forget(timestamp: int) -> None:
    """Delete files that nobody finished within a week, and what was read of them."""
    forget_before(datetime.fromtimestamp(timestamp, tz=timezone.get_default_timezone()) - timedelta(days=KEPT_DAYS))


def forget_before(at: datetime) -> int:
    """Returns how many uploads were forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("select persons_forget_uploads(%s)", [at])
        gone = [row[0] for row in cursor.fetchall()]
    for upload_id in gone:
        storage.remove(upload_id)
    storage.remove_older_than(at.timestamp())
    return len(gone)
