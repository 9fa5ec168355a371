"""An institution signs: with its own card outside this program, or by hand on paper; what came is proven before it is kept."""

import json
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access, papers, proving
from umay.cooperation.accords.actions import files
from umay.cooperation.accords.actions.declarations.common import (
    KIND,
    held,
    insist,
    insist_depositary,
    notify,
    one_at_a_time,
    own_side,
    refused,
    speaker,
)
from umay.cooperation.accords.actions.declarations.sealing import taken
from umay.cooperation.accords.declaration_words import (
    REASONS,
    DeclarationState,
    InstrumentKind,
    Method,
    NoticeKind,
    ProofKind,
    SignatureKind,
)
from umay.cooperation.accords.lifecycle.declarations import DECLARATION
from umay.cooperation.accords.models import Answer, Declaration, Instrument, Invitation, Proof, Side, Signature, Signing
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.words import FileUse, SideRole
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.queries import in_language, names_of
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record


def begin(*, instrument: Instrument, certificate: bytes, by: Identity, at: datetime) -> Signing:
    """Make the latest file ready for one's own signature. What is to be signed stands in `pending_of(signing)`; the key stays where it is."""
    insist(by, access.APPROVE)
    own = own_side(instrument.accord, by)
    field = _field(instrument, own)
    powers = None if field == proving.SEAL else _powers(instrument.accord, own)
    with transaction.atomic():
        one_at_a_time(instrument.accord)
        _check_turn(instrument, field)
        content = bytes(queries.latest_file(instrument).content)
        try:
            card = proving.card(certificate)
            if powers and powers.certificate_sha256 != card.sha256:
                raise proving.Unproved(proving.Reason.NOT_EMPOWERED)
            pending = proving.begin(
                content, field=field, certificate=certificate, at=at, certify=field == proving.SEAL,
                may_fill=instrument.kind != InstrumentKind.COPY, stamp=_stamp(card, powers, own, at, field)
            )  # fmt: skip
        except proving.Unproved as wrong:
            raise refused(wrong, "certificate") from wrong
        row = Signing(
            accord=instrument.accord, party=own, instrument=instrument, field=field,
            pending=json.dumps(pending.as_json()).encode(), begun_at=at, recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        row.save(force_insert=True)
        record("declarations.begin", kind=KIND, thing=instrument.accord_id, fields=["signing"])
    return row


def pending_of(signing: Signing) -> "proving.Pending":
    return proving.Pending.from_json(json.loads(bytes(signing.pending)))


def _field(instrument: Instrument, own: Party) -> str:
    if not queries.chain(instrument):
        if instrument.party_id == own.pk:
            return proving.SEAL
        raise Refusal(_("The depositary has not sealed this file yet. Its seal comes first."), code="not_sealed")
    if instrument.kind == InstrumentKind.ACCESSION and instrument.about_id == own.pk:
        return "p1"
    row = Invitation.objects.filter(accord=instrument.accord, invitee=own).exclude(field="").first()
    if instrument.kind != InstrumentKind.DECLARATION or row is None:
        raise NotAllowed(_("There is no field for your institution in this file."), code="no_field")
    return row.field


def _powers(accord, own: Party) -> Answer:
    """The institution's last answer, examined and in order, with the card it named."""
    last = Answer.objects.filter(accord=accord, party=own).order_by("-at", "-pk").first()
    if last is None or not last.will_sign or not last.certificate_sha256:
        raise Refusal(
            _("Say first who signs, with which full powers and which card. Nothing was saved."), code="no_powers"
        )
    examined = last.examinations.order_by("-at", "-pk").first()
    if examined is None or not examined.is_in_order:
        raise Refusal(
            _("The depositary has not found the full powers in order yet. Nothing was saved."), code="not_empowered"
        )
    return last


def _check_turn(instrument: Instrument, field: str) -> None:
    declaration = queries.of_accord(instrument.accord)
    if field == proving.SEAL:
        if queries.chain(instrument):
            raise Conflict(_("This file is sealed already. Nothing was changed."), code="sealed")
    elif instrument.kind == InstrumentKind.DECLARATION:
        held(declaration, DeclarationState.OPEN)


def _stamp(card, powers: Answer | None, own: Party, at: datetime, field: str) -> bytes | None:
    if field == proving.SEAL:
        return None
    lang = "en" if own.state is None else next(iter(own.state.languages), "en")
    name = names_of([own.pk], lang).get(own.pk)
    title = in_language(powers.title, lang)[0] if powers else ""
    who = powers.official.name if powers and powers.official else card.name
    return papers.stamp(name=who, title=title, party=name.name if name else own.code, at=at)


def finish(*, signing: Signing, signature: bytes, by: Identity, at: datetime) -> Proof:
    """Put the answer of the key into the file, prove the whole file, and keep it. Nothing is kept where it isn't proven."""
    insist(by, access.APPROVE)
    with transaction.atomic():
        one_at_a_time(signing.accord)
        fresh = (
            Signing.objects.select_for_update(of=("self",))
            .select_related("instrument__accord")
            .filter(pk=signing.pk)
            .first()
        )
        if fresh is None or fresh.ended_at is not None:
            raise Conflict(_("This signature was finished or given up already. Nothing was changed."), code="ended")
        try:
            made = proving.finish(pending_of(fresh), signature=signature)
        except proving.Unproved as wrong:
            raise refused(wrong, "signature") from wrong
        proof = _take(fresh.instrument, made, by=by, at=at)
        fresh.ended_at = at
        fresh.save(update_fields=["ended_at"])
    return proof


def drop(*, signing: Signing, by: Identity, at: datetime) -> None:
    """Give up a signature that was begun."""
    insist(by, access.APPROVE)
    with transaction.atomic():
        fresh = Signing.objects.select_for_update(of=("self",)).filter(pk=signing.pk, ended_at__isnull=True).first()
        if fresh is not None:
            fresh.ended_at = at
            fresh.save(update_fields=["ended_at"])
            record("declarations.drop", kind=KIND, thing=fresh.accord_id, fields=["signing"])


def bring(*, instrument: Instrument, content: bytes, by: Identity, at: datetime) -> Proof:
    """Keep a file that was signed with another program: the latest file, with exactly one signature more."""
    insist(by, access.APPROVE)
    with transaction.atomic():
        one_at_a_time(instrument.accord)
        return _take(instrument, content, by=by, at=at)


def _take(instrument: Instrument, content: bytes, *, by: Identity, at: datetime) -> Proof:
    own = own_side(instrument.accord, by)
    field = _field(instrument, own)
    _check_turn(instrument, field)
    links = queries.chain(instrument)
    before = bytes(queries.latest_file(instrument).content)
    if field != proving.SEAL:
        _powers(instrument.accord, own)
    try:
        proving.check_size(len(content))
        proving.follows(content, before)
    except proving.Unproved as wrong:
        raise refused(wrong) from wrong
    verdict = proving.verify_apart(
        content, trust_lists=queries.trust_lists(), at=at, known=queries.known(instrument), is_arriving=True
    )
    _check(verdict, field, len(links))
    file = files.add(
        accord=instrument.accord, taken=taken(f"{instrument.accord.code}-{len(links)}.pdf", content),
        use=FileUse.SIGNED, by=by, at=at, party=own
    )  # fmt: skip
    signature = None if field == proving.SEAL else _signature(instrument, own, by=by, at=at)
    if instrument.kind == InstrumentKind.COPY:
        signature = Signature.objects.filter(
            accord=instrument.accord, party=instrument.about, method=Method.PAPER
        ).first()
    return _proof(instrument, own, field, len(links), file, signature, verdict, by=by, at=at)


def _check(verdict: proving.Verdict, field: str, position: int) -> None:
    """The one signature that is new must be ours, and everything in the file must stand."""
    first = (
        {proving.Reason.UNPINNED} if field == proving.SEAL else set()
    )  # with the seal the depositary's card becomes known
    reasons = [one for one in verdict.all_reasons if one not in first]
    if reasons:
        why = " ".join(str(REASONS[one]) for one in reasons)
        raise Refusal(_("%(why)s Nothing was saved.") % {"why": why}, code=reasons[0].value, field="file")
    if len(verdict.findings) != position + 1 or verdict.findings[-1].field != field:
        raise Refusal(
            _("The new signature is not in the field of your institution. Nothing was saved."),
            code="field_of_another", field="file",
        )  # fmt: skip


def _signature(instrument, own, *, by, at) -> Signature:
    powers = _powers(instrument.accord, own)
    kind = SignatureKind.ACCESSION if instrument.kind == InstrumentKind.ACCESSION else SignatureKind.SIGNATURE
    return sign_row(
        accord=instrument.accord, party=own, kind=kind, method=Method.PADES, official=powers.official,
        title=powers.title, signed_on=local_day(at, by.zone), place={}, by=by, at=at
    )  # fmt: skip


def sign_row(*, accord, party, kind, method, official, title, signed_on, place, by, at) -> Signature:
    """The legal act itself, its side, and the depositary's notice. A second signature by the same institution is refused."""
    row = Signature(
        accord=accord, party=party, kind=kind, method=method, official=official, title=title, signed_on=signed_on,
        place=place, at=at, recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("This institution has signed already. A second signature is not taken. Nothing was changed."),
            code="second_by_party",
        ) from error
    side = Side.objects.filter(accord=accord, member=party).first()
    if side and side.role == SideRole.INVITED:
        side.role, side.joined_on = SideRole.SIGNATORY, signed_on
        side.save(update_fields=["role", "joined_on"])
    notice = NoticeKind.ACCEDED if kind == SignatureKind.ACCESSION else NoticeKind.SIGNED
    notify(accord=accord, kind=notice, about=party, by=by, at=at)
    record("declarations.sign", kind=KIND, thing=accord.pk, fields=["signature"])
    return row


def _proof(instrument, own, field, position, file, signature, verdict, *, by, at) -> Proof:
    kind = ProofKind.SEAL if field == proving.SEAL else ProofKind.PADES
    row = Proof(
        accord=instrument.accord, party=own, kind=kind, signature=signature, instrument=instrument, position=position,
        file=file, sha256=file.sha256, size=file.size, verdict=verdict.as_json(), at=at, recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    row.save(force_insert=True)
    record("declarations.prove", kind=KIND, thing=instrument.accord_id, fields=["proof"])
    if field == proving.SEAL and instrument.kind == InstrumentKind.DECLARATION:
        declaration = held(queries.of_accord(instrument.accord), DeclarationState.FROZEN)
        DECLARATION.apply(declaration, "seal", by=by, at=at, opened_on=declaration.opened_on or local_day(at, by.zone))
        notify(accord=instrument.accord, kind=NoticeKind.OPENED, about=None, by=by, at=at)
    return row


def scan(
    *, declaration: Declaration, file: Taken, signed_on: date, place: dict, official=None, title=None,
    party: Party | None = None, by: Identity, at: datetime
) -> Proof:  # fmt: skip
    """A page signed by hand: the scan is kept with the day and the place. The depositary attests it afterwards."""
    insist(by, access.APPROVE)
    accord = declaration.accord
    side = speaker(accord, party, by)
    with transaction.atomic():
        one_at_a_time(accord)
        held(declaration, DeclarationState.FROZEN, DeclarationState.OPEN, DeclarationState.CLOSED)
        powers = _examined(accord, side)
        if signed_on > local_day(at, by.zone):
            raise Refusal(_("The day of the signature has not come yet."), code="future", field="signed_on")
        kept = files.add(accord=accord, taken=file, use=FileUse.SCAN, by=by, at=at, party=side)
        row = sign_row(
            accord=accord, party=side, kind=SignatureKind.SIGNATURE, method=Method.PAPER,
            official=official or powers.official, title=title or powers.title, signed_on=signed_on, place=place, by=by, at=at
        )  # fmt: skip
        proof = Proof(
            accord=accord, party=side, kind=ProofKind.SCAN, signature=row, file=kept, sha256=kept.sha256, size=kept.size, at=at,
            recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        proof.save(force_insert=True)
    return proof


def _examined(accord, side: Party) -> Answer:
    last = Answer.objects.filter(accord=accord, party=side).order_by("-at", "-pk").first()
    examined = last.examinations.order_by("-at", "-pk").first() if last and last.will_sign else None
    if examined is None or not examined.is_in_order:
        raise Refusal(
            _("The depositary has not found the full powers in order yet. Nothing was saved."), code="not_empowered"
        )
    return last


def attest(*, signature: Signature, words: dict[str, str], by: Identity, at: datetime) -> Proof:
    """The depositary attests that it has seen the signed page."""
    insist(by, access.APPROVE)
    own = insist_depositary(signature.accord, by)
    if signature.method != Method.PAPER:
        raise Refusal(_("Only a page signed by hand is attested."), code="not_paper")
    with transaction.atomic():
        row = Proof(
            accord=signature.accord, party=own, kind=ProofKind.ATTESTATION, signature=signature, words=words, at=at,
            recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        row.save(force_insert=True)
        record("declarations.attest", kind=KIND, thing=signature.accord_id, fields=["attestation"])
    return row


__all__ = ["attest", "begin", "bring", "drop", "finish", "pending_of", "scan", "sign_row"]
