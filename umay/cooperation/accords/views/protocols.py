"""The page of a protocol and how one is written: title and term here, its words as a text of the room."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import protocols as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.plans import SignForm, sentence_words, shown_words, words_of
from umay.cooperation.accords.forms.protocols import AnnounceForm, ProtocolForm
from umay.cooperation.accords.plan_words import ProtocolState
from umay.cooperation.accords.queries import base, trail
from umay.cooperation.accords.queries import plans as plan_queries
from umay.cooperation.accords.queries import protocols as queries
from umay.cooperation.accords.text_words import TextState
from umay.cooperation.accords.views.plan_common import Page, ask, can
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.doors import door


def protocol_of(request, pk):
    return get_object_or_404(queries.protocols(request.identity), pk=pk)


def _url(protocol) -> str:
    return reverse("protocols:see", args=[protocol.pk])


def _title(protocol) -> str:
    return plan_queries.words(protocol.accord.titles)


@door(SEE)
def see(request, pk):
    """One protocol: its sides, its term, its text, who agreed, the plans under it."""
    protocol = protocol_of(request, pk)
    accord = protocol.accord
    versions = queries.versions_of(accord)
    is_draft = protocol.state == ProtocolState.DRAFT
    agreement = base.standing(protocol) if is_draft else None
    context = {
        "protocol": protocol,
        "accord": accord,
        "title": _title(protocol),
        "sides": plan_queries.asked_sides(accord),
        "versions": versions,
        "is_written": not versions or all(text.state == TextState.AUTHENTIC for text in versions[0][1]),
        "agreement": agreement,
        "plans": list(plan_queries.plans(request.identity).filter(protocol=protocol).order_by("-begins_on", "id")),
        "publicity": base.publicity(accord),
        "is_draft": is_draft,
        "can": can(request, accord),
    }
    return render(request, "accords/protocols/see.html", context)


@door(CHANGE, writes=True)
@keeps_typed
def open(request):
    """A draft of a protocol between one's own institution and another."""
    own = partners.party_of(request.identity)
    others = partners.parties().exclude(pk=getattr(own, "pk", None)).filter(state__isnull=False)
    names = plan_queries.party_names([party.pk for party in others])
    form = ProtocolForm(request.POST or None, others=others, names=names)

    def write(sent, at):
        sides = [(own, SideRole.PARTY), (sent["other"], SideRole.PARTY)] if own else []
        return actions.open(titles=words_of(sent, "title"), values=form.term(), sides=sides, by=request.identity, at=at)

    words = _("The other side sees the draft and writes in it too. Its words are written as a text, article by article, in each language.")  # fmt: skip
    return ask(request, form, Page(_("Draft a protocol"), _("Save the draft"), words), write, accord=None, back=reverse("plans:list"))  # fmt: skip


@door(CHANGE, writes=True)
@keeps_typed
def change(request, pk):
    protocol = protocol_of(request, pk)
    first = {name: getattr(protocol, name) for name in (*actions.COLUMNS, "version")}
    form = ProtocolForm(request.POST or None, initial=first | shown_words(protocol.accord.titles, "title"))

    def write(sent, at):
        return actions.change(
            protocol=protocol, version=sent["version"], titles=words_of(sent, "title"), values=form.term(),
            by=request.identity, at=at
        )  # fmt: skip

    page = Page(_("Change the draft"), _("Save"))
    return ask(request, form, page, write, accord=protocol.accord, back=_url(protocol), about=_title(protocol))


@door(APPROVE, writes=True)
def sign(request, pk):
    protocol = protocol_of(request, pk)
    form = SignForm(request.POST or None, initial={"version": protocol.version})

    def write(sent, at):
        return actions.sign(
            protocol=protocol, version=sent["version"], signed_on=sent["signed_on"], place=sent["place"],
            by=request.identity, at=at
        )  # fmt: skip

    words = _("The protocol is signed on paper. Here you record it; from then on its text changes by a new version alone.")  # fmt: skip
    page = Page(_("Record the signature"), _("Record it"), words)
    return ask(request, form, page, write, accord=protocol.accord, back=_url(protocol), about=_title(protocol))


@door(CHANGE, writes=True)
def announce(request, pk):
    """When it was announced, and where that stands written."""
    protocol = protocol_of(request, pk)
    first = {name: getattr(protocol, name) for name in ("announced_on", "sentence", "version")}
    form = AnnounceForm(
        request.POST or None,
        sentences=trail.sentences(),
        names=sentence_words,
        initial=first,
    )

    def write(sent, at):
        return actions.announce(
            protocol=protocol, version=sent["version"], announced_on=sent["announced_on"], sentence=sent["sentence"],
            by=request.identity, at=at
        )  # fmt: skip

    page = Page(_("Record the announcement"), _("Record it"), _("What a source says stands here with its sentence."))
    return ask(request, form, page, write, accord=protocol.accord, back=_url(protocol), about=_title(protocol))
