"""Whom each state trusts: the list, pinning, the second person's yes, taking off."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CONFIRM_PIN, PIN
from umay.cooperation.accords.actions import trust as actions
from umay.cooperation.accords.forms.declarations import PinForm, SureForm
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.views.declaration_common import Page, ask
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


@door(CONFIRM_PIN)
def list_trust(request):
    """Everything pinned now. What a second person has confirmed are the only lists against which a signature is checked."""
    rows, at = list(queries.trust_entries()), now()
    own = set(queries.pinned_by(request.identity).values_list("pk", flat=True))
    context = {
        "rows": [(one, bool(one.valid_until and one.valid_until < at), one.pk in own) for one in rows],
        "may_pin": request.identity.may(PIN),
        "me": request.identity.user_id,
    }
    return render(request, "accords/trust/list.html", context)


@door(PIN, writes=True)
def pin(request):
    form = PinForm(request.POST or None, request.FILES or None, states=queries.states_to_pin(request.identity))

    def write(sent, at):
        return actions.pin(
            state=sent["state"], kind=sent["kind"], content=sent["file"].read(), source=sent["source"],
            by=request.identity, at=at
        )  # fmt: skip

    page = Page(
        _("Pin a certificate or a list"),
        _("Pin it"),
        _(
            "Compare the fingerprint with the publisher's on another way first. Nothing is fetched from the network: what counts is what stands here, once a second person has confirmed it."
        ),
    )
    return ask(request, form, page, write, back=reverse("trust:list"))


@door(CONFIRM_PIN, writes=True)
def confirm(request, pk):
    """The second person compares the fingerprint once more and says yes."""
    entry = get_object_or_404(queries.to_confirm(request.identity), pk=pk)

    def write(sent, at):
        return actions.confirm(entry=entry, by=request.identity, at=at)

    page = Page(_("Confirm whom a state trusts"), _("I have compared it: confirm"))
    form = SureForm(request.POST or None)
    back = reverse("trust:list")
    return ask(request, form, page, write, back=back, template="accords/trust/confirm.html", entry=entry)


@door(PIN, writes=True)
def remove(request, pk):
    entry = get_object_or_404(queries.pinned_by(request.identity), pk=pk)

    def write(sent, at):
        return actions.remove(entry=entry, by=request.identity, at=at)

    page = Page(
        _("Take it off the list?"),
        _("Take it off"),
        _("Checks from now on go without it. It stays in the record."),
        is_danger=True,
    )
    return ask(request, SureForm(request.POST or None), page, write, back=reverse("trust:list"), about=entry.name)
