"""What every page of the room does first: load the placement. The shape of a page with one form is that of `persons.deeds`."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from umay.care.persons import deeds
from umay.care.placements import queries
from umay.care.placements.models import Placement
from umay.kit.kernel.doors import reads

KIND = "placements.placement"
Page = partial(deeds.Page, template="placements/write.html")


def placement_of(request, pk) -> Placement:
    """The placement, where the asker may see it. What a page or form shows of it is journaled as read."""
    rows = queries.visible(request.identity).select_related("child", "case", "match", "worker", "office")
    placement = get_object_or_404(rows, pk=pk)
    reads(request, placement, kind=KIND)
    return placement


def language() -> str:
    return (get_language() or "tr")[:2]


def answer(request, placement, form, act: Callable[[dict], object], page: deeds.Page, **context) -> HttpResponse:
    """Show the form; when it was sent and is right, act and go back to the placement."""
    back = reverse("placements:see", args=[placement.pk])
    return deeds.answer(
        request, placement, form, act, page, journaled=KIND, cancel=back, placement=placement, **context
    )
