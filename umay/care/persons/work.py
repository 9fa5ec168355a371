"""What waits in the persons room."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import ERASE
from umay.care.persons.queries import asked_erasures
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

MOST = 20


def work(identity: Identity, at: datetime) -> list[Task]:
    """Erasures that wait for this person as the second one. One statement, none for posts that may not."""
    if not identity.may(ERASE):
        return []
    return [
        Task(
            kind="persons.erase",
            title=_("An erasure waits for a second person"),
            url=reverse("persons:erase", args=[asked.person_id]),
            tone="waiting",
        )
        for asked in asked_erasures(identity)[:MOST]
    ]
