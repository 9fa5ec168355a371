"""A search that ends without a family, begins again, or goes on in parts."""

from django.utils.translation import gettext as _

from umay.care.matching import actions, queries
from umay.care.matching.access import OPEN, PROPOSE
from umay.care.matching.forms import ReasonForm, SplitForm
from umay.care.matching.views.common import back_to, is_done, match_of, pressed, settings_of
from umay.care.persons.drafting import keeps_draft
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.ui.forms import answer_form


@door(PROPOSE, writes=True)
@keeps_draft
def none_suits(request, pk):
    """No family suits for now."""
    return _ended(
        request,
        pk,
        actions.none_suits,
        title=_("No family suits"),
        words=_("The children keep their place among those who wait. You can look again at any time."),
        label=_("Why does no family suit?"),
    )


@door(OPEN, writes=True)
def withdraw(request, pk):
    """The search is not needed any more."""
    return _ended(
        request,
        pk,
        actions.withdraw,
        title=_("Withdraw the search"),
        words=_("Families that are kept for these children are free again. What was done stays in the record."),
        label=_("Why is the search withdrawn?"),
        danger=True,
    )


def _ended(request, pk, action, *, title, words, label, danger=False):
    match, at = match_of(request, pk), clock.now()
    form = ReasonForm(request.POST or None, label=label)
    if request.method == "POST" and form.is_valid():

        def act():
            action(match=match, reason=form.cleaned_data["reason"], by=request.identity, at=at)

        if is_done(form, act):
            return back_to(request, match, _("Saved. All places kept for these children are free."))
    return answer_form(
        request, "matching/step.html", form, match=match, title=title, submit=title, words=words, danger=danger
    )


@door(OPEN, writes=True)
def look_again(request, pk):
    match = match_of(request, pk)
    pressed(request, lambda key: actions.look_again(match=match, by=request.identity, at=clock.now()))
    return back_to(request, match, _("The search is open again."))


@door(OPEN, writes=True)
@keeps_draft
def split(request, pk):
    """Search for brothers and sisters in parts, for this group's own reason and with a contact plan."""
    match, at = match_of(request, pk), clock.now()
    children = queries.children_in(match)
    form = SplitForm(request.POST or None, settings=settings_of(request, at), children=children)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def act():
            actions.split(
                match=match,
                parts=form.parts,
                kind=values["kind"],
                reason=values["reason"],
                contact_plan=values["contact_plan"],
                by=request.identity,
                at=at,
                key=values["idempotency_key"],
            )

        if is_done(form, act):
            return back_to(request, match, _("Each part has a search of its own now."))
    return answer_form(request, "matching/split.html", form, match=match)
