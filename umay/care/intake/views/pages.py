"""Reports: the list, one report, its screening, first contact and end."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from umay.care.intake import access, actions, forms, queries
from umay.care.intake.lifecycle import REPORT
from umay.care.intake.rules import needs_reason
from umay.care.intake.views.receiving import danger
from umay.care.persons.drafting import keeps_draft
from umay.care.persons.queries import age_on
from umay.ground.offices.packs import label
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.asked import typed
from umay.kit.ui.forms import answer_form

KIND = "intake.report"
ON_A_PAGE = 25


def loaded(request, pk, code: str = "read"):
    report = get_object_or_404(queries.one(pk=pk, by=request.identity))
    reads(request, report, kind=KIND, code=code)
    return report


@typed("number")
@door(access.SEE)
def list(request) -> HttpResponse:
    by, at = request.identity, clock.now()
    form = forms.FilterForm(request.asked or {"state": "open"})
    asked = form.cleaned_data if form.is_valid() else {}
    state = {"all": "", "": "open"}.get(asked.get("state", ""), asked.get("state", ""))
    found = queries.listed(
        by=by,
        at=at,
        mine=asked.get("who") == "mine",
        state=state,
        risk=asked.get("risk", ""),
        overdue=bool(asked.get("overdue")),
        number=asked.get("number", ""),
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    settings = pack(by.country, timezone.localdate(at))
    lines = queries.lines(page.object_list, by=by, settings=settings)
    return render(
        request,
        "intake/list.html",
        {"form": form, "page": page, "lines": lines, "at": at, "may_add": by.may(access.ADD)},
    )


@door(access.SEE)
def see(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    settings = queries.settings_of(report)
    local = timezone.localdate(at)
    return render(
        request,
        "intake/see.html",
        {
            "report": report,
            "at": at,
            "children": [(child, age_on(child, local)) for child in queries.children_of(report, by=by)],
            "contacts": queries.contacts_of(report),
            "reporter": label("reporter", report.reporter_kind),
            "concerns": [label("concern", code) for code in report.concerns],
            "rule": label("risk_rule", report.risk_rule) if report.risk_rule else "",
            "rules_of": settings.day,
            "is_rule_verified": settings.is_verified("risk.rules"),
            "is_clock_verified": settings.is_verified("risk.first_contact_hours"),
            "hours": settings.get("risk.first_contact_hours")[report.risk] if report.risk else None,
            "yes": [label("risk_question", code) for code in report.answers],
            "unsure": [label("risk_question", code) for code in report.unsure],
            "closing": label("screen_out", report.closing_code) if report.closing_code else "",
            "screen_by": settings.due(report.received_at, "intake.triage_hours")
            if settings.has("intake.triage_hours")
            else None,
            "can": REPORT.allowed(report, by=by, at=at),
            "may_see_reporter": by.may(access.SEE_REPORTER),
            "may_assign": by.may(access.ASSIGN) and report.state in queries.OPEN,
            "is_overridden": bool(report.risk) and needs_reason(report.risk_by_rule, report.risk),
            "danger": danger(settings) if report.state in queries.WAITING else None,
            "panels": slots.panels(KIND, report, by),
        },
    )


@door(access.SEE_REPORTER)
def reporter(request, pk) -> HttpResponse:
    """Who reported: a page of its own, a reading of its own in the journal."""
    report = loaded(request, pk, code="read.reporter")
    return render(request, "intake/reporter.html", {"report": report, "kind": label("reporter", report.reporter_kind)})


@door(access.CHANGE, writes=True)
def screen(request, pk) -> HttpResponse:
    """The questions; then what the rules say, to agree with or to change with a reason."""
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    REPORT.check(report, "screen", by=by, at=at)
    settings = queries.settings_of(report)
    form = forms.ScreenForm(
        request.POST or None, questions=settings.get("risk.questions"), initial=_answered(report, settings)
    )
    found, risk = None, None
    if request.method == "POST" and form.is_valid():
        found = queries.screening(report, form.answers, by=by)
        shown = f"{found.level}|{','.join(found.rules)}"
        is_answer = request.POST.get("shown") == shown
        risk = forms.RiskForm(request.POST if is_answer else None, initial={"shown": shown, "level": found.level})
        if is_answer and risk.is_valid():
            try:
                actions.screen(
                    report=report, answers=form.answers, override=risk.cleaned_data["level"], reason=risk.cleaned_data["reason"],
                    version=form.cleaned_data["version"], by=by, at=at,
                )  # fmt: skip
                return redirect("intake:see", pk=pk)
            except Refusal as refusal:
                risk.add_error(refusal.field or None, refusal.message)
    return answer_form(
        request,
        "intake/screen.html",
        risk if risk is not None and risk.errors else form,
        report=report,
        questions=form,
        risk=risk,
        found=found,
        reasons=[label("risk_rule", code) for code in found.rules] if found else [],
        due_at=found.due_at(found.level) if found else None,
        is_verified=settings.is_verified("risk.rules"),
        rules_of=settings.day,
        danger=danger(settings),
    )


def _answered(report, settings) -> dict:
    """A report that was screened before opens with its answers."""
    initial = {"version": report.version}
    if report.risk:
        for code in settings.get("risk.questions"):
            initial[f"q_{code}"] = "yes" if code in report.answers else "unsure" if code in report.unsure else "no"
    return initial


@door(access.CONTACT, writes=True)
@keeps_draft
def contact(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    REPORT.check(report, "contact", by=by, at=at)
    form = forms.ContactForm(request.POST or None, initial={"version": report.version, "contacted_at": at})
    if request.method == "POST" and form.is_valid():
        try:
            values = form.cleaned_data
            actions.contact(report=report, values=values, version=values["version"], by=by, at=at)
            return redirect("intake:see", pk=pk)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    settings = queries.settings_of(report)
    return answer_form(request, "intake/contact.html", form, report=report, danger=danger(settings))


@door(access.CHANGE, writes=True)
@keeps_draft
def close(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    REPORT.check(report, "close", by=by, at=at)
    form = forms.CloseForm(
        request.POST or None, settings=pack(by.country, timezone.localdate(at)), initial={"version": report.version}
    )
    if request.method == "POST" and form.is_valid():
        entry = form.cleaned_data
        try:
            actions.close(
                report=report, code=entry["code"], reason=entry["reason"], version=entry["version"], by=by, at=at
            )
            return redirect("intake:see", pk=pk)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "intake/close.html", form, report=report)


@door(access.ASSIGN, writes=True)
def reopen(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    if request.method == "POST":
        actions.reopen(report=report, by=by, at=at)
        return redirect("intake:see", pk=pk)
    return render(request, "intake/reopen.html", {"report": report})


@door(access.ASSIGN, writes=True)
def assign(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    report = loaded(request, pk)
    form = forms.AssignForm(
        request.POST or None, workers=queries.workers_for(report, at=at), initial={"worker": report.worker_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(report=report, worker=form.cleaned_data["worker"], by=by, at=at)
            return redirect("intake:list")
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return answer_form(request, "intake/assign.html", form, report=report)
