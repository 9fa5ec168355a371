"""Whether the family can be asked, and places that can't be used."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from umay.care.families import access, actions
from umay.care.families.forms import AvailabilityForm, BlockForm, WillingForm
from umay.care.families.views.common import answered, loaded, settings_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(access.CHANGE, writes=True)
def confirm_willingness(request, pk) -> HttpResponse:
    by, family, settings = request.identity, loaded(request, pk), settings_of(request)
    form = WillingForm(request.POST or None, initial={"said_on": settings.day})
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.confirm_willingness(
            family=family,
            is_willing=data["is_willing"],
            said_on=data["said_on"],
            until=data["until"],
            note=data["note"],
            by=by,
            at=at,
        ),
        title=_("What did the family say?"),
        words=_("A family's word is fresh for a while only. A no pauses the family and is no fault of theirs."),
        submit=_("Save"),
    )


@door(access.CHANGE, writes=True)
def set_availability(request, pk) -> HttpResponse:
    by, family = request.identity, loaded(request, pk)
    form = AvailabilityForm(
        request.POST or None,
        initial={"version": family.version, "is_available": family.is_available, "until": family.unavailable_until},
    )
    return answered(
        request,
        form,
        family,
        act=lambda data, at: actions.set_availability(
            family=family,
            version=data["version"],
            is_available=data["is_available"],
            until=data["until"],
            by=by,
            at=at,
        ),
        title=_("Can the family be asked?"),
        submit=_("Save"),
    )


@door(access.CHANGE, writes=True)
def block_places(request, pk) -> HttpResponse:
    by, family = request.identity, loaded(request, pk)
    form = BlockForm(request.POST or None)

    def act(data, at):
        until = data["until"]
        # to the end of that day in the office's zone
        until_at = timezone.make_aware(datetime.combine(until, time.max)) if until else None
        actions.block_places(family=family, count=data["count"], until_at=until_at, why=data["why"], by=by, at=at)

    return answered(
        request,
        form,
        family,
        act=act,
        title=_("Places that can't be used for now"),
        submit=_("Save"),
    )


@door(access.CHANGE, writes=True)
def unblock_places(request, pk, line) -> HttpResponse:
    family = loaded(request, pk)
    if request.method == "POST":
        freed = actions.unblock_places(family=family, line_id=line, by=request.identity, at=clock.now())
        if freed:
            messages.success(request, _("The places can be used again."))
    return redirect("families:see", pk=pk)
