"""The concordance for desks."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CHANGE, SEE
from umay.cooperation.accords.actions import terms as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.terms import MatchForm, TermForm
from umay.cooperation.accords.queries import terms as queries
from umay.cooperation.accords.views.common import written
from umay.kit.kernel.doors import door

WRITE = "accords/texts/write.html"


@door(SEE)
def list_terms(request):
    """Every concept with its words."""
    context = {"concepts": list(queries.concepts()), "may_write": request.identity.may(CHANGE)}
    return render(request, "accords/terms/list.html", context)


@door(SEE)
def see(request, pk):
    """One concept: its word in each legal system, what it means there, and how near the words are."""
    concept = get_object_or_404(queries.concepts(), pk=pk)
    context = {
        "concept": concept,
        "terms": list(concept.terms.all()),
        "matches": queries.matches_of(concept),
        "own": set(queries.own_states(request.identity).values_list("pk", flat=True)),
        "may_write": request.identity.may(CHANGE),
    }
    return render(request, "accords/terms/see.html", context)


def _url(concept) -> str:
    return reverse("terms:see", args=[concept.pk])


def _page(title, submit, back, words="") -> dict:
    return {"title": title, "submit": submit, "back": back, "words": words}


@door(CHANGE, writes=True)
@keeps_typed
def open(request):
    """A new concept with its first word."""
    form = TermForm(request.POST or None, states=queries.own_states(request.identity))

    def write(values, at):
        return actions.add(concept=None, values=form.values(), by=request.identity, at=at)

    words = _("Choose a concept that is here already on its own page; begin a new one only where there is none.")
    page = _page(_("Add a concept"), _("Save the word"), reverse("terms:list"), words)
    return written(request, WRITE, form, page, write, reverse("terms:list"))


@door(CHANGE, writes=True)
@keeps_typed
def add(request, pk):
    """One more word for a concept."""
    concept = get_object_or_404(queries.concepts(), pk=pk)
    form = TermForm(request.POST or None, states=queries.own_states(request.identity))

    def write(values, at):
        return actions.add(concept=concept, values=form.values(), by=request.identity, at=at)

    return written(
        request, WRITE, form, _page(_("Add a word"), _("Save the word"), _url(concept)), write, _url(concept)
    )


@door(CHANGE, writes=True)
@keeps_typed
def change(request, pk):
    """A word of one's own state, its definition or its source."""
    term = get_object_or_404(queries.own_terms(request.identity), pk=pk)
    first = {"word": term.word, "basis": term.basis, "version": term.version}
    first |= {f"definition_{code}": words for code, words in term.definitions.items()}
    form = TermForm(request.POST or None, states=queries.own_states(request.identity), is_change=True, initial=first)

    def write(values, at):
        return actions.change(term=term, version=values["version"], values=form.values(), by=request.identity, at=at)

    page = _page(_("Change the word"), _("Save the word"), _url(term.concept)) | {"caption": term.word}
    return written(request, WRITE, form, page, write, _url(term.concept))


@door(CHANGE, writes=True)
@keeps_typed
def match(request, pk):
    """How near this word of one's own state is to another."""
    term = get_object_or_404(queries.own_terms(request.identity), pk=pk)
    form = MatchForm(request.POST or None, terms=queries.all_terms().exclude(pk=term.pk))

    def write(values, at):
        return actions.match(
            first=term, second=values["second"], kind=values["kind"], notes=form.notes(), by=request.identity, at=at
        )

    page = _page(_("How near is it?"), _("Save"), _url(term.concept)) | {"caption": term.word}
    return written(request, WRITE, form, page, write, _url(term.concept))
