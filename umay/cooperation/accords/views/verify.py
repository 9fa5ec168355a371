"""Anybody checks a signed file here: no sign-in, three languages, nothing is kept."""

import functools

from django.db import connection
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from umay.cooperation.accords.declaration_words import REASONS
from umay.cooperation.accords.forms.declarations import VerifyForm
from umay.cooperation.accords.proving import MOST_BYTES, Reason, Verdict, verify_apart
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.views.public import LANGUAGES, _frame
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door

AT_ONCE = 2  # so many files are read at the same time; the next visitor is asked to wait
_PLACES = 64
OVER = MOST_BYTES + 64 * 1024  # the file and what a browser writes around it


def _asked_openly(view):
    """A page for everybody that takes a file. Rows are asked for in nobody's name and nothing can be written."""

    @functools.wraps(view)
    def shown(request, lang):
        if lang not in LANGUAGES:
            raise Http404
        request.public_lang = lang
        with connection.cursor() as cursor:
            cursor.execute("set local transaction_read_only = on")
        with acting(None), translation.override(lang):
            response = view(request, lang)
        if request.method != "GET":
            patch_cache_control(response, no_store=True)
        return response

    return csrf_exempt(
        door(open_to_all=True, writes=True)(shown)
    )  # no session is used and nothing is written: nobody's name can be misused


@door(open_to_all=True)
def begin(request):
    """The page in the reader's own language."""
    lang = get_language_from_request(request)[:2]
    return redirect("public:verify", lang if lang in LANGUAGES else "en")


@_asked_openly
def verify(request, lang):
    """Check the file that a visitor brings, and say in plain words what was found."""
    lists = queries.trust_lists()
    names = {state.code: partners.in_language(state.names, lang)[0] for state in partners.states()}
    context = _frame(request, "public:verify") | {"lists": lists, "lists_of": [names[one.country] for one in lists]}
    if request.method != "POST":
        return _page(request, VerifyForm(), context)
    if int(request.META.get("CONTENT_LENGTH") or 0) > OVER:
        verdict = Verdict("", 0, reasons=(Reason.TOO_LARGE,))  # said before the file is read
        return _page(request, VerifyForm(), context | _told(verdict, None, names), 422)
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, context, 422)
    if not _is_free():
        return _page(request, VerifyForm(), context | {"is_busy": True}, 503)
    data = form.cleaned_data["file"].read()
    found = queries.found_in(data)
    known = found.known if found else None
    verdict = verify_apart(data, trust_lists=lists, at=now(), known=known)
    return _page(request, VerifyForm(), context | _told(verdict, found, names))


def _page(request, form, context, status=200):
    return render(request, "accords/public/verify.html", context | {"form": form}, status=status)


def _is_free() -> bool:
    """A place among those that read files now; it is given back when the answer is ready."""
    with connection.cursor() as cursor:
        for place in range(AT_ONCE):
            cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [_PLACES, place])
            if cursor.fetchone()[0]:
                return True
    return False


def _told(verdict: Verdict, found, names: dict[str, str]) -> dict:
    heads = {
        "proven": ("success", _("The file is proven")),
        "open": ("warning", _("Nothing speaks against the file, but something is not known")),
        "failed": ("danger", _("The file is not proven")),
    }
    kind, title = heads[verdict.outcome]
    return {
        "verdict": verdict,
        "declaration": found.declaration if found else None,
        "told_kind": kind,
        "told_title": title,
        "told": [REASONS[one] for one in verdict.reasons],
        "findings": [
            (one, [REASONS[reason] for reason in one.reasons], [names.get(code, code) for code in one.trusted_by])
            for one in verdict.findings
        ],
    }
