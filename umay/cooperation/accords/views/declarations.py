"""The list of declarations, the page of one, and how it is written: titles, articles, invitations, answers, full powers."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import declarations as actions
from umay.cooperation.accords.declaration_words import DeclarationState
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.declarations import (
    AnswerForm,
    ArticlesForm,
    ExamineForm,
    InviteForm,
    OpenForm,
    SureForm,
    words_of,
)
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.views.declaration_common import Page, ask, can, declaration_of, speaking
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.doors import door

ROWS = 25


@door(SEE)
def list_declarations(request):
    """Every declaration in which the person's country stands."""
    page = Paginator(queries.declarations(request.identity), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "may_open": request.identity.may(CHANGE)}
    return render(request, "accords/declarations/list.html", context)


def url_of(declaration) -> str:
    return reverse("declarations:see", args=[declaration.pk])


@door(SEE)
def see(request, pk):
    """One declaration: its text, how far each institution is, the sealed and signed files, the notices, who may read it."""
    declaration = declaration_of(request, pk)
    may = can(request, declaration)
    rows = queries.rows(declaration)
    own = next((row for row in rows if may["own"] and row.party.pk == may["own"].pk), None)
    instruments = queries.instruments(declaration.accord)
    context = {
        "declaration": declaration,
        "accord": declaration.accord,
        "articles": queries.articles(declaration),
        "rows": [row for row in rows if row.standing is not None],
        "keepers": [row for row in rows if row.standing is None],
        "own_row": own,
        "instruments": [(one, queries.chain(one)) for one in instruments],
        "text": next((one for one in instruments if one.kind == "declaration"), None),
        "statements": queries.statements(declaration),
        "notices": list(queries.notices(declaration)[:20]),
        "agreement": base.standing(declaration) if declaration.state == DeclarationState.DRAFT else None,
        "publicity": base.publicity(declaration.accord),
        "approve_url": reverse("accords:approve", args=["declarations.text", declaration.pk]),
        "can": may,
    }
    return render(request, "accords/declarations/see.html", context)


@door(CHANGE, writes=True)
@keeps_typed
def open(request):
    """Begin a declaration."""
    form = OpenForm(request.POST or None, parties=partners.parties().filter(office__isnull=False))
    made = []

    def write(sent, at):
        made.append(
            actions.open(
                titles=words_of(sent, "title"),
                languages=sent["languages"],
                depositary=sent["depositary"],
                spares=sent["spares"],
                is_fictitious=sent["is_fictitious"],
                by=request.identity,
                at=at,
            )
        )
        return made[0]

    page = Page(
        _("Begin a declaration"),
        _("Save the draft"),
        _("The author and the depositary see the draft. Institutions see it once they are invited."),
    )
    return ask(request, form, page, write, back=reverse("declarations:list"))


@door(CHANGE, writes=True)
@keeps_typed
def commit(request, pk):
    """Write the numbered articles."""
    declaration = declaration_of(request, pk)
    form = ArticlesForm(
        request.POST or None,
        languages=declaration.languages,
        articles=queries.articles(declaration),
        initial={"version": declaration.version},
    )

    def write(sent, at):
        actions.commit(
            declaration=declaration, articles=form.articles, version=sent["version"], by=request.identity, at=at
        )
        return declaration

    page = Page(
        _("Articles"),
        _("Save the articles"),
        _("Each article stands in every language. An article that is left empty falls out, and the numbers close up."),
        is_wide=True,
    )
    return ask(request, form, page, write, back=url_of(declaration))


@door(CHANGE, writes=True)
def invite(request, pk):
    declaration = declaration_of(request, pk)
    form = InviteForm(request.POST or None, parties=queries.uninvited(declaration))

    def write(sent, at):
        return actions.invite(
            declaration=declaration, party=sent["party"], sent_on=sent["sent_on"], by=request.identity, at=at
        )

    page = Page(
        _("Invite an institution"),
        _("Invite"),
        _(
            "Who is invited is never public. Before the text is frozen each invited institution gets a field of its own."
        ),
    )
    return ask(request, form, page, write, back=url_of(declaration))


@door(CHANGE, writes=True)
@keeps_typed
def answer(request, pk):
    """The institution answers the invitation."""
    declaration = declaration_of(request, pk)
    party = speaking(request, declaration)
    form = AnswerForm(
        request.POST or None,
        request.FILES or None,
        officials=queries.officials_of(party),
        papers=queries.papers_of(party),
    )

    def write(sent, at):
        card = sent["certificate"].read() if sent["certificate"] else b""
        return actions.answer(
            declaration=declaration, will_sign=sent["will_sign"], official=sent["official"], paper=sent["paper"],
            title=words_of(sent, "title"), certificate=card, note=sent["note"], party=party, by=request.identity, at=at
        )  # fmt: skip

    page = Page(
        _("Answer the invitation"),
        _("Send the answer"),
        _(
            "A later answer takes the place of this one; this one stays in the record. The other sides see it, nobody else."
        ),
    )
    return ask(request, form, page, write, back=url_of(declaration), party=party, accord=declaration.accord)


@door(CHANGE, writes=True)
@keeps_typed
def examine(request, pk):
    """The depositary examines the full powers of one answer."""
    found = get_object_or_404(queries.answers_seen(request.identity), pk=pk)
    declaration = queries.of_accord(found.accord)
    form = ExamineForm(request.POST or None)

    def write(sent, at):
        return actions.examine(
            answer=found, is_in_order=sent["is_in_order"], note=sent["note"], by=request.identity, at=at
        )

    page = Page(_("Examine the full powers"), _("Save"))
    return ask(
        request, form, page, write, back=url_of(declaration), template="accords/declarations/examine.html", answer=found
    )


@door(APPROVE, writes=True)
def freeze(request, pk):
    declaration = declaration_of(request, pk)

    def write(sent, at):
        return actions.freeze(declaration=declaration, by=request.identity, at=at)

    page = Page(
        _("Freeze the text?"),
        _("Freeze the text"),
        _(
            "From then on no word changes. The file gets a field for each invited institution and the spare fields, and waits for your seal."
        ),
    )
    return ask(request, SureForm(request.POST or None), page, write, back=url_of(declaration))
