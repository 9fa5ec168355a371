"""What every page of the room does: load the case, show a form, do one thing, say what was refused."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from umay.care.cases import queries
from umay.care.cases.models import Case
from umay.care.persons import deeds
from umay.care.persons.deeds import finished, settings_of  # noqa: F401 (the room's pages take them from here)
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.doors import reads

KIND = "cases.case"
Page = partial(deeds.Page, template="cases/write.html")


def case_of(request, pk) -> Case:
    """The case, where the asker may see it. What a page or form shows of it is journaled as read."""
    case = get_object_or_404(queries.visible(request.identity).select_related("office", "team", "worker"), pk=pk)
    reads(request, case, kind=KIND)
    return case


def part_of(case: Case, name: str, pk):
    """A child, basis, deadline ... of this very case."""
    part = get_object_or_404(getattr(case, name), pk=pk)
    part.case = case
    return part


def today_of(request, at: datetime) -> date:
    return local_day(at, request.identity.zone)


def language() -> str:
    return (get_language() or "tr")[:2]


def done_at(case: Case, back: str = "") -> str:
    return reverse("cases:see", args=[case.pk]) + (f"#{back}" if back else "")


def is_done(case: Case | None, form, act: Callable[[], object]) -> bool:
    """Do it. A refusal stands in the form beside what was typed, and in the journal."""
    return deeds.is_done(case, form, act, kind=KIND)


def answer(request, case: Case, form, act: Callable[[dict], object], page: deeds.Page, *, to: str = "", **context):
    """Show the form; when it was sent and is right, act and go back to the case."""
    back = done_at(case, page.back)
    return deeds.answer(request, case, form, act, page, journaled=KIND, cancel=back, to=to, case=case, **context)
