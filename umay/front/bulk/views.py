"""Pages of spreadsheets in and out: upload, match the columns, look through, decide about doubles, confirm, see how far it is."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.care.persons.words import UploadState
from umay.front.bulk import exporting, jobs, queries, uploads
from umay.front.bulk.forms import ColumnsForm, DoublesForm, UploadForm
from umay.front.bulk.headings import recognise
from umay.front.bulk.reading import guarded
from umay.front.bulk.sheets import SHEETS
from umay.front.bulk.sheets.base import OTHER, SAME
from umay.front.bulk.walking import around_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.ui.forms import answer_form

USE = "bulk.use"
PROBLEMS_SHOWN, DOUBLES_SHOWN, FILES_SHOWN = 50, 20, 20
AGAIN_AFTER_S = "3"
_OUTCOMES = ("new", "unchanged", "known", "left_out", "double", "problem")


def _mine(request, pk):
    return get_object_or_404(queries.uploads(request.identity), pk=pk)


@door(USE, writes=True)
def start(request) -> HttpResponse:
    """The person's files, one more, and what can be taken out."""
    kinds = queries.kinds(request.identity)
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            upload = uploads.receive(
                kind=form.cleaned_data["kind"], name=sent.name, content=sent.read(), by=request.identity, at=clock.now()
            )
            return redirect("bulk:match", pk=upload.pk)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    page = Paginator(queries.uploads(request.identity), FILES_SHOWN).get_page(request.GET.get("page"))
    titles = {sheet.kind: sheet.title for sheet in SHEETS.values()}
    lines = [{"upload": upload, "title": titles.get(upload.kind, upload.kind)} for upload in page]
    return answer_form(request, "bulk/start.html", form, kinds=kinds, page=page, lines=lines)


@door(USE, writes=True)
def match(request, pk) -> HttpResponse:
    """Which column of the file is which; what is known by its heading is chosen already."""
    upload = _mine(request, pk)
    if upload.state not in (UploadState.MAPPING, UploadState.CHECKED):
        return redirect("bulk:see", pk=pk)
    headings = queries.headings_of(upload)
    form = ColumnsForm(
        request.POST or None,
        kind=upload.kind,
        headings=headings,
        codes=upload.codes,
        language=around_of(request.identity, clock.now()).language,
    )
    if request.method == "POST" and form.is_valid():
        try:
            upload = uploads.match(upload=upload, codes=form.codes(), by=request.identity, at=clock.now())
            return _go_on(request, upload)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    found = recognise(upload.kind, headings, queries.remembered(upload.kind, request.identity))
    unknown = sum(not code for code in upload.codes)
    return answer_form(
        request,
        "bulk/match.html",
        form,
        upload=upload,
        title=SHEETS[upload.kind].title,
        doubled=found.doubled,
        unknown=unknown,
    )


def _go_on(request, upload) -> HttpResponse:
    """A short file at once, a long one beside the pages."""
    if uploads.is_small(upload):
        uploads.go_on(upload=upload, by=request.identity, at=clock.now())
    else:
        by = request.identity
        jobs.go_on.defer(upload=str(upload.pk), user=str(by.user_id), role=by.role, language=get_language() or "tr")
    return redirect("bulk:see", pk=upload.pk)


@door(USE)
def see(request, pk) -> HttpResponse:
    """What was found; or how far the work is, asked again every three seconds."""
    upload = _mine(request, pk)
    report = queries.report_of(upload)
    context = {"upload": upload, "title": SHEETS[upload.kind].title, "report": report}
    if upload.state in uploads.WORKING:
        done, total = queries.progress(upload)
        context |= {"done": done, "total": total, "share": round(100 * done / max(total, 1))}
        context["is_stopping"] = queries.is_asked_to_stop(upload)
    else:
        context["stopped"] = upload.outcome.get(uploads.STOPPED)
    if report:
        problems = Paginator(report.problems, PROBLEMS_SHOWN).get_page(request.GET.get("page"))
        doubles = report.doubles[:DOUBLES_SHOWN]
        form = DoublesForm(doubles=doubles)
        if doubles:
            reads(request, upload, kind="persons.upload")
        context |= {
            "problems": problems,
            "more_doubles": max(report.double_count - DOUBLES_SHOWN, 0),
            "entries": [(double, form[f"row_{double['key']}"]) for double in doubles],
        }
        context |= {
            "counts": [(name, report.counts[name]) for name in _OUTCOMES if report.counts.get(name)],
            "known": report.known[:PROBLEMS_SHOWN],
        }
    elif upload.outcome:
        context["counts"] = [(name, upload.outcome[name]) for name in _OUTCOMES if upload.outcome.get(name)]
    response = render(request, "bulk/see.html", context)
    if upload.state in uploads.WORKING:
        response["Refresh"] = AGAIN_AFTER_S
    return response


@door(USE)
def problems(request, pk) -> HttpResponse:
    """The list of problems as a spreadsheet, to be worked through beside the file."""
    upload = _mine(request, pk)
    report = queries.report_of(upload)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Row"), _("Column"), _("What to put right")])
    for one in report.problems if report else ():
        writer.writerow([one.row, guarded(one.heading), guarded(one.message)])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="umay-{upload.kind}-problems.csv"'
    return response


@door(USE, writes=True)
def decide(request, pk) -> HttpResponse:
    """Same person or not, for the rows that were shown; or one answer for all the others."""
    upload = _mine(request, pk)
    report = queries.report_of(upload)
    if request.method != "POST" or report is None:
        return redirect("bulk:see", pk=pk)
    form = DoublesForm(
        request.POST, doubles=[double for double in report.doubles if f"row_{double['key']}" in request.POST]
    )
    decisions = form.decisions() if form.is_valid() else {}
    rest = request.POST.get("rest")
    if rest in (SAME, OTHER):
        decisions[uploads.REST] = rest
    if not decisions:
        return redirect("bulk:see", pk=pk)
    return _go_on(request, uploads.decide(upload=upload, decisions=decisions, by=request.identity, at=clock.now()))


@door(USE, writes=True)
def write(request, pk) -> HttpResponse:
    """Confirmed: all new rows, or none."""
    upload = _mine(request, pk)
    if request.method != "POST":
        return redirect("bulk:see", pk=pk)
    return _go_on(request, uploads.begin_writing(upload=upload, by=request.identity, at=clock.now()))


@door(USE, writes=True)
def stop(request, pk) -> HttpResponse:
    """What is going on ends between two batches, and nothing of it is written. Too late: the page says what became of it."""
    upload = _mine(request, pk)
    if request.method == "POST":
        try:
            uploads.stop(upload=upload, by=request.identity, at=clock.now())
        except Conflict:
            messages.info(request, _("It had ended before it could be stopped."))
    return redirect("bulk:see", pk=pk)


@door(USE, writes=True)
def drop(request, pk) -> HttpResponse:
    upload = _mine(request, pk)
    if request.method == "POST":
        uploads.drop(upload=upload, by=request.identity, at=clock.now())
    return redirect("bulk:start")


@door(USE, writes=True)
def export(request, kind) -> HttpResponse:
    """All rows of one's offices, as a file. A POST, because it is journaled for every care file in it."""
    if request.method != "POST" or kind not in SHEETS:
        return redirect("bulk:start")
    form = request.POST.get("format") if request.POST.get("format") in exporting.FORMATS else "csv"
    file = io.BytesIO()
    exporting.export(kind=kind, file=file, form=form, by=request.identity, at=clock.now())
    response = HttpResponse(file.getvalue(), content_type=exporting.FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="umay-{kind}.{form}"'
    return response
