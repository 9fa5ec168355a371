"""Breaking the glass, and who has looked at a file."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from umay.front.glass import queries
from umay.front.glass.forms import GlassForm
from umay.front.places import FILES, page_of
from umay.ground.offices import actions
from umay.ground.offices.access import BREAK_GLASS
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import NotAllowed
from umay.kit.kernel.ports import record
from umay.kit.ui.forms import answer_form


@never_cache
@door(BREAK_GLASS, writes=True)
def break_glass(request, kind, pk):
    """Open a hidden file to read for an hour, with a reason.

    The form looks the same whether the file exists or not, and both ways lead to the file's page: where there is none, that page
    says what it says for every address that is not open.
    """
    if kind not in FILES:
        raise Http404
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.break_glass(kind=kind, file=pk, reason=form.cleaned_data["reason"], by=request.identity, at=now())
        except NotAllowed:
            record("glass.miss", kind=kind, thing=pk)
        return redirect(page_of(kind, pk))
    return answer_form(request, "front/glass.html", form)


@door("journal.file")
def lookers(request, kind, pk):
    """Who has looked at this file, newest first."""
    if kind not in FILES:
        raise Http404
    page = Paginator(queries.lookers(kind, pk), 50).get_page(request.GET.get("page"))
    return render(request, "front/lookers.html", {"page": page, "back": page_of(kind, pk)})
