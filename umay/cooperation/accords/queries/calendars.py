"""Calendars and reminders somebody has asked for, and whose feed an address is."""

from django.core import signing
from django.db import connection
from django.db.models import QuerySet

from umay.cooperation.accords.models import Subscription
from umay.ground.offices.models import User
from umay.ground.offices.queries import identity_of_user
from umay.kit.kernel.acting import Identity

_SIGNER = signing.Signer(salt="accords.calendars", sep="~")


def address_of(subscription: Subscription) -> str:
    """The part of a feed's address that opens it. It is made anew from the row and kept nowhere."""
    return _SIGNER.sign(subscription.pk.hex)


def own(by: Identity) -> QuerySet[Subscription]:
    """What this person has asked for and not ended."""
    found = Subscription.objects.filter(user_id=by.user_id, ended_at__isnull=True)
    return found.select_related("accord").order_by("kind", "-recorded_at", "id")


def feed_of(token: str) -> tuple[Identity, str, object] | None:
    """(whose feed it is, its language, its accord's id or None); None where the address is wrong, was ended, or the post is gone."""
    try:
        found = _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select user_id, lang, accord_id from coop.feed_of(%s::uuid)", [found])
        row = cursor.fetchone()
    identity = _desk(row[0]) if row else None
    return (identity, row[1], row[2]) if identity else None


def _desk(user_id) -> Identity | None:
    """The person in a post of the cooperation house, as long as account and post last."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    for role in ("desk_lead", "desk"):
        try:
            return identity_of_user(user, role=role) if user else None
        except LookupError:
            continue
    return None


def reminders_due(today) -> list[tuple[object, Identity]]:
    """(subscription's id, person) of reminders that have not gone out today. For the machine."""
    with connection.cursor() as cursor:
        cursor.execute("select id, user_id from coop.reminders_due(%s)", [today])
        rows = cursor.fetchall()
    return [(pk, identity) for pk, user_id in rows if (identity := _desk(user_id)) is not None]
