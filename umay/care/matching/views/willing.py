"""Asked before recommended: what a family says that nobody has asked for a while, and the question to its office."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from umay.care.families.queries import visible as visible_families
from umay.care.matching import actions
from umay.care.matching.access import SHORTLIST
from umay.care.matching.forms import WordForm
from umay.care.matching.views.common import back_to, is_done, match_of, pressed, settings_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.forms import answer_form


@door(SHORTLIST, writes=True)
def hear_word(request, pk, family):
    """What the family said: its telephone number, the question, the answer, in one step."""
    identity, at = request.identity, clock.now()
    match = match_of(request, pk)
    asked = get_object_or_404(visible_families(identity), pk=family)
    reads(request, asked, kind="families.family")
    form = WordForm(request.POST or None, settings=settings_of(request, at))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            actions.hear_word(
                match=match,
                family_id=asked.pk,
                is_willing=values["is_willing"],
                said_by=values["said_by"],
                until=values["until"],
                why=values["why"],
                by=identity,
                at=at,
                key=values["idempotency_key"],
            )

        if is_done(form, act):
            if values["is_willing"]:
                words = _("Written down. The family is on the shortlist; now ask it for these children.")
                return back_to(request, match, words, "shortlist")
            return back_to(request, match, _("Written down. Nobody asks this family before that day."))
    return answer_form(
        request,
        "matching/hear_word.html",
        form,
        match=match,
        family=asked,
        days=settings_of(request, at).get("families.willing_confirm_days"),
    )


@door(SHORTLIST, writes=True)
def ask_first(request, pk):
    """Ask the office of a family whose word is old; its id comes with the form."""
    match = match_of(request, pk)
    try:
        family_id = UUID(request.POST.get("family", ""))
    except ValueError as error:
        raise Refusal(_("Open this page again before sending."), code="no_family") from error
    pressed(
        request,
        lambda key: actions.ask_first(match=match, family_id=family_id, by=request.identity, at=clock.now(), key=key),
    )
    return back_to(
        request, match, _("The family's office was asked. It asks the family before it agrees."), "shortlist"
    )
