"""Institutions are asked to sign; they answer who signs and with which powers; the depositary examines the powers."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import proving
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.declarations.common import (
    KIND,
    held,
    insist,
    insist_depositary,
    own_side,
    refused,
    speaker,
)
from umay.cooperation.accords.declaration_words import DeclarationState
from umay.cooperation.accords.models import Answer, Declaration, Examination, Invitation, Side
from umay.cooperation.accords.proving import Unproved
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.actions import give_paper
from umay.cooperation.partners.models import Official, Paper, Party
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

SPARE = "spare"
_INVITED = (DeclarationState.DRAFT, DeclarationState.FROZEN, DeclarationState.OPEN)


def invite(*, declaration: Declaration, party: Party, sent_on: date | None, by: Identity, at: datetime) -> Invitation:
    """Ask an institution to sign. After the text is frozen it gets one of the spare fields; when none is left, it can accede later."""
    insist(by)
    with transaction.atomic():
        fresh = held(declaration, *_INVITED)
        accord = fresh.accord
        if Invitation.objects.filter(accord=accord, invitee=party).exists():
            raise Refusal(_("This institution is invited already."), code="invited", field="party")
        field = "" if fresh.state == DeclarationState.DRAFT else _free_spare(fresh)
        if not Side.objects.filter(accord=accord, member=party).exists():
            base.name_side(accord=accord, party=party, role=SideRole.INVITED, by=by, at=at)
        row = Invitation(
            accord=accord, invitee=party, sent_on=sent_on, field=field, recorded_by=by.user_id, recorded_at=at
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refusal(_("Somebody invited at the same moment. Look again."), code="invited") from error
        record("declarations.invite", kind=KIND, thing=fresh.pk, fields=["invitation"])
    return row


def _free_spare(declaration: Declaration) -> str:
    taken = set(Invitation.objects.filter(accord=declaration.accord).values_list("field", flat=True))
    free = [f"{SPARE}{number}" for number in range(1, declaration.spares + 1)]
    found = next((name for name in free if name not in taken), "")
    if not found:
        raise Refusal(
            _("No spare field is left in the sealed file. An institution that comes now accedes with an instrument of its own. Nothing was saved."),
            code="no_spare",
        )  # fmt: skip
    return found


def answer(
    *,
    declaration: Declaration,
    will_sign: bool,
    official: Official | None = None,
    title: dict | None = None,
    paper: Paper | None = None,
    certificate: bytes = b"",
    note: str = "",
    party: Party | None = None,
    by: Identity,
    at: datetime,
) -> Answer:
    """The institution's own answer. `certificate`: of the card with which it will sign, so that no other card is taken for it. A later answer
    replaces the earlier one, which stays in the record."""
    insist(by)
    side = speaker(declaration.accord, party, by)
    found = None
    if will_sign and official is None:
        raise Refusal(_("Say who signs."), code="official", field="official")
    if official is not None and official.party_id != side.pk:
        raise Refusal(_("Choose somebody of this institution."), code="official", field="official")
    if certificate:
        try:
            found = proving.card(certificate)
        except Unproved as wrong:
            raise refused(wrong, "certificate") from wrong
        _check_card(found, at)
    with transaction.atomic():
        held(declaration, *_INVITED, DeclarationState.CLOSED)  # whoever accedes later answers too
        if paper is not None and paper.given_at is None:
            give_paper(paper=paper, by=by, at=at)  # powers are for the other sides to see
        row = Answer(
            accord=declaration.accord, party=side, will_sign=will_sign, official=official, title=title or {}, paper=paper,
            certificate=found.der if found else None, certificate_sha256=found.sha256 if found else "",
            certificate_name=found.name[:200] if found else "", note=note, at=at, recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        row.save(force_insert=True)
        record("declarations.answer", kind=KIND, thing=declaration.pk, fields=["answer"])
    return row


def _check_card(found, at: datetime) -> None:
    if found.is_authority or not found.may_sign:
        raise Refusal(
            _("This certificate is not meant for signing documents. Choose the one for signatures."),
            code="wrong_use", field="certificate",
        )  # fmt: skip
    if not found.valid_from <= at <= found.valid_until:
        raise Refusal(_("This certificate is not valid today."), code="expired", field="certificate")


def examine(*, answer: Answer, is_in_order: bool, note: str = "", by: Identity, at: datetime) -> Examination:
    """The depositary says whether the full powers are in order, or why not."""
    insist(by)
    own = insist_depositary(answer.accord, by)
    if not answer.will_sign:
        raise Refusal(_("They answered that they will not sign. There is nothing to examine."), code="declined")
    if is_in_order and answer.paper_id is None:
        raise Refusal(_("There are no full powers to examine yet. Nothing was saved."), code="no_powers")
    if not is_in_order and not note.strip():
        raise Refusal(_("Say what is missing."), code="note", field="note")
    with transaction.atomic():
        row = Examination(
            accord=answer.accord, party=own, answer=answer, is_in_order=is_in_order, note=note.strip(), at=at,
            recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        row.save(force_insert=True)
        record("declarations.examine", kind=KIND, thing=answer.accord_id, fields=["is_in_order"])
    return row


__all__ = ["answer", "examine", "invite", "own_side"]
