"""The gallery: every component with its states, drawn from samples that name no real person."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from umay.kit.kernel import clock
from umay.kit.ui import icons, samples
from umay.kit.ui.forms import answer_form


def gallery(request: HttpRequest) -> HttpResponse:
    """Draw all components on one page."""
    at = clock.now()
    context = {
        "icons": icons.names(),
        "rows": samples.rows(at),
        "page": Paginator(range(1, 241), 20).get_page(request.GET.get("page")),
        "sort": request.GET.get("sort", "due"),
        "filter_form": samples.FilterForm(request.GET or None),
        "moments": samples.moments(at),
        "at": at,
        "born_on": at.date().replace(year=at.year - 7, day=1),
        "baby_born_on": at.date(),
        "drawings": samples.drawings(at),
        "colours": ["red", "amber", "teal", "indigo", "plum", "grey"],
    }
    return render(request, "ui/gallery.html", context)


def gallery_form(request: HttpRequest) -> HttpResponse:
    """Draw every kind of field; sent back, it shows the errors and writes nothing."""
    form = samples.EveryFieldForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    is_accepted = form.is_bound and form.is_valid()
    return answer_form(request, "ui/gallery_form.html", form, is_accepted=is_accepted)


def gallery_print(request: HttpRequest) -> HttpResponse:
    """Draw a page as it looks on paper."""
    return render(request, "ui/gallery_print.html", {"at": clock.now(), "rows": samples.rows(clock.now())})
