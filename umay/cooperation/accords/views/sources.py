"""Sources for the desks: each sentence with what came of it, and the way from a sentence to a line of a plan."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from umay.cooperation.accords.access import CHANGE, SEE
from umay.cooperation.accords.queries import trail
from umay.cooperation.accords.views.plan_common import today
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.doors import door


@door(SEE)
def list_sources(request):
    """Every published text that facts here point at."""
    found = list(partners.sources())
    context = {"kept": [row for row in found if row.sha256], "known": [row for row in found if not row.sha256]}
    return render(request, "accords/sources/list.html", context)


@door(SEE)
def source(request, code):
    """One source, sentence by sentence: the lines that stand in it, the decisions that carry them out, who does what for them."""
    row = get_object_or_404(partners.sources(), code=code)
    sentences = partners.sentences_of(row)
    came = trail.from_source(row, request.identity)
    taken = next((one for one in sentences if str(one.number) == request.GET.get("take")), None)
    context = {
        "source": row,
        "sentences": [(one, came.get(one.pk, [])) for one in sentences],
        "taken": taken,
        "drafts": trail.drafts_to_write(request.identity) if taken and request.identity.may(CHANGE) else [],
        "may_take": request.identity.may(CHANGE),
        "open_url": reverse("plans:open"),
        "today": today(request),
    }
    return render(request, "accords/sources/see.html", context)
