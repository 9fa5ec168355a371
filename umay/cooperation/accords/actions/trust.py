"""An administrator pins whom a state trusts, a second person confirms it, entries are taken off again. Nothing is fetched: what counts is what two
people put here."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access, proving
from umay.cooperation.accords.declaration_words import REASONS, TrustKind
from umay.cooperation.accords.models import TrustEntry
from umay.cooperation.partners.models import State
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

KIND = "accords.trust"
MOST_BYTES = 5 * 1024 * 1024
_AUTHORITIES = (TrustKind.ROOT, TrustKind.BETWEEN)


def pin(*, state: State, kind: str, content: bytes, source: str, by: Identity, at: datetime) -> TrustEntry:
    """Pin a certificate (DER or PEM) or a list of withdrawn certificates, which one of the state's pinned authorities must have signed. It counts
    once a second person has confirmed it."""
    if not by.may(access.PIN):
        raise NotAllowed()
    if len(content) > MOST_BYTES:
        raise Refusal(_("This file is larger than 5 MB. Nothing was saved."), code="too_large", field="file")
    try:
        found = _withdrawn(state, content) if kind == TrustKind.WITHDRAWN else _certificate(content)
    except proving.Unproved as wrong:
        raise Refusal(
            _("%(why)s Nothing was saved.") % {"why": REASONS[wrong.reason]}, code=wrong.reason.value, field="file"
        ) from wrong
    name, der, valid_from, valid_until = found
    row = TrustEntry(
        state=state, kind=kind, name=name[:300], sha256=proving.sha256(der), content=der, valid_from=valid_from,
        valid_until=valid_until, source=source, pinned_at=at, recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refusal(_("This is on the list already."), code="pinned", field="file") from error
    record("trust.pin", kind=KIND, thing=row.pk, fields=["state", "kind", "sha256"])
    return row


def _certificate(content: bytes):
    card = proving.card(content)
    if not card.is_authority:
        raise proving.Unproved(proving.Reason.WRONG_USE)
    return card.name, card.der, card.valid_from, card.valid_until


def _withdrawn(state: State, content: bytes):
    pinned = TrustEntry.objects.filter(state=state, kind__in=_AUTHORITIES, removed_at__isnull=True)
    authorities = {bytes(one.content): one for one in pinned}
    der, made, until = proving.withdrawn_list(content, authorities=tuple(authorities))
    return next(iter(authorities.values())).name, der, made, until


def confirm(*, entry: TrustEntry, by: Identity, at: datetime) -> TrustEntry:
    """The second person's yes: from now on signatures are checked against it."""
    if not by.may(access.CONFIRM_PIN):
        raise NotAllowed()
    if entry.recorded_by == by.user_id:
        raise Refusal(_("You pinned this yourself. A second person must confirm it."), code="second_person")
    with transaction.atomic():
        waits = TrustEntry.objects.filter(pk=entry.pk, removed_at__isnull=True, confirmed_at__isnull=True)
        if not waits.update(confirmed_at=at):
            raise Conflict(
                _("Somebody has confirmed this or taken it off already. Nothing was changed."), code="moved_on"
            )
        record("trust.confirm", kind=KIND, thing=entry.pk, fields=["confirmed_at"])
    entry.refresh_from_db()
    return entry


def remove(*, entry: TrustEntry, by: Identity, at: datetime) -> TrustEntry:
    """Take an entry off the list. It stays in the record; checks from now on go without it. A list of withdrawn certificates goes only when a newer
    one of the same authority counts: without it, who was withdrawn would be believed."""
    if not by.may(access.PIN):
        raise NotAllowed()
    if entry.kind == TrustKind.WITHDRAWN and entry.confirmed_at is not None and not _newer(entry):
        raise Refusal(
            _("Without this list, certificates that were withdrawn would be believed. Pin a newer one first. Nothing was changed."),
            code="last_list",
        )  # fmt: skip
    with transaction.atomic():
        changed = TrustEntry.objects.filter(pk=entry.pk, removed_at__isnull=True).update(removed_at=at)
        if not changed:
            raise NotAllowed()
        record("trust.remove", kind=KIND, thing=entry.pk, fields=["removed_at"])
    entry.refresh_from_db()
    return entry


def _newer(entry: TrustEntry) -> bool:
    others = TrustEntry.objects.filter(
        state_id=entry.state_id, kind=entry.kind, name=entry.name, removed_at__isnull=True
    )
    return others.filter(confirmed_at__isnull=False, valid_from__gt=entry.valid_from).exists()
