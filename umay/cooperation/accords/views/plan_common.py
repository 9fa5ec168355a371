"""What the pages of plans share: loading a row, one page with one form, the buttons of a side."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from umay.cooperation.accords.access import APPROVE, CHANGE, RELEASE, REPORT, SIGN_OFF
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.views.common import pressed as pressed
from umay.cooperation.accords.views.common import written
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.clock import now

WRITE = "accords/plans/write.html"


@dataclass(frozen=True)
class Page:
    """The words of a page with one form."""

    title: Any
    submit: Any
    words: Any = ""
    is_danger: bool = False


def plan_of(request, pk):
    return get_object_or_404(queries.plans(request.identity), pk=pk)


def line_of(request, pk):
    return get_object_or_404(queries.lines(request.identity), pk=pk)


def activity_of(request, pk):
    return get_object_or_404(queries.activities(request.identity), pk=pk)


def proposal_of(request, pk):
    return get_object_or_404(queries.proposals(request.identity), pk=pk)


def today(request):
    return local_day(now(), request.identity.zone)


def ask(request, form, page: Page, write, *, accord, back: str, about: str = "", done: str = "") -> HttpResponse:
    """Show the form; when it was sent and is right, write(values, at) once and go to `done` (else back). A refusal stands in the form."""
    context = {"page": page, "back": back, "accord": accord, "about": about}
    return written(request, WRITE, form, context, write, done or back)


def can(request, accord) -> dict:
    """What the person may do in this accord: their side's head and desk have different buttons, everybody else has none."""
    by = request.identity
    own = base.acts_for(accord, by)
    joint = own is not None and base.may_write_joint(accord, by)
    return {
        "own": own,
        "change": joint and by.may(CHANGE),
        "report": joint and by.may(REPORT),
        "approve": joint and by.may(APPROVE),
        "verify": joint and by.may(SIGN_OFF),
        "release": own is not None and by.may(RELEASE),
    }
