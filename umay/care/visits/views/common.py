"""What every page of the room does first: load the visit. The shape of a page with one form is that of `persons.deeds`."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from umay.care.persons import deeds
from umay.care.visits import queries
from umay.care.visits.models import Visit
from umay.kit.kernel.doors import reads

KIND = "visits.visit"
Page = partial(deeds.Page, template="visits/write.html")


def visit_of(request, pk) -> Visit:
    """The visit, where the asker may see it. What a page or form shows of it is journaled as read."""
    visit = get_object_or_404(queries.visit_of(request.identity), pk=pk)
    reads(request, visit, kind=KIND)
    return visit


def answer(
    request, row, form, act: Callable[[dict], object], page: deeds.Page, *, back: str, **context
) -> HttpResponse:
    """Show the form; when it was sent and is right, act and go back."""
    return deeds.answer(request, row, form, act, page, journaled=KIND, cancel=back, **context)
