"""Pages for everybody: no sign-in, three languages, addresses that never change. Whoever is signed in sees no more here than anybody else."""

import functools

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _

from umay.cooperation.accords.publishing import parts_of
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.queries import trail
from umay.cooperation.accords.views.common import download
from umay.cooperation.accords.words import IN_LISTS, AccordKind
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.acting import acting
from umay.kit.kernel.doors import door
from umay.kit.ui.forms.base import WRONG_ENTRY

LANGUAGES = ("tr", "az", "en")
NEWEST, PER_PAGE = 50, 100
_MINUTES_KEPT = 5


def open_page(view):
    """A page without a sign-in: view(request, lang, ...). Rows are asked for in nobody's name, and the language is the one in the address."""

    @functools.wraps(view)
    def shown(request, lang, *args, **kwargs):
        if lang not in LANGUAGES:
            raise Http404
        request.public_lang = lang
        with acting(None), translation.override(lang):
            response = view(request, lang, *args, **kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        if request.method in ("GET", "HEAD") and response.status_code < WRONG_ENTRY:
            patch_cache_control(response, public=True, max_age=60 * _MINUTES_KEPT)
        return response

    return door(open_to_all=True)(shown)


@door(open_to_all=True)
def begin(request):
    """The list in the reader's own language."""
    lang = get_language_from_request(request)[:2]
    return redirect("public:list", lang if lang in LANGUAGES else "en")


@open_page
def list_accords(request, lang):
    """Everything that is public, by kind."""
    order = list(AccordKind.values)
    found = sorted(queries.public(), key=lambda accord: order.index(accord.kind))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    groups = [
        {"label": IN_LISTS[kind], "accords": [accord for accord in page.object_list if accord.kind == kind]}
        for kind in AccordKind
    ]
    context = {"groups": [group for group in groups if group["accords"]], "page": page}
    return render(request, "accords/public/list.html", context | _frame(request, "public:list"))


def _frame(request, name: str, *args) -> dict:
    """What every public page needs: the same page in each language."""
    return {
        "lang": request.public_lang,
        "languages_here": [
            {"code": code, "url": reverse(name, args=[code, *args]), "is_current": code == request.public_lang}
            for code in LANGUAGES
        ],
    }


@open_page
def see(request, lang, code):
    """One accord as each of its sides has released it, or as it was announced."""
    accord = get_object_or_404(queries.public_whole(), code=code)
    context = {
        "accord": accord,
        "sides": queries.sides_of(accord),
        "parts": parts_of(accord, lang),
        "children": list(queries.public().filter(parent=accord)),
        "files": list(queries.files_of(accord)),
    }
    return render(request, "accords/public/see.html", context | _frame(request, "public:see", code))


@open_page
def source(request, lang, code):
    """A source with its numbered sentences."""
    row = get_object_or_404(partners.sources(), code=code)
    came = trail.public_from_source(row)
    context = {"source": row, "sentences": [(one, came.get(one.pk, [])) for one in partners.sentences_of(row)]}
    return render(request, "accords/public/source.html", context | _frame(request, "public:source", code))


@open_page
def see_file(request, lang, pk):
    """A file that its sides have released."""
    return download(get_object_or_404(queries.all_files(), pk=pk))


@open_page
def changes(request, lang):
    """What became public or was released anew, the newest first, as an Atom feed."""
    feed = Atom1Feed(
        title=_("What states have agreed"),
        link=request.build_absolute_uri(reverse("public:list", args=[lang])),
        description="",
        language=lang,
        feed_url=request.build_absolute_uri(),
        author_name="Umay",
    )
    for accord in queries.public_changes()[:NEWEST]:
        words, _lang = partners.in_language(accord.titles, lang)
        link = request.build_absolute_uri(reverse("public:see", args=[lang, accord.code]))
        feed.add_item(
            title=words,
            link=link,
            description=accord.get_kind_display(),
            unique_id=link,
            updateddate=accord.shown_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
