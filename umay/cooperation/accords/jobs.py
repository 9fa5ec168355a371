"""Reminders that go out in the morning. A job holds ids only; the e-mail holds titles and links only, and never a word about a child."""

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from umay.cooperation.accords import reminding
from umay.cooperation.accords.actions import calendars as actions
from umay.cooperation.accords.queries import calendars as queries
from umay.cooperation.accords.work import work
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now

log = logging.getLogger(__name__)


@app.periodic(cron="0 5 * * *")
@app.task(queueing_lock="accords.remind", name="accords.remind")
def remind(timestamp: int) -> None:
    """Write to everybody who has asked for it and for whom something is due, at five o'clock UTC. Twice on a day writes once."""
    if not settings.UMAY_MAILS:
        return
    at = now()
    for pk, identity in queries.reminders_due(at.date()):
        try:
            write_to(pk, identity, at)
        except OSError as error:  # the mail server is away: the others still get theirs, and this one tomorrow
            log.error("a reminder could not be sent (%s)", type(error).__name__)


def write_to(pk: UUID, identity: Identity, at: datetime) -> bool:
    """Write to one person in the language of their subscription. Marked as sent once the mail server has taken it. Returns whether there was anything to say."""
    with acting(identity), transaction.atomic(), timezone.override(identity.zone):
        row = queries.own(identity).get(pk=pk)
        with translation.override(row.lang):
            letter = reminding.letter(work(identity, at), at=at, zone=identity.zone, address=settings.UMAY_ADDRESS)
    if letter is not None:
        EmailMessage(letter.subject, letter.text, settings.UMAY_MAIL_FROM, [row.email]).send()
    with acting(identity), transaction.atomic():
        actions.mark_sent(pk=pk, on=at.date(), by=identity, at=at)
    return letter is not None
