"""The text is frozen and made ready; the depositary seals it; instruments of accession and certified copies are made the same way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access, papers, proving
from umay.cooperation.accords.actions import files
from umay.cooperation.accords.actions.base import name_side
from umay.cooperation.accords.actions.declarations.common import (
    LANGUAGES,
    depositary_of,
    held,
    insist,
    insist_depositary,
    one_at_a_time,
    refused,
)
from umay.cooperation.accords.actions.declarations.inviting import SPARE
from umay.cooperation.accords.actions.texts import keep_sealed
from umay.cooperation.accords.aligning import Article
from umay.cooperation.accords.approving import thing_hash
from umay.cooperation.accords.declaration_words import DeclarationState, InstrumentKind, SignatureKind
from umay.cooperation.accords.lifecycle.declarations import DECLARATION
from umay.cooperation.accords.models import Declaration, File, Instrument, Invitation, Side, Signature
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.words import FileUse, SideRole
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.queries import in_language, names_of
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

FOOTER = "Umay"


def freeze(*, declaration: Declaration, by: Identity, at: datetime) -> Instrument:
    """Freeze the text and make the file: one field for each institution invited so far, and the spares. The author and the depositary must have
    approved exactly these words."""
    insist(by, access.APPROVE)
    own = insist_depositary(declaration.accord, by)
    with transaction.atomic():
        one_at_a_time(declaration.accord)
        fresh = held(declaration, DeclarationState.DRAFT)
        articles = queries.articles(fresh)
        if not queries.is_complete(fresh, articles):
            raise Refusal(
                _("An article is missing in one of the languages. Nothing was frozen. Write it, then freeze the text."),
                code="incomplete",
            )
        if not base.standing(fresh).is_agreed:
            raise Refusal(_("Not every side has approved these words yet. Nothing was frozen."), code="not_agreed")
        places = _fields(fresh)
        digest = thing_hash(fresh)
        pdf, placed = papers.declaration(_paper(fresh, articles, digest), places)
        instrument = _kept(fresh, InstrumentKind.DECLARATION, pdf, placed, own, by=by, at=at)
        keep_sealed(
            accord=fresh.accord, titles={code: fresh.accord.titles[code] for code in fresh.languages},
            articles=_as_text(fresh, articles), sha256=digest, by=by, at=at
        )  # fmt: skip
        DECLARATION.apply(fresh, "freeze", by=by, at=at, sha256=digest)
    return instrument


def _as_text(declaration: Declaration, articles) -> dict[str, tuple[Article, ...]]:
    return {
        code: tuple(Article(str(one.number), "", one.words[code]) for one in articles) for code in declaration.languages
    }


def _paper(declaration: Declaration, articles, digest: str) -> papers.DeclarationPaper:
    accord = declaration.accord
    return papers.DeclarationPaper(
        titles={code: accord.titles[code] for code in declaration.languages},
        articles=tuple((one.number, {code: one.words[code] for code in declaration.languages}) for one in articles),
        digest=digest,
        footer=f"{FOOTER} · {accord.code}",
        notice=fictitious(declaration),
    )


def fictitious(declaration: Declaration) -> str:
    """The words that stand on every page of a declaration that doesn't exist."""
    if not declaration.accord.is_fictitious:
        return ""
    return "UYDURMA ÖRNEK · UYDURMA NÜMUNƏ · INVENTED EXAMPLE"


def _fields(declaration: Declaration) -> list[proving.Place]:
    found = []
    invited = (
        Invitation.objects.filter(accord=declaration.accord)
        .select_related("invitee__state")
        .order_by("recorded_at", "pk")
    )
    for number, row in enumerate(invited, start=1):
        row.field = f"p{number}"
        row.save(update_fields=["field"])
        found.append(_place(row.field, row.invitee, declaration.languages[0]))
    found += [proving.Place(f"{SPARE}{number}", label="—") for number in range(1, declaration.spares + 1)]
    return found


def _place(field: str, party: Party, lang: str) -> proving.Place:
    name = names_of([party.pk], lang).get(party.pk)
    state = in_language(party.state.names, lang)[0] if party.state else ""
    label = " · ".join(part for part in (state, name.name if name else party.code) if part)
    return proving.Place(field, party.code, party.state.code if party.state else "", label)


