"""Tonight: one page on which the duty officer places children of a case alone."""

from contextlib import suppress
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from umay.care.cases.queries import children_of
from umay.care.cases.queries import visible as visible_cases
from umay.care.families.queries import visible as visible_families
from umay.care.matching.queries import alike_in
from umay.care.persons.deeds import is_done, settings_of
from umay.care.persons.drafting import keeps_draft
from umay.care.placements import actions, queries
from umay.care.placements.access import EMERGENCY
from umay.care.placements.forms import CallAnswerForm, CallForm, ChildrenForm, EmergencyForm
from umay.ground.journal.actions import AlreadyDone
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.format import age
from umay.kit.ui.forms import answer_form


@door(EMERGENCY, writes=True)
@keeps_draft
def place_emergency(request, pk):
    """Choose the children (?child=...), then the family; the rest of the form is the same for all of them."""
    by, at = request.identity, clock.now()
    case = get_object_or_404(visible_cases(by), pk=pk)
    reads(request, case, kind="cases.case")
    present = list(children_of(case))
    chosen = _chosen(request, present)
    night = queries.night(case=case, children=chosen, settings=settings_of(request, at), by=by, at=at)
    form = EmergencyForm(
        request.POST or None,
        settings=settings_of(request, at),
        night=night,
        short=lambda child: child.person.short,
        at=at,
        initial={
            "handed_over_at": at,
            "authority": "",
            "family": str(night.kept[0].card.id) if len(night.kept) == 1 else None,
        },
    )
    sent = {}

    def act():
        sent["placed"] = actions.place_emergency(
            case=case,
            family_id=UUID(form.cleaned_data["family"]),
            children=[child.person_id for child in chosen],
            reason=form.cleaned_data["reason"],
            words=form.cleaned_data["words"],
            family_said_yes=form.cleaned_data["family_said_yes"],
            handed_over_at=form.cleaned_data["handed_over_at"],
            basis=form.basis(),
            views=form.views(),
            move_reason=form.cleaned_data.get("move_reason", ""),
            by=by,
            at=at,
            key=form.cleaned_data["idempotency_key"],
        )

    if request.method == "POST" and form.is_valid() and is_done(case, form, act, kind="cases.case"):
        messages.success(request, _("The child has a home for tonight. A second person was told and confirms it."))
        if sent.get("placed"):
            return redirect("placements:see", pk=sent["placed"][0].pk)
        return redirect("cases:see", pk=case.pk)
    who = ChildrenForm(
        {"child": [str(child.person_id) for child in chosen]}, children=present, words=_line(timezone.localdate(at))
    )
    return answer_form(
        request,
        "placements/emergency.html",
        form,
        case=case,
        night=night,
        children=[(child, night.homes.get(child.person_id)) for child in chosen],
        at=at,
        who=who if len(present) > 1 else None,
        only=[child.person_id for child in chosen] if len(chosen) < len(present) else [],
        phones=_phones(request, night),
        alike=_alike(case, night, by),
    )


def _alike(case, night, by) -> list:
    """Families of the page in which somebody may be the person whom the children must not meet: (family, what is to be checked)."""
    found = alike_in(case, [one.card.id for one in night.first], by=by)
    return [(one, found[one.card.id]) for one in night.first if one.card.id in found]


@door(EMERGENCY, writes=True)
def telephone(request, pk):
    """I am telephoning this family now: its places are kept for the time of the call, and the page comes back as it was."""
    by, at = request.identity, clock.now()
    case, chosen, back = _of_call(request, pk)
    if request.method == "POST":
        form = _sent(CallForm(request.POST))
        with suppress(AlreadyDone):
            actions.telephone(
                case=case,
                family_id=form["family"],
                children=chosen or None,
                by=by,
                at=at,
                key=form["idempotency_key"],
            )
        messages.success(request, _("The place is kept while you telephone. Write the answer as soon as you have it."))
    return redirect(back)


@door(EMERGENCY, writes=True)
def answer_call(request, pk):
    """It said no, or nobody answered: one press, and on to the next family."""
    by, at = request.identity, clock.now()
    case, _children, back = _of_call(request, pk)
    if request.method == "POST":
        form = _sent(CallAnswerForm(request.POST))
        with suppress(AlreadyDone):
            actions.answer_call(
                case=case,
                family_id=form["family"],
                answer=form["answer"],
                by=by,
                at=at,
                key=form["idempotency_key"],
            )
        messages.success(request, _("Written down; its places are free. The next family stands first now."))
    return redirect(back)


def _of_call(request, pk) -> tuple:
    """The case, the children who were chosen (none: all of them), and the page to go back to as it was."""
    case = get_object_or_404(visible_cases(request.identity), pk=pk)
    reads(request, case, kind="cases.case")
    asked = request.POST.getlist("child")
    chosen = [child.person_id for child in children_of(case) if str(child.person_id) in asked]
    address = reverse("placements:place_emergency", args=[case.pk])
    return case, chosen, f"{address}?{urlencode({'child': asked}, doseq=True)}" if asked else address


def _sent(form) -> dict:
    if not form.is_valid():
        raise Refusal(_("Open this page again before sending."), code="no_key")
    return form.cleaned_data


def _phones(request, night) -> list:
    """The families being telephoned for these children, with their numbers: who reads one is noted."""
    if not night.kept:
        return []
    found = list(visible_families(request.identity).filter(pk__in=[one.card.id for one in night.kept]))
    for family in found:
        reads(request, family, kind="families.family")
    by_id = {family.pk: family for family in found}
    return [(one, by_id[one.card.id]) for one in night.kept if one.card.id in by_id]


def _chosen(request, present: list) -> list:
    asked = set(request.GET.getlist("child"))
    found = [child for child in present if str(child.person_id) in asked]
    return found or present


def _line(today):
    def words(child) -> str:
        born_on = child.person.born_on
        return f"{child.person.short}, {age(born_on, today)}" if born_on else child.person.short

    return words
