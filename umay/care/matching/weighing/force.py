"""Which document of weights counts on a day."""

from datetime import date

from django.db import connection

from umay.care.matching.weighing.models import WeightsDocument
from umay.care.matching.weighing.words import DocumentState


def in_force(country: str, day: date) -> WeightsDocument | None:
    """The approved document whose day came last, not after `day`; None where no board has approved one. Read once in a transaction."""
    if not connection.in_atomic_block:
        return _in_force(country, day)
    key = ("weights", country, day)
    if key not in connection.kept:
        connection.kept[key] = _in_force(country, day)
    return connection.kept[key]


def _in_force(country: str, day: date) -> WeightsDocument | None:
    found = WeightsDocument.objects.filter(country=country, state=DocumentState.APPROVED, valid_from__lte=day)
    return found.order_by("-valid_from", "-number").first()
