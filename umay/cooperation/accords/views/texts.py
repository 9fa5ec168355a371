"""The list of texts, the page of one with its languages side by side, its versions' differences, its PDF, and how it is written."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from umay.cooperation.accords import aligning
from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import drafts
from umay.cooperation.accords.actions import texts as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.texts import AmendForm, ArticleForm, BeginForm, SureForm
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import texts as queries
from umay.cooperation.accords.queries.drafts import draft as draft_of
from umay.cooperation.accords.text_words import TextState
from umay.cooperation.accords.views.common import accord_of, written
from umay.cooperation.accords.views.text_showing import pdf_of, side_by_side
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.errors import refused

ROWS = 25
WRITE = "accords/texts/write.html"


@door(SEE)
def list_texts(request):
    """Every text of the accords in which the person's country stands, and the accords that have none yet."""
    page = Paginator(queries.documents(request.identity), ROWS).get_page(request.GET.get("page"))
    latest = queries.all_of(list(page.object_list))
    context = {
        "page": page,
        "rows": [(one, *latest.get(one.pk, (None, []))) for one in page.object_list],
        "without": list(queries.without_text(request.identity)[:ROWS]) if request.identity.may(CHANGE) else [],
    }
    return render(request, "accords/texts/list.html", context)


def document_of(request, pk):
    return get_object_or_404(queries.documents(request.identity), pk=pk)


