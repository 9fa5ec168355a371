"""What a signatory declares, objects to, or takes back; and the end of the signing."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access
from umay.cooperation.accords.actions.declarations.common import (
    KIND,
    held,
    insist,
    insist_depositary,
    notify,
    one_at_a_time,
    speaker,
)
from umay.cooperation.accords.declaration_words import (
    DeclarationState,
    Method,
    NoticeKind,
    SignatureKind,
    StatementKind,
)
from umay.cooperation.accords.lifecycle.declarations import DECLARATION
from umay.cooperation.accords.models import Declaration, Signature, Statement
from umay.cooperation.partners.models import Party
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record


def _has_signed(declaration: Declaration, party: Party) -> bool:
    rows = Signature.objects.filter(accord=declaration.accord, party=party).exclude(method=Method.REPORTED)
    return rows.exists() and not rows.filter(kind=SignatureKind.WITHDRAWAL).exists()


def state(
    *,
    declaration: Declaration,
    kind: str,
    words: dict[str, str],
    to: Statement | None = None,
    party: Party | None = None,
    by: Identity,
    at: datetime,
) -> Statement:
    """A statement, an interpretation or a reservation of a signatory; an objection answers another's."""
    insist(by, access.APPROVE)
    side = speaker(declaration.accord, party, by)
    if not _has_signed(declaration, side):
        raise NotAllowed(_("Only those who have signed make statements. Nothing was saved."), code="not_signed")
    if not any(text.strip() for text in words.values()):
        raise Refusal(_("Write the statement."), code="words", field="words")
    if (kind == StatementKind.OBJECTION) != (to is not None) or (to is not None and to.party_id == side.pk):
        raise Refusal(_("An objection answers the statement of another institution."), code="to", field="kind")
    with transaction.atomic():
        one_at_a_time(declaration.accord)
        row = Statement(
            accord=declaration.accord, party=side, kind=kind, words=words, to=to, at=at, recorded_by=by.user_id,
            recorded_at=at
        )  # fmt: skip
        row.save(force_insert=True)
        notify(accord=declaration.accord, kind=NoticeKind.STATED, about=side, by=by, at=at)
        record("declarations.state", kind=KIND, thing=declaration.pk, fields=["statement"])
    return row


def withdraw(
    *, declaration: Declaration, on: date, note: str = "", party: Party | None = None, by: Identity, at: datetime
) -> Signature:
    """A signatory withdraws. Its signature stays in the record, and so does the withdrawal."""
    insist(by, access.APPROVE)
    side = speaker(declaration.accord, party, by)
    if not _has_signed(declaration, side):
        raise NotAllowed(_("Only those who have signed can withdraw. Nothing was changed."), code="not_signed")
    with transaction.atomic():
        one_at_a_time(declaration.accord)
        row = Signature(
            accord=declaration.accord, party=side, kind=SignatureKind.WITHDRAWAL, method=Method.PAPER, signed_on=on,
            note=note, at=at, recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(_("This institution has withdrawn already."), code="withdrawn") from error
        notify(accord=declaration.accord, kind=NoticeKind.WITHDREW, about=side, by=by, at=at)
        record("declarations.withdraw", kind=KIND, thing=declaration.pk, fields=["withdrawal"], why=note)
    return row


def close(*, declaration: Declaration, by: Identity, at: datetime) -> Declaration:
    """Close it for signature; whoever comes later accedes with an instrument of its own."""
    insist(by, access.APPROVE)
    insist_depositary(declaration.accord, by)
    with transaction.atomic():
        one_at_a_time(declaration.accord)
        fresh = held(declaration, DeclarationState.OPEN)
        fresh = DECLARATION.apply(fresh, "close", by=by, at=at, closes_on=local_day(at, by.zone))
        notify(accord=fresh.accord, kind=NoticeKind.CLOSED, about=None, by=by, at=at)
    return fresh


__all__ = ["close", "state", "withdraw"]
