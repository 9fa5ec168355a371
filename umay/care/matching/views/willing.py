"""Asked before recommended: what a family says that nobody has asked for a while, and the question to its office."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.families.queries import visible as visible_families
from umay.care.matching import actions, queries
from umay.care.matching.access import SHORTLIST
from umay.care.matching.forms import WordForm
from umay.care.matching.models import Advice
from umay.care.matching.views.common import back_to, is_done, match_of, pressed, settings_of, uuid_of
from umay.care.matching.words import Heed
from umay.care.persons.drafting import RESUME
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
            if values["is_willing"] and (advice := _advice_of(request, match)):
                return _back_to_choice(
                    request,
                    advice,
                    asked.pk,
                    _("Written down. The family is on the shortlist; now write why you choose it."),
                )
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
    words = _("The family's office was asked. It asks the family before it agrees.")
    if advice := _advice_of(request, match):
        return _back_to_choice(request, advice, family_id, words)
    return back_to(request, match, words, "shortlist")


def _advice_of(request, match) -> Advice | None:
    """The suggestion from whose answer somebody came here to ask a family; None: from anywhere else."""
    asked = uuid_of(request.POST.get("advice") or request.GET.get("advice", ""))
    found = queries.visible_advice(request.identity).filter(pk=asked, case_id=match.case_id, heed="") if asked else None
    return found.defer("heed_words").first() if found is not None else None


def _back_to_choice(request, advice: Advice, family_id: UUID, words: str):
    """Back to the answer that was being given: its draft where there is one, with the family's number in it."""
    messages.success(request, words)
    says = Heed.ACCEPTED if family_id == advice.family_id else Heed.OTHER
    address = f"{reverse('matching:heed', args=[advice.pk, says])}?{RESUME}=1"
    return redirect(address if says == Heed.ACCEPTED else f"{address}&family={family_id}")
