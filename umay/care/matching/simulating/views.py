"""Pages of "what would happen if": the list, the question, and the answer with how far it is."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.care.matching.simulating import actions, queries
from umay.care.matching.simulating.forms import MOST_FAMILIES, SimulateForm
from umay.care.matching.simulating.showing import shown
from umay.care.matching.simulating.words import KINDS
from umay.care.matching.views.common import pressed
from umay.care.matching.words import RunState
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices import places
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.ui.forms import answer_form

ROWS = 25
AGAIN_AFTER_S = "2"


def _place_name(simulation) -> str:
    if simulation.place == simulation.country:
        return _("The whole country")
    return places.place(simulation.place).name(get_language() or "en")


@door(queries.SEE)
def list_simulations(request):
    """The simulations one asked for, the newest first."""
    page = Paginator(queries.simulations(request.identity).defer("found", "result"), ROWS).get_page(
        request.GET.get("page")
    )
    for simulation in page.object_list:
        simulation.where = _place_name(simulation)
        simulation.kind_words = KINDS.get(simulation.added_kind, "")
    return render(request, "matching/list_simulations.html", {"page": page})


@door(queries.SEE, writes=True)
def simulate(request):
    """Ask a question; invented children answer it."""
    identity, at = request.identity, clock.now()
    form = SimulateForm(
        request.POST or None,
        initial=_first_question(request),
        country=identity.country,
        language=get_language() or "en",
        home=queries.home_of(identity),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.simulate(values=form.values, by=identity, at=at, key=form.cleaned_data["idempotency_key"])
            return redirect("matching:see_simulation", pk=made.pk)
        except NotAllowed:
            raise
        except AlreadyDone as done:
            return redirect("matching:see_simulation", pk=done.thing)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return answer_form(request, "matching/simulate.html", form)


def _first_question(request) -> dict:
    """What a link asks for: ?added=50&added_kind=teenagers. Anything else is left as the form has it."""
    added, kind = request.GET.get("added", ""), request.GET.get("added_kind", "")
    found = {}
    if added.isascii() and added.isdigit() and len(added) <= 4 and 0 < int(added) <= MOST_FAMILIES:
        found["added"] = int(added)
    if kind in KINDS:
        found["added_kind"] = kind
    return found


@door(queries.SEE)
def see_simulation(request, pk):
    """The answer; while it is at work, how far it is, asked again every two seconds."""
    identity = request.identity
    simulation = get_object_or_404(queries.readable(identity), pk=pk)
    is_own = simulation.asked_by == identity.user_id
    is_at_work = simulation.state in queries.AT_WORK
    context = {
        "simulation": simulation,
        "where": _place_name(simulation),
        "kind_words": KINDS.get(simulation.added_kind, ""),
        "is_at_work": is_at_work,
        "is_stopped": simulation.state == RunState.STOPPED,
        "may_stop": is_own and is_at_work and simulation.stop_at is None,
        "is_own": is_own,
        "link": request.build_absolute_uri(request.path),
        "key": new_id(),
    }
    if is_at_work:
        done, total = queries.progress(simulation)
        context |= {"done": done, "total": total, "share": round(100 * done / max(total, 1))}
    else:
        context |= shown(simulation, get_language() or "en")
    response = render(request, "matching/see_simulation.html", context)
    if is_at_work:
        response["Refresh"] = AGAIN_AFTER_S
    return response


@door(queries.SEE, writes=True)
def stop_simulation(request, pk):
    """Stop it; what it has finished is kept."""
    simulation = get_object_or_404(queries.simulations(request.identity), pk=pk)
    if request.method == "POST":
        pressed(
            request,
            lambda key: actions.stop_simulation(simulation=simulation, by=request.identity, at=clock.now()),
        )
    return redirect("matching:see_simulation", pk=pk)


@door(queries.SEE, writes=True)
def share_simulation(request, pk):
    """Let colleagues who may plan read it."""
    return _shown(request, pk, actions.share_simulation)


@door(queries.SEE, writes=True)
def unshare_simulation(request, pk):
    """Let nobody else read it any more."""
    return _shown(request, pk, actions.unshare_simulation)


def _shown(request, pk, act):
    simulation = get_object_or_404(queries.simulations(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: act(simulation=simulation, by=request.identity, at=clock.now()))
    return redirect("matching:see_simulation", pk=pk)
