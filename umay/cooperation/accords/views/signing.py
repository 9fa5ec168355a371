"""Signing and what proves it: the depositary's seal, the own signature outside this program, scans, attestations, accession, statements."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import declarations as actions
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.declarations import (
    AccedeForm,
    BeginForm,
    BringForm,
    FinishForm,
    ScanForm,
    StateForm,
    SureForm,
    WithdrawForm,
    WordsForm,
    words_of,
)
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.views.declaration_common import Page, ask, declaration_of, instrument_of, speaking
from umay.cooperation.accords.views.declarations import url_of
from umay.cooperation.partners import queries as partners
from umay.cooperation.partners.files import take
from umay.kit.kernel.doors import door


@door(SEE)
def sign(request, pk):
    """The two ways to sign one file: with one's own program, or in steps with a card whose key stays outside."""
    instrument = instrument_of(request, pk)
    declaration = queries.of_accord(instrument.accord)
    own = base.acts_for(instrument.accord, request.identity)
    links = queries.chain(instrument)
    context = {
        "instrument": instrument,
        "declaration": declaration,
        "is_seal": not links,
        "file": links[-1].file if links else instrument.prepared,
        "begun": queries.begun(instrument, own),
        "may": request.identity.may(APPROVE),
    }
    return render(request, "accords/declarations/sign.html", context)


@door(APPROVE, writes=True)
def bring(request, pk):
    """Take in a file that was signed with another program."""
    instrument = instrument_of(request, pk)
    declaration = queries.of_accord(instrument.accord)
    form = BringForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        return actions.bring(
            instrument=instrument, content=take(sent["file"], field="file").content, by=request.identity, at=at
        )

    page = Page(
        _("Bring the signed file"),
        _("Check and keep it"),
        _(
            "The whole file is checked: the text, the seal, every signature, and that nothing was changed. That takes some seconds."
        ),
    )
    back = reverse("declarations:sign", args=[pk])
    return ask(request, form, page, write, back=back, done=url_of(declaration))


@door(APPROVE, writes=True)
def begin(request, pk):
    """First step with a card: its certificate makes the file ready."""
    instrument = instrument_of(request, pk)
    form = BeginForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        return actions.begin(instrument=instrument, certificate=sent["certificate"].read(), by=request.identity, at=at)

    page = Page(
        _("Sign in steps"),
        _("Make the file ready"),
        _(
            "Only the certificate comes here, never the key. In the next step you take what is to be signed to your card, and bring back its answer."
        ),
    )
    return ask(request, form, page, write, back=reverse("declarations:sign", args=[pk]))


@door(APPROVE, writes=True)
def finish(request, pk):
    """Second step: what is to be signed, and the answer."""
    signing = get_object_or_404(queries.signings_seen(request.identity), pk=pk)
    declaration = queries.of_accord(signing.accord)
    pending = pending_of(signing)
    form = FinishForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        return actions.finish(signing=signing, signature=sent["signature"].read(), by=request.identity, at=at)

    page = Page(_("Bring the answer of the card"), _("Put it in and check"))
    return ask(
        request, form, page, write, back=reverse("declarations:sign", args=[signing.instrument_id]),
        done=url_of(declaration), template="accords/declarations/finish.html", signing=signing, digest=pending.to_sign.hex()
    )  # fmt: skip


@door(APPROVE)
def to_sign(request, pk, what):
    """What the card signs (attributes) or what a program for whole files signs (covered), as a file."""
    pending = pending_of(get_object_or_404(queries.signings_seen(request.identity), pk=pk))
    content = {"attributes": pending.attributes, "covered": pending.covered}[what]
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{what}.bin")
    return answer


@door(APPROVE, writes=True)
def drop(request, pk):
    signing = get_object_or_404(queries.signings_seen(request.identity), pk=pk)

    def write(sent, at):
        actions.drop(signing=signing, by=request.identity, at=at)
        return signing

    page = Page(
        _("Give up this signature?"),
        pgettext_lazy("signature", "Give it up"),
        _("The file stays as it was."),
        is_danger=True,
    )
    return ask(
        request, SureForm(request.POST or None), page, write,
        back=reverse("declarations:sign", args=[signing.instrument_id])
    )  # fmt: skip


