"""Texts and terms for everybody: authentic words side by side as every side has released them, and the concordance."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import terms as terms_queries
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.views.public import _frame, open_page
from umay.cooperation.accords.views.text_showing import pdf_of, side_by_side


def _text_of(code: str, asked: list[str]):
    """The accord, the latest version that everybody may read, its authentic languages and those that are shown."""
    accord = get_object_or_404(base.public_whole(), code=code)
    document = queries.of_accord(accord)
    edition = queries.public_edition(document) if document else None
    if edition is None:
        raise Http404
    texts = queries.authentic(edition, document.languages)
    return accord, edition, texts, queries.chosen(document, asked, texts)


@open_page
def see(request, lang, code):
    """The authentic words of an accord, article by article, with their terms marked."""
    accord, edition, texts, shown = _text_of(code, request.GET.getlist("in"))
    addresses = {concept.pk: reverse("public:term", args=[lang, concept.code]) for concept in terms_queries.concepts()}
    context = {
        "accord": accord,
        "edition": edition,
        "texts": texts,
        "shown": shown,
        "rows": side_by_side(shown, queries.articles_of(shown), lambda pk: addresses.get(pk, "")),
    }
    return render(request, "accords/public/text.html", context | _frame(request, "public:text", code))


@open_page
def pdf(request, lang, code):
    """The same as PDF in parallel columns."""
    accord, edition, _texts, shown = _text_of(code, request.GET.getlist("in"))
    return pdf_of(accord, edition, shown)


@open_page
def list_terms(request, lang):
    """Every concept with its words."""
    context = {"concepts": list(terms_queries.concepts())}
    return render(request, "accords/public/terms.html", context | _frame(request, "public:terms"))


@open_page
def see_term(request, lang, code):
    """One concept: its words, what they mean in each legal system, how near they are."""
    concept = get_object_or_404(terms_queries.concepts(), code=code)
    context = {
        "concept": concept, "terms": list(concept.terms.all()), "matches": terms_queries.matches_of(concept), "is_public": True
    }  # fmt: skip
    return render(request, "accords/public/term.html", context | _frame(request, "public:term", code))
