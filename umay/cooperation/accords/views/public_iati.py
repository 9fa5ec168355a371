"""Plans for machines: IATI 2.03 for everybody, checked by the official schemas and rules before it leaves."""

import logging

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.cooperation.accords import exporting
from umay.cooperation.accords.queries import exports
from umay.cooperation.accords.views.public import open_page
from umay.kit.kernel.clock import now

log = logging.getLogger(__name__)


def _link(request):
    return lambda name, *args: request.build_absolute_uri(reverse(name, args=args))


def _answer(xml: bytes, at) -> HttpResponse:
    """The file, or one sentence: a file that the schema or the rules call wrong never leaves."""
    wrong = [fault for fault in exporting.faults(xml, today=at.date()) if fault.severity == "error"]
    if wrong:
        log.error("an IATI file has %s faults, the first by rule %s", len(wrong), wrong[0].id)
        words = _("This plan can't be given as IATI now. Its page stands as before.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


def _activities(request, lang, found) -> HttpResponse:
    at = now()
    plans = exports.plan_facts(found, _link(request))
    if not plans:
        raise Http404
    return _answer(exporting.activities(plans, exports.wording(), lang=lang, at=at, today=at.date()), at)


@open_page
def plan(request, lang, code):
    """One plan with its lines."""
    return _activities(request, lang, exports.public_plans(code=code))


@open_page
def plans(request, lang):
    """Every plan that is public; invented examples are left out, so that nobody gathers them as facts."""
    return _activities(request, lang, exports.public_plans(with_invented=False))


@open_page
def institutions(request, lang):
    """The institutions that those plans name."""
    at = now()
    named = exports.plan_facts(exports.public_plans(with_invented=False), _link(request))
    found = {side.institution.ref: side.institution for one in named for side in one.sides}
    if not found:
        raise Http404
    return _answer(exporting.organisations(found.values(), lang=lang, at=at), at)
