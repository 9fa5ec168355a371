"""The auditor's pages: by month and by run, by protected groups, the flip test; and the placement officer's own cases that were passed over."""

import contextlib
import csv
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from umay.care.fairness import actions, drawing, queries
from umay.care.fairness.access import AUDIT, PASSED, SEE
from umay.care.fairness.forms import PressForm
from umay.care.fairness.words import ANSWERS, Dimension, Fact, Fit, Protected
from umay.care.matching.access import REPLAY
from umay.ground.journal.actions import AlreadyDone
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id

ROWS = 25
AGAIN_AFTER_S = "2"


def _month_asked(request) -> date | None:
    """The month of the address, "2026-10"; None where there is none or it is none."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


def _dimension_asked(request, choices):
    code = request.GET.get("by", "")
    return choices(code) if code in choices.values else next(iter(choices))


def _months(request, choices, *, is_protected: bool) -> dict:
    found = queries.months(request.identity, is_protected=is_protected)
    sheet = queries.month(found, _month_asked(request))
    dimension = _dimension_asked(request, choices)
    return {
        "sheet": sheet,
        "code": sheet and f"{sheet.first_on:%Y-%m}",
        "month": sheet and drawing.month_words(sheet.first_on),
        "months": [
            (f"{one.first_on:%Y-%m}", drawing.month_words(one.first_on), one == sheet) for one in reversed(found)
        ],
        "dimension": dimension,
        "dimensions": list(choices),
        "sections": drawing.sections(sheet, [dimension]) if sheet else [],
        "lines": drawing.lines_of(found, dimension),
    }


@door(SEE)
def see(request):
    """One month by one kind of group, and how it went over the year."""
    context = _months(request, Dimension, is_protected=False)
    context["may_audit"] = request.identity.may(AUDIT)
    return render(request, "fairness/see.html", context)


@door(AUDIT)
def audit(request):
    """The same by sex, disability and language: sums only, in no page beside anybody."""
    return render(request, "fairness/audit.html", _months(request, Protected, is_protected=True))


@door(SEE)
def list_runs(request):
    """The comparisons that were counted."""
    return render(request, "fairness/list_runs.html", {"sheets": queries.sheets_of_runs(request.identity)})


@door(SEE)
def see_run(request, pk):
    """One comparison of the whole country by one kind of group."""
    sheet = get_object_or_404(queries.sheet_of_run(request.identity, pk))
    dimension = _dimension_asked(request, Dimension)
    context = {
        "sheet": sheet,
        "run": sheet.run,
        "dimension": dimension,
        "dimensions": list(Dimension),
        "sections": drawing.sections(sheet, [dimension]),
    }
    return render(request, "fairness/see_run.html", context)


@door(SEE)
def table(request):
    """A month's protected table as CSV."""
    return _csv(request, Dimension, is_protected=False)


@door(AUDIT)
def audit_table(request):
    """The same by protected groups."""
    return _csv(request, Protected, is_protected=True)


def _csv(request, choices, *, is_protected: bool) -> HttpResponse:
    """One line for a group and an answer; a hidden number is an empty field. Codes, so that it reads alike in every language."""
    found = queries.months(request.identity, is_protected=is_protected)
    sheet = queries.month(found, _month_asked(request))
    if sheet is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="umay-fairness-{sheet.country}-{sheet.first_on:%Y-%m}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["month", "fact", "dimension", "group", "shown", "count_1", "count_2", "effective", "mean", "sd"])
    for fact in Fact:
        for dimension in (*choices, *Fit):
            found_table = sheet.tables.get(fact, {}).get(dimension, {})
            total = [{"group": "all"} | (found_table.get("total") or {})] if found_table.get("rows") else []
            for row in [*found_table.get("rows", []), *total]:
                writer.writerow(_fields(sheet, fact, dimension, row))
    return response


def _fields(sheet, fact, dimension, row) -> list:
    counts = row.get("counts")
    shown = [*counts, ""][:2] if counts else ["", ""]
    assert counts is None or len(counts) == len(ANSWERS[fact])
    rest = [row.get("effective", ""), row.get("mean", ""), row.get("sd", "")]
    return [
        f"{sheet.first_on:%Y-%m}",
        fact.value,
        dimension.value,
        row["group"],
        "yes" if counts else "no",
        *shown,
        *rest,
    ]


@door(SEE)
def flip(request):
    """What never enters a match, how that is held, the test on the living database, and the last question read out of its seal again."""
    identity = request.identity
    run = queries.latest_run(identity)
    again = queries.latest_repeat(identity, run) if run else None
    test = queries.latest_flip(identity)
    is_at_work = test is not None and test.state in queries.AT_WORK
    context = {
        "run": run,
        "again": again,
        "is_same": again is not None and again.input_sha256 == run.input_sha256,
        "test": test,
        "is_at_work": is_at_work,
        "may_try": identity.may(AUDIT) and not is_at_work,
        "may_replay": run is not None and identity.may(REPLAY),
        "key": new_id(),
    }
    response = render(request, "fairness/flip.html", context)
    if is_at_work:
        response["Refresh"] = AGAIN_AFTER_S
    return response


@door(AUDIT, writes=True)
def try_flip(request):
    """Make the test now; the page of the test shows what comes out."""
    if request.method == "POST":
        form = PressForm(request.POST)
        if not form.is_valid():
            raise Refusal(_("Open this page again before sending."), code="no_key")
        with contextlib.suppress(AlreadyDone):
            actions.try_flip(by=request.identity, at=clock.now(), key=form.cleaned_data["idempotency_key"])
    return redirect("fairness:flip")


@door(PASSED)
def list_passed(request):
    """One's own cases whose better family was suggested for a later claim. Initials, age and number only."""
    page = Paginator(queries.passed_over(request.identity), ROWS).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    open_numbers = queries.numbers_of(rows)
    for row in rows:
        row.family_number = open_numbers.get(row.family_id, "")
    return render(request, "fairness/list_passed.html", {"page": page, "rows": rows})
