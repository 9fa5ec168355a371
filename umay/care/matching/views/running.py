"""The runs for a country: the list, one run with its numbers and how far it is, asking for one, stopping it, repeating it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from umay.care.matching import actions, queries, reasons
from umay.care.matching.access import RECRUIT, REPLAY, RUN, RUNS, SEE
from umay.care.matching.views.common import pressed
from umay.care.matching.words import AcceptReason, Heed, RunState
from umay.ground.offices.packs import label
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door
from umay.kit.kernel.ids import new_id
from umay.kit.ui import drawings

ROWS = 25
AGAIN_AFTER_S = "2"
URGENT_ROUND = "urgent"


@door(RUNS)
def list_runs(request):
    """Every run of the country, the newest first."""
    identity = request.identity
    page = Paginator(queries.runs(identity), ROWS).get_page(request.GET.get("page"))
    page.object_list = queries.with_figures(page.object_list, identity)
    context = {
        "page": page,
        "may_run": identity.may(RUN) and queries.run_at_work(identity) is None,
        "may_see_advice": identity.may(SEE),
        "may_recruit": identity.may(RECRUIT),
        "key": new_id(),
    }
    return render(request, "matching/list_runs.html", context)


@door(RUN, writes=True)
def ask_run(request):
    """Compare the whole country now."""
    if request.method != "POST":
        return redirect("matching:list_runs")
    return redirect("matching:see_run", pk=actions.ask_run(by=request.identity, at=clock.now()))


@door(RUNS)
def see_run(request, pk):
    """The numbers of a run; while it is at work, how far it is, asked again every two seconds."""
    identity = request.identity
    run = get_object_or_404(queries.all_runs(identity).select_related("replay_of"), pk=pk)
    (run,) = queries.with_figures([run], identity)
    is_at_work = run.state in (RunState.QUEUED, RunState.RUNNING)
    context = {
        "run": run,
        "is_at_work": is_at_work,
        "shown": run.shown,
        "is_protected": not identity.is_countrywide,
        "asked_by": queries.names_of([run.asked_by]).get(run.asked_by, ""),
        "may_stop": is_at_work and run.stop_at is None and identity.may(REPLAY if run.replay_of_id else RUN),
        "may_see_advice": identity.may(SEE),
        "key": new_id(),
    }
    if is_at_work:
        context |= _progress(run)
    elif run.state == RunState.FAILED:
        context["failure"] = reasons.failure(run.failure)
    else:
        context |= _answer(run, identity)
    response = render(request, "matching/see_run.html", context)
    if is_at_work:
        response["Refresh"] = AGAIN_AFTER_S
    return response


def _progress(run) -> dict:
    stage, done, total = queries.progress(run)
    return {
        "stage": reasons.stage(stage),
        "done": done,
        "total": max(total, 1),
        "share": round(100 * done / max(total, 1)),
    }


def _answer(run, identity) -> dict:
    """What a finished run says: its rounds with their proof, distances, what people made of it, repetitions."""
    original = run.replay_of
    replays = queries.replays_of(run) if original is None else []
    for one in replays:
        one.is_same = one.result_sha256 == run.result_sha256
    return {
        "rounds": [_round(one) for one in run.shown.get("rounds", [])],
        "is_none_opened": _is_none_opened(run.shown.get("rounds", [])),
        "drawing": _distances(run),
        "heeded": _heeded(run) if original is None else [],
        "replays": replays,
        "is_same": original is not None and original.result_sha256 == run.result_sha256,
        "may_replay": original is None and identity.may(REPLAY) and bool(run.result_sha256),
        "panels": slots.panels("matching.run", run, identity) if original is None else [],
        "sought": run.shown.get("sought"),
    }


def _is_none_opened(rounds: list[dict]) -> bool:
    """Was an urgent group asked for, and no family that is kin of a child who is not urgent given to it?"""
    told = [one for one in rounds if one["name"] == URGENT_ROUND and one["groups"] != 0 and "opened" in one]
    return bool(told) and all(one["opened"] == 0 for one in told)


def _round(one: dict) -> dict:
    return one | {
        "label": reasons.ROUNDS[one["name"]],
        "who": _proof(one),
        "where": _proof(one["where"]) if one.get("where") else None,
    }


def _proof(told: dict) -> dict:
    return {
        "label": reasons.STATUS[told["status"]],
        "is_best": told["status"] == "optimal",
        "gap_percent": 100 * told["gap"],
    }


def _distances(run):
    """How far the suggested families live, as bars beside a table."""
    bands = run.shown.get("km", [])
    if all(number == 0 for _upper, number in bands):
        return None
    low, items = 0, []
    for upper, number in bands:
        words = (
            _("%(low)d to %(upper)d km") % {"low": low, "upper": upper}
            if upper
            else _("more than %(low)d km") % {"low": low}
        )
        items.append(drawings.Bar(words, number))
        low = upper
    return drawings.bars(
        title=_("How far the suggested families live"),
        desc=_("Groups by the distance to the suggested family; a dash stands for one to four, which is not shown."),
        what=_("Distance"),
        measure=_("Groups"),
        items=items,
    )


def _heeded(run) -> list[dict]:
    """What people made of the suggestions; protected numbers come as None."""
    return [
        {
            "heed": Heed(heed).label if heed else _("Not answered yet"),
            "reason": _reason(heed, kind),
            "number": None if number < 0 else number,
        }
        for heed, kind, number in queries.heeded(run)
    ]


def _reason(heed: str, kind: str):
    if not kind:
        return ""
    return AcceptReason(kind).label if heed == Heed.ACCEPTED else label("depart_reason", kind)


@door(RUNS, writes=True)
def stop(request, pk):
    """What it has found so far stays."""
    run = get_object_or_404(queries.all_runs(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: actions.stop(run=run, by=request.identity, at=clock.now()))
    return redirect("matching:see_run", pk=pk)


@door(REPLAY, writes=True)
def replay(request, pk):
    """Repeat the run from what it kept; the page of the repetition says whether the same came out."""
    run = get_object_or_404(queries.runs(request.identity), pk=pk)
    if request.method != "POST":
        return redirect("matching:see_run", pk=pk)
    return redirect("matching:see_run", pk=actions.replay(run=run, by=request.identity, at=clock.now()))
