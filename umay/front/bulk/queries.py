"""Reads for the pages of bringing in."""

import json

from django.core.cache import cache
from django.db.models import QuerySet

from umay.care.persons.models import Upload
from umay.front.bulk.sheets import SHEETS
from umay.front.bulk.walking import Report
from umay.ground.offices.models import ColumnChoice
from umay.kit.kernel.acting import Identity


def uploads(by: Identity) -> QuerySet[Upload]:
    """The person's own files, newest first. Row-level security shows nobody else's."""
    return Upload.objects.filter(worker_id=by.user_id)


def kinds(by: Identity) -> list:
    """The sheets that the person's post may bring in and take out."""
    return [sheet for sheet in SHEETS.values() if by.may(sheet.permission) and by.offices]


def remembered(kind: str, by: Identity) -> dict[str, str]:
    """What this office chose for headings that are not known by themselves."""
    return (
        ColumnChoice.objects.filter(office_id=by.office_id, kind=kind).values_list("headings", flat=True).first() or {}
    )


def report_of(upload: Upload) -> Report | None:
    return Report.of(json.loads(upload.report)) if upload.report else None


def headings_of(upload: Upload) -> list[str]:
    return json.loads(upload.headings) if upload.headings else []


def progress(upload: Upload) -> tuple[int, int]:
    """(rows done, rows in all) of the work that is going on."""
    return cache.get(f"bulk:{upload.pk}") or (0, max(upload.rows, 1))


class StopAsked(Exception):
    """Somebody asked on the page to stop this work."""


def tell(upload: Upload):
    """What the work calls after every batch to say how far it is, kept outside the database, whose transaction is not finished yet.

    Raises StopAsked where somebody asked to stop meanwhile.
    """

    def told(done: int, total: int) -> None:
        cache.set(f"bulk:{upload.pk}", (done, total), 6 * 3600)
        if is_asked_to_stop(upload):
            raise StopAsked()

    return told


def ask_to_stop(upload: Upload) -> None:
    """Outside the database as well: the row is held by the work itself until it ends."""
    cache.set(f"bulk:{upload.pk}:stop", True, 6 * 3600)


def is_asked_to_stop(upload: Upload) -> bool:
    return bool(cache.get(f"bulk:{upload.pk}:stop"))


def forget_stop(upload: Upload) -> None:
    cache.delete_many([f"bulk:{upload.pk}:stop", f"bulk:{upload.pk}"])
