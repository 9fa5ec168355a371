"""Is somebody of a household the very person whom the children must not meet? A human says."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.cases import actions as cases
from umay.care.cases.access import CHANGE
from umay.care.cases.queries import visible as visible_cases
from umay.care.families.queries import visible as visible_families
from umay.care.matching import queries
from umay.care.matching.forms import LikenessForm
from umay.care.matching.views.common import is_done
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.ui.forms import answer_form


@door(CHANGE, writes=True)
def check_people(request, pk, family):
    """One pair at a time, the unanswered ones first: same or different, and how one knows."""
    by, at = request.identity, clock.now()
    case = get_object_or_404(visible_cases(by), pk=pk)
    home = get_object_or_404(visible_families(by), pk=family)
    household = queries.alike_in(case, [home.pk], by=by).get(home.pk)
    if household is None or not household.pairs:
        raise Http404
    pairs = sorted(household.pairs, key=lambda pair: pair.is_same is not None)
    pair = next((one for one in pairs if request.POST.get("pair") == _name(one)), pairs[0])
    reads(request, pair.person, kind="persons.person")
    reads(request, pair.double.person, kind="persons.person")
    form = LikenessForm(request.POST or None, initial={"pair": _name(pair)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def act():
            cases.answer_likeness(
                case=case,
                person=pair.person.pk,
                other=pair.double.person.pk,
                is_same=said["is_same"],
                why=said["why"],
                by=by,
                at=at,
            )

        if is_done(form, act):
            messages.success(request, _("Written down."))
            left = [one for one in pairs if one.is_same is None and one is not pair]
            return redirect(request.path if left else reverse("cases:see", args=[case.pk]))
    return answer_form(request, "matching/check_people.html", form, case=case, family=home, pair=pair, left=len(pairs))


def _name(pair) -> str:
    return f"{pair.person.pk}.{pair.double.person.pk}"
