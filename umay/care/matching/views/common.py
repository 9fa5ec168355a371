"""What the pages of this room share: loading a row, the button with nothing but a key, and the way back to the match."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from umay.care.matching import queries
from umay.care.matching.forms import PressForm
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.doors import reads
from umay.kit.kernel.errors import NotAllowed, Refusal

KIND = "matching.match"


def match_of(request, pk):
    """The match, where the asker may see it; that it is read is journaled."""
    match = get_object_or_404(
        queries.visible(request.identity).select_related("case", "office", "split_of").defer("input"), pk=pk
    )
    reads(request, match, kind=KIND)
    return match


def candidate_of(request, pk):
    candidate = get_object_or_404(
        queries.visible_candidates(request.identity)
        .select_related("match__case", "match__office")
        .defer("match__input"),
        pk=pk,
    )
    reads(request, candidate.match, kind=KIND)
    return candidate


def settings_of(request, at):
    return pack(request.identity.country, local_day(at, request.identity.zone))


def short_names(children) -> list[tuple]:
    """Initials and day of birth: how children are named in lists and headings, with their age."""
    return [(child.person.short, child.person.born_on) for child in children]


def uuid_of(text: str) -> UUID | None:
    """An id out of an address or a form; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_done(form, act: Callable[[], object]) -> bool:
    """Act; a refusal goes to the form where it belongs. Sent twice counts as done."""
    try:
        act()
    except NotAllowed:
        raise
    except AlreadyDone:
        return True
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)
        return False
    return True


def pressed(request, act: Callable[..., object]) -> None:
    """A button was pressed: act once for its key. Refusals are shown by the door as a page."""
    form = PressForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Open this page again before sending."), code="no_key")
    try:
        act(form.cleaned_data["idempotency_key"])
    except AlreadyDone:
        return


def back_to(request, match, words: str = "", anchor: str = ""):
    if words:
        messages.success(request, words)
    response = redirect("matching:see", pk=match.pk)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response
