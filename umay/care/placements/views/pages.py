"""The list of placements and the page of one."""

from django.core.paginator import Paginator
from django.shortcuts import render

from umay.care.persons.deeds import settings_of
from umay.care.placements import queries
from umay.care.placements.access import SEE, has_own_children
from umay.care.placements.drawing import homes
from umay.care.placements.forms import FilterForm
from umay.care.placements.rules import RATIFY_DAYS, TEMPORARY, TEMPORARY_MONTHS
from umay.care.placements.views.common import KIND, language, placement_of
from umay.care.placements.words import COLOURS
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door
from umay.kit.ui.asked import typed

PAGE = 25


@typed("number")
@door(SEE)
def listing(request):
    """Children living with families, homes being prepared, emergencies to confirm. Initials and numbers only."""
    by = request.identity
    start = {"which": "living", "whose": queries.MINE if has_own_children(by) else queries.ALL}
    form = FilterForm({**start, **request.asked.dict()})
    asked = form.cleaned_data if form.is_valid() else start
    chosen = queries.Filter(
        whose=asked.get("whose") or start["whose"], which=asked.get("which") or "living", number=asked.get("number", "")
    )
    page = Paginator(queries.listing(by=by, chosen=chosen), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "placements/list.html",
        {"form": form, "page": page, "chosen": chosen, "lines": [(row, COLOURS[row.state]) for row in page]},
    )


@door(SEE)
def see(request, pk):
    """One placement: what is missing before it begins, how it stands, and the child's homes in time."""
    by, at = request.identity, clock.now()
    placement = placement_of(request, pk)
    settings = settings_of(request, at)
    page = queries.page(placement, settings=settings, by=by, at=at)
    approver = settings.get("names.approver") if settings.has("names.approver") else None
    today = local_day(at, by.zone)
    return render(
        request,
        "placements/see.html",
        {
            "placement": placement,
            "page": page,
            "at": at,
            "approver": approver.in_language(language()) if approver else "",
            "drawing": homes([(placement.child.short, page.stays)], zone=by.zone, today=today),
            "panels": slots.panels(KIND, placement, by),
            "unverified": {
                "end": placement.care_type == TEMPORARY and not settings.is_verified(TEMPORARY_MONTHS),
                "ratify": placement.is_emergency and not settings.is_verified(RATIFY_DAYS),
                "approval": not settings.is_verified("placements.approval_by"),
            },
            "visible": {name: by.may(f"{name}.see") for name in ("cases", "families", "matches")},
        },
    )