def _kept(declaration, kind, pdf, placed, own, *, by, at, of: str = "", about: Party | None = None) -> Instrument:
    seal = proving.Place(proving.SEAL, own.code, own.state.code if own.state else "")
    text = proving.sha256(pdf)
    prepared = proving.prepare(pdf, kind=kind, places=placed, of=of or text, seal=seal)
    accord = declaration.accord
    file = files.add(
        accord=accord, taken=taken(f"{accord.code}-{kind}.pdf", prepared), use=FileUse.SIGNED, by=by, at=at, party=own
    )
    instrument = Instrument(
        accord=accord, party=own, kind=kind, about=about, of=of or text, frozen_size=len(pdf), prepared=file, at=at,
        recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    instrument.save(force_insert=True)
    return instrument


def taken(name: str, content: bytes) -> Taken:
    proving.check_size(len(content))
    return Taken(name, "application/pdf", len(content), proving.sha256(content), content)


def accede(*, declaration: Declaration, party: Party, by: Identity, at: datetime) -> Instrument:
    """An instrument of accession for an institution that comes after the fields are used up or the signing is closed. It prints the hash of the
    declaration's words, and its marks name the frozen file."""
    insist(by)
    own = insist_depositary(declaration.accord, by)
    with transaction.atomic():
        one_at_a_time(declaration.accord)
        fresh = held(declaration, DeclarationState.OPEN, DeclarationState.CLOSED)
        if (
            Invitation.objects.filter(accord=fresh.accord, invitee=party).exclude(field="").exists()
            and fresh.state == DeclarationState.OPEN
        ):
            raise Refusal(
                _("This institution has a field in the declaration itself. It signs there."), code="has_field"
            )
        of = _text_of(fresh)
        _named(fresh, party, by=by, at=at)
        pdf, placed = papers.letter(_letter(fresh, party, _ACCESSION), [_place("p1", party, fresh.languages[0])])
        return _kept(fresh, InstrumentKind.ACCESSION, pdf, placed, own, by=by, at=at, of=of, about=party)


def _named(declaration: Declaration, party: Party, *, by: Identity, at: datetime) -> None:
    """Among the sides, so that it sees the declaration and can answer."""
    accord = declaration.accord
    if not Side.objects.filter(accord=accord, member=party).exists():
        name_side(accord=accord, party=party, role=SideRole.INVITED, by=by, at=at)
    if not Invitation.objects.filter(accord=accord, invitee=party).exists():
        row = Invitation(accord=accord, invitee=party, recorded_by=by.user_id, recorded_at=at)
        row.save(force_insert=True)


def _text_of(declaration: Declaration) -> str:
    found = Instrument.objects.filter(accord=declaration.accord, kind=InstrumentKind.DECLARATION).first()
    if found is None:
        raise Refusal(_("The text is not frozen yet."), code="not_frozen")
    return found.of


_ACCESSION = {
    "tr": ("Katılma belgesi", "{party}, “{title}” metnine katılır. Metin aşağıdaki SHA-256 özetiyle belirlidir."),
    "az": ("Qoşulma sənədi", "{party} “{title}” mətninə qoşulur. Mətn aşağıdakı SHA-256 xülasəsi ilə müəyyən edilir."),
    "en": ("Instrument of accession", "{party} accedes to “{title}”. The text is the one with the SHA-256 below."),
}
_COPY = {
    "tr": ("Onaylı örnek", "Bu sayfaların, {party} tarafından imzalanan “{title}” metninin aslına uygun olduğu onaylanır."),
    "az": ("Təsdiqlənmiş surət", "Bu səhifələrin {party} tərəfindən imzalanmış “{title}” mətninin əslinə uyğun olduğu təsdiq edilir."),
    "en": ("Certified true copy", "These pages are certified to be a true copy of “{title}” as signed by {party}."),
}  # fmt: skip


def _letter(declaration, party, words, pictures=()) -> papers.LetterPaper:
    """Words about the declaration, under the hash of its text."""
    titles = declaration.accord.titles
    codes = [code for code in declaration.languages if code in LANGUAGES] or ["en"]
    said = {}
    for code in codes:
        name = names_of([party.pk], code).get(party.pk)
        title, text = words[code]
        said[code] = (title, text.format(party=name.name if name else party.code, title=in_language(titles, code)[0]))
    return papers.LetterPaper(
        said, declaration.sha256, f"{FOOTER} · {declaration.accord.code}", fictitious(declaration), tuple(pictures)
    )


def copy(*, signature: Signature, scan: File, by: Identity, at: datetime) -> Instrument:
    """A certified copy of a page signed by hand: the scan under the depositary's words, made ready for its seal. Nothing may be added afterwards."""
    insist(by)
    own = insist_depositary(signature.accord, by)
    declaration = queries.of_accord(signature.accord)
    if signature.kind == SignatureKind.WITHDRAWAL:
        raise Refusal(_("A withdrawal has no signed page to certify."), code="withdrawal")
    with transaction.atomic():
        one_at_a_time(signature.accord)
        whole = File.objects.get(pk=scan.pk)
        content = bytes(whole.content)
        of = whole.sha256
        if whole.media_type == "application/pdf":
            pdf, placed = content, []
        else:
            name = names_of([signature.party_id], "en").get(signature.party_id)
            shown = (whole.media_type, content, name.name if name else "")
            pdf, placed = papers.letter(_letter(declaration, signature.party, _COPY, (shown,)), [])
        try:
            return _kept(declaration, InstrumentKind.COPY, pdf, placed, own, by=by, at=at, of=of, about=signature.party)
        except proving.Unproved as wrong:
            raise refused(wrong, "scan") from wrong


def begin_seal(*, instrument: Instrument, certificate: bytes, by: Identity, at: datetime):
    """Begin the depositary's seal; its key signs outside, as every other."""
    from umay.cooperation.accords.actions.declarations.signing import begin

    insist_depositary(instrument.accord, by)
    return begin(instrument=instrument, certificate=certificate, by=by, at=at)


__all__ = ["accede", "begin_seal", "copy", "depositary_of", "freeze"]