def edition_of(request, editions):
    """The version that the address asks for, else the latest."""
    asked = request.GET.get("version", "")
    if not asked:
        return editions[0]
    found = next((one for one in editions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _url(document) -> str:
    return reverse("texts:see", args=[document.pk])


@door(SEE)
def see(request, pk):
    """One text: how far each language is and what stands in its way, and its articles side by side."""
    document = document_of(request, pk)
    editions = queries.editions(document)
    edition = edition_of(request, editions)
    texts = queries.texts_of(edition, document.languages)
    articles = queries.articles_of(texts)
    own = base.acts_for(document.accord, request.identity)
    joint = own is not None and base.may_write_joint(document.accord, request.identity)
    is_latest = edition == editions[0]
    shown = queries.chosen(document, request.GET.getlist("in"), texts)
    is_up = any(text.state == TextState.VERIFIED for text in texts)
    context = {
        "document": document,
        "accord": document.accord,
        "edition": edition,
        "editions": editions,
        "is_latest": is_latest,
        "languages": queries.languages(texts, articles),
        "shown": shown,
        "rows": side_by_side(shown, articles, lambda pk: reverse("terms:see", args=[pk])),
        "agreement": base.standing(edition) if is_up else None,
        "own": own,
        "can": {
            "write": joint and is_latest and request.identity.may(CHANGE) and any(t.state == TextState.DRAFT for t in texts),
            "move": joint and is_latest and request.identity.may(CHANGE),
            "approve": joint and request.identity.may(APPROVE),
            "amend": joint and request.identity.may(CHANGE) and all(t.state == TextState.AUTHENTIC for t in texts),
        },
        "me": request.identity.user_id,
    }  # fmt: skip
    return render(request, "accords/texts/see.html", context)


@door(SEE)
def of(request, pk):
    """The text of an accord; where it has none, the page on which one is begun."""
    accord = accord_of(request, pk)
    found = queries.of_accord(accord)
    return redirect(_url(found) if found else reverse("texts:begin", args=[accord.pk]))


@door(CHANGE, writes=True)
def begin(request, pk):
    """Begin the text of an accord."""
    accord = accord_of(request, pk)
    form = BeginForm(request.POST or None, initial={"languages": ["tr", "az"]})

    def write(values, at):
        return actions.begin(accord=accord, languages=values["languages"], by=request.identity, at=at)

    context = {
        "accord": accord,
        "title": _("Begin the text"),
        "submit": _("Begin the text"),
        "back": reverse("texts:list"),
    }
    return written(request, WRITE, form, context, write, reverse("texts:of", args=[accord.pk]))


def _open_edition(request, pk):
    """The version that is being written, with the articles of each language."""
    document = document_of(request, pk)
    edition = queries.editions(document)[0]
    texts = queries.texts_of(edition, document.languages)
    return document, edition, texts, queries.articles_of(texts)


def _article(articles, code: str, number: str):
    return next((one for one in articles[code] if one.number == number), None)


@door(CHANGE, writes=True)
@keeps_typed
def add(request, pk):
    """A new article, in every language that is being written."""
    return _written(request, pk, None)


@door(CHANGE, writes=True)
@keeps_typed
def write(request, pk, number):
    """One article, in every language that is being written."""
    return _written(request, pk, number)


def _written(request, pk, number):
    document, edition, texts, articles = _open_edition(request, pk)
    if number is not None and not any(_article(articles, text.language, number) for text in texts):
        raise Http404
    sent = [text.language for text in texts if request.method == "POST" and f"body_{text.language}" in request.POST]
    # From a page that was opened before a language was handed on or frozen: what was typed comes back with the refusal.
    writing = [text for text in texts if text.state == TextState.DRAFT or text.language in sent]
    present = {text.language: _article(articles, text.language, number) for text in writing}
    form = ArticleForm(request.POST or None, articles=present, is_new=number is None)
    conflict = {}

    def save(values, at):
        asked = values.get("number") or number
        try:
            return actions.write(
                edition=edition, number=asked, said=form.said(), shown=form.shown(), by=request.identity, at=at
            )
        except Conflict:
            conflict.update({code: _article(articles, code, asked) for code in present})
            form.show_again(conflict)
            raise

    context = {
        "accord": document.accord,
        "title": _("Write an article") if number is None else _("Article %(number)s") % {"number": number},
        "submit": _("Save the article"),
        "back": _url(document),
        "about": edition,
        "fixed": [(text, _article(articles, text.language, number)) for text in texts if text not in writing],
        "conflict": conflict,
        "number": number,
        "document": document,
    }
    done = f"{_url(document)}#a{number}" if number else _url(document)
    return written(request, WRITE, form, context, save, done)


@door(CHANGE, writes=True)
def take_out(request, pk, number):
    """Take an article out of every language."""
    document, edition, texts, articles = _open_edition(request, pk)
    if not any(_article(articles, text.language, number) for text in texts):
        raise Http404
    form = SureForm(request.POST or None)

    def write(values, at):
        return actions.take_out(edition=edition, number=number, by=request.identity, at=at)

    context = {
        "accord": document.accord, "title": _("Take article %(number)s out") % {"number": number},
        "submit": _("Take it out"), "back": _url(document), "is_danger": True,
        "words": _("It goes from every language of this version. Its words stay in the record."),
    }  # fmt: skip
    return written(request, WRITE, form, context, write, _url(document))


@door(CHANGE, writes=True)
@keeps_typed
def amend(request, pk):
    """A new version of an authentic text."""
    document = document_of(request, pk)
    form = AmendForm(request.POST or None)

    def write(values, at):
        return actions.amend(document=document, why=values["why"], by=request.identity, at=at)

    context = {
        "accord": document.accord, "title": _("Make a new version"), "submit": _("Make the version"), "back": _url(document),
        "words": _("It begins with the words of the last version. What is authentic now stays as it is."),
    }  # fmt: skip
    return written(request, WRITE, form, context, write, _url(document))


def _moved(request, pk, act):
    """One button: make the move and go back, or say with the refusal's own words why not."""
    text = get_object_or_404(queries.all_texts(request.identity), pk=pk)
    back = _url(text.edition.document)
    if request.method == "POST":
        try:
            with transaction.atomic():
                act(text=text, by=request.identity, at=now())
        except Refusal as refusal:
            record(f"refused.{refusal.code}"[:60], kind="texts.text", thing=text.pk, fields=[])
            return refused(request, refusal, back)
    return redirect(back)


@door(CHANGE, writes=True)
def hand(request, pk):
    return _moved(request, pk, actions.hand)


@door(CHANGE, writes=True)
def verify(request, pk):
    return _moved(request, pk, actions.verify)


@door(CHANGE, writes=True)
def reopen(request, pk):
    return _moved(request, pk, actions.reopen)


@door(APPROVE, writes=True)
def authenticate(request, pk):
    return _moved(request, pk, actions.authenticate)


@door(SEE)
def compare(request, pk):
    """What a version changed, article by article and word by word, in one language."""
    document = document_of(request, pk)
    editions = queries.editions(document)
    edition = edition_of(request, editions)
    before = next((one for one in editions if one.number == edition.number - 1), None)
    codes = [code for code in document.languages if code in request.GET.getlist("in")] or document.languages[:1]
    both = []
    for one in (before, edition):
        texts = [text for text in queries.texts_of(one, document.languages) if text.language in codes] if one else []
        both.append(queries.articles_of(texts).get(codes[0], ()))
    context = {
        "document": document, "accord": document.accord, "edition": edition, "before": before, "code": codes[0],
        "changes": aligning.differences(*both) if before else [], "editions": editions,
    }  # fmt: skip
    return render(request, "accords/texts/compare.html", context)


@door(SEE)
def pdf(request, pk):
    """The chosen languages in parallel columns, with the hash of each in the footer."""
    document = document_of(request, pk)
    edition = edition_of(request, queries.editions(document))
    shown = queries.chosen(document, request.GET.getlist("in"), queries.texts_of(edition, document.languages))
    return pdf_of(document.accord, edition, shown)


@door(CHANGE, writes=True)
@sensitive_post_parameters()
def draft(request):
    """GET: what was typed, or 204. POST: keep it; with throw_away let it go. `?form=&about=` names the form."""
    of = {"form": request.GET.get("form", "")[:60], "about": request.GET.get("about", "")[:80]}
    if request.method == "GET":
        found = draft_of(**of, by=request.identity)
        return JsonResponse({"body": found.body, "kept_at": found.kept_at}) if found else HttpResponse(status=204)
    if request.method == "DELETE" or "throw_away" in request.POST:
        drafts.drop(**of, by=request.identity, at=now())
    else:
        drafts.keep(**of, body=dict(request.POST.lists()), by=request.identity, at=now())
    return HttpResponse(status=204)