@door(APPROVE, writes=True)
def scan(request, pk):
    """A page signed by hand."""
    declaration = declaration_of(request, pk)
    party = speaking(request, declaration)
    form = ScanForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        return actions.scan(
            declaration=declaration, file=take(sent["file"], field="file"), signed_on=sent["signed_on"],
            place=words_of(sent, "place"), party=party, by=request.identity, at=at
        )  # fmt: skip

    page = Page(
        _("Signed by hand"),
        _("Keep the signature"),
        _(
            "The page signed by hand is the legal act; its scan is the proof kept here. A signature is written once and never changed."
        ),
    )
    return ask(request, form, page, write, back=url_of(declaration), party=party, accord=declaration.accord)


@door(APPROVE, writes=True)
@keeps_typed
def attest(request, pk):
    """The depositary attests a page signed by hand."""
    signature = get_object_or_404(queries.signatures_seen(request.identity), pk=pk)
    declaration = queries.of_accord(signature.accord)

    def write(sent, at):
        return actions.attest(signature=signature, words=words_of(sent, "words"), by=request.identity, at=at)

    page = Page(_("Attest the signed page"), _("Attest"), _("Say what you have seen: the original, when and where."))
    return ask(
        request,
        WordsForm(request.POST or None),
        page,
        write,
        back=url_of(declaration),
        party=signature.party,
        accord=declaration.accord,
    )


@door(CHANGE, writes=True)
def copy(request, pk):
    """Make a certified copy of a scan ready for the depositary's seal."""
    proof = get_object_or_404(queries.scans_seen(request.identity), pk=pk)
    declaration = queries.of_accord(proof.accord)

    def write(sent, at):
        return actions.copy(signature=proof.signature, scan=proof.file, by=request.identity, at=at)

    page = Page(
        _("Make a certified copy?"),
        _("Make the copy"),
        _("The scan becomes a file that waits for your seal. After the seal nothing can be added to it."),
    )
    return ask(
        request, SureForm(request.POST or None), page, write, back=url_of(declaration), party=proof.signature.party
    )


@door(CHANGE, writes=True)
def accede(request, pk):
    declaration = declaration_of(request, pk)
    form = AccedeForm(request.POST or None, parties=partners.parties().filter(state__isnull=False))

    def write(sent, at):
        return actions.accede(declaration=declaration, party=sent["party"], by=request.identity, at=at)

    page = Page(
        _("Instrument of accession"),
        _("Make the instrument"),
        _(
            "For an institution that comes after the fields are used up or the signing is closed. It carries the fingerprint of the frozen text."
        ),
    )
    return ask(request, form, page, write, back=url_of(declaration))


@door(APPROVE, writes=True)
@keeps_typed
def state(request, pk):
    declaration = declaration_of(request, pk)
    party = speaking(request, declaration)
    form = StateForm(request.POST or None, statements=queries.statements_of_others(declaration, party))

    def write(sent, at):
        return actions.state(
            declaration=declaration, kind=sent["kind"], words=words_of(sent, "words"), to=sent["to"], party=party,
            by=request.identity, at=at
        )  # fmt: skip

    page = Page(_("Make a statement"), _("Make it"), _("It is written once and never changed."))
    return ask(request, form, page, write, back=url_of(declaration), party=party, accord=declaration.accord)


@door(APPROVE, writes=True)
@keeps_typed
def withdraw(request, pk):
    declaration = declaration_of(request, pk)
    party = speaking(request, declaration)

    def write(sent, at):
        return actions.withdraw(
            declaration=declaration, on=sent["on"], note=sent["note"], party=party, by=request.identity, at=at
        )

    page = Page(
        _("Withdraw from the declaration?"),
        _("Withdraw"),
        _("The signature stays in the record, and so does the withdrawal. It can't be taken back."),
        is_danger=True,
    )
    return ask(
        request,
        WithdrawForm(request.POST or None),
        page,
        write,
        back=url_of(declaration),
        party=party,
        accord=declaration.accord,
    )


@door(APPROVE, writes=True)
def close(request, pk):
    declaration = declaration_of(request, pk)

    def write(sent, at):
        return actions.close(declaration=declaration, by=request.identity, at=at)

    page = Page(
        _("Close it for signature?"), _("Close it"), _("Whoever comes later accedes with an instrument of its own.")
    )
    return ask(request, SureForm(request.POST or None), page, write, back=url_of(declaration))
