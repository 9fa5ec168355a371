"""Asking for a calendar or for reminders, and ending that."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access
from umay.cooperation.accords.models import Accord, Subscription
from umay.cooperation.accords.words import SubscriptionKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

MOST = 20


@transaction.atomic
def subscribe(
    *, kind: str, lang: str, by: Identity, at: datetime, accord: Accord | None = None, email: str = ""
) -> Subscription:
    """A calendar in one language, or reminders by e-mail. Reminders once only; calendars as many as one has programs, up to twenty."""
    if not by.may(access.SEE):
        raise NotAllowed()
    mine = Subscription.objects.filter(user_id=by.user_id, ended_at__isnull=True)
    if kind == SubscriptionKind.MAIL and mine.filter(kind=kind).exists():
        raise Refusal(_("You get reminders already."), code="already_there")
    if mine.count() >= MOST:
        raise Refusal(_("You have twenty calendars. End one that you no longer use."), code="too_many")
    if kind == SubscriptionKind.MAIL and not email:
        raise Refusal(_("Write the e-mail address they go to."), code="no_address", field="email")
    row = Subscription(
        user_id=by.user_id, kind=kind, lang=lang, accord=accord, email=email if kind == SubscriptionKind.MAIL else "",
        recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    row.save(force_insert=True)
    record("calendars.subscribe", kind="accords.subscription", thing=row.pk, fields=["kind", "lang", "accord"])
    return row


@transaction.atomic
def end(*, subscription: Subscription, by: Identity, at: datetime) -> Subscription:
    """The address opens nothing any more, and no reminder goes out."""
    fresh = Subscription.objects.select_for_update(of=("self",)).filter(pk=subscription.pk).first()
    if fresh is None:
        raise NotAllowed()
    if fresh.ended_at is None:
        fresh.ended_at = at
        fresh.save(update_fields=["ended_at"])
        record("calendars.end", kind="accords.subscription", thing=fresh.pk, fields=["ended_at"])
    return fresh


@transaction.atomic
def mark_sent(*, pk, on: date, by: Identity, at: datetime) -> None:
    """Today's reminder of this person is on its way."""
    Subscription.objects.filter(pk=pk, user_id=by.user_id).update(sent_on=on)
