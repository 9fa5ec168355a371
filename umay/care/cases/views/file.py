"""The case's own page; opening one; its facts and notes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions, queries
from umay.care.cases.access import ASSIGN, CHANGE, CONFIDENTIAL, HAND_OVER, OPEN, SEE
from umay.care.cases.forms import ChangeForm, NoteForm, OpenForm, OpenFromReportForm
from umay.care.cases.lifecycle import LIFECYCLE
from umay.care.cases.views.common import (
    Page,
    answer,
    case_of,
    done_at,
    finished,
    is_done,
    language,
    settings_of,
    today_of,
)
from umay.care.cases.views.strip import case_strip
from umay.care.cases.views.who import Children, with_status
from umay.care.cases.words import CaseState
from umay.care.intake.rules import MOST_CHILDREN
from umay.care.persons.drafting import keeps_draft
from umay.care.persons.several import SAVE, step_of, stepped, unjudged
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door, reads
from umay.kit.ui.forms import answer_form

_OPEN = Page(
    title=_("Open a case"),
    submit=_("Open the case"),
    words=_("One case for all brothers and sisters, so that they can stay together."),
    done=_("The case is open. Its clocks have started."),
    template="cases/open.html",
)


@door(SEE)
def see(request, pk):
    """Everything about one case, with what is missing first."""
    identity, at = request.identity, clock.now()
    case = case_of(request, pk)
    settings = settings_of(request, at)
    page = queries.case_page(case, settings=settings, by=identity, at=at, all_notes=request.GET.get("notes") == "all")
    return render(
        request,
        "cases/see.html",
        {
            "page": page,
            "case": case,
            "at": at,
            "drawing": case_strip(page, zone=identity.zone, at=at),
            "report": queries.report_of(case),
            "clocks_off": queries.clocks_off(settings),
            "can": _can(case, identity, at),
            "panels": _drawn(request, slots.panels("cases.case", case, identity)),
            "kin": [(row, _drawn(request, slots.panels("cases.kin", row.kin, identity))) for row in page.kin],
            "open_to": queries.open_to(case) if case.confidential else [],
        },
    )


def _drawn(request, panels) -> list[tuple[str, str]]:
    """Each later room's block as title and text; its values stand in its template by name and under `panel`."""
    return [
        (panel.title, render_to_string(panel.template, {**panel.context, "panel": panel.context}, request))
        for panel in panels
    ]


def _can(case, identity, at) -> dict[str, bool]:
    """What the person may do, for the buttons."""
    is_open = case.state != CaseState.CLOSED
    return LIFECYCLE.allowed(case, by=identity, at=at) | {
        "change": is_open and identity.may(CHANGE),
        "assign": is_open and identity.may(ASSIGN),
        "hand_over": is_open and identity.may(HAND_OVER),
        "confidential": is_open and identity.may(CONFIDENTIAL),
    }


@door(OPEN, writes=True)
@keeps_draft
def open(request):
    """Open a case without a report, for one child or for sisters and brothers: each is looked for first, then written."""
    identity, at = request.identity, clock.now()
    made = {"country": identity.country, "language": language(), "initial": {"place": identity.province}}
    day = {"on": today_of(request, at), "most": MOST_CHILDREN}
    sent, is_save = _typed(request)
    if not is_save:
        form, who = OpenForm(sent, **made), Children(request, sent, judged=False, **day)
        return _open_page(request, unjudged(form) if sent is not None else form, who)
    form, who = OpenForm(sent, **made), Children(request, sent, **day)
    if not all([form.is_valid(), who.is_settled()]):
        return _open_page(request, form, who)
    opened = {}

    def act():
        opened["case"] = actions.open(
            persons=who.chosen,
            values=form.cleaned_data | {"children": who.values, "are_siblings": who.are_siblings},
            by=identity,
            at=at,
            key=form.cleaned_data["idempotency_key"],
        )

    if is_done(None, form, act):
        return _opened(request, opened.get("case"))
    return _open_page(request, form, who)


def _typed(request) -> tuple:
    """What stands in the page, and whether it is to be saved: sent, with one child more or less, or kept as a draft."""
    if request.method != "POST":
        return (request.kept.body if getattr(request, "kept", None) else None), False
    if step_of(request.POST) == SAVE:
        return request.POST, True
    return stepped(request.POST, MOST_CHILDREN), False


def _open_page(request, form, who) -> HttpResponse:
    return with_status(answer_form(request, _OPEN.template, form, who=who, page=_OPEN), who)


def _opened(request, case) -> HttpResponse:
    if case is None:  # the same form came twice
        return redirect("cases:list")
    return finished(request, done_at(case), _OPEN)


@door(OPEN, writes=True)
@keeps_draft
def open_from_report(request, report):
    """Open a case for the children of a report."""
    identity, at = request.identity, clock.now()
    found = get_object_or_404(queries.reports(by=identity), pk=report)
    reads(request, found, kind="intake.report")
    people = [child.person for child in queries.report_children(found)]
    shown = [(str(person.pk), person.name or person.short) for person in people]
    form = OpenFromReportForm(request.POST or None, children=shown, initial={"children": [pk for pk, _name in shown]})
    if request.method == "POST" and form.is_valid():
        chosen = [person for person in people if str(person.pk) in form.cleaned_data["children"]]
        opened = {}

        def act():
            opened["case"] = actions.open(
                report=found,
                persons=chosen,
                values=form.cleaned_data | {"children": []},
                by=identity,
                at=at,
                key=form.cleaned_data["idempotency_key"],
            )

        if is_done(None, form, act):
            return _opened(request, opened.get("case"))
    return answer_form(request, "cases/open_from_report.html", form, report=found, page=_OPEN)


@door(CHANGE, writes=True)
@keeps_draft
def change(request, pk):
    """Summary, goal, place, urgency."""
    at = clock.now()
    case = case_of(request, pk)
    initial = {name: getattr(case, name) for name in ("version", "summary", "goal", "place", "is_urgent")}
    form = ChangeForm(request.POST or None, settings=settings_of(request, at), language=language(), initial=initial)

    def act(found):
        values = {name: found[name] for name in ("summary", "goal", "place", "is_urgent")}
        actions.change(case=case, version=found["version"], values=values, by=request.identity, at=at)

    return answer(request, case, form, act, Page(_("Change the case"), _("Save")))


@door(CHANGE, writes=True)
@keeps_draft
def note(request, pk):
    """Write a note."""
    at = clock.now()
    case = case_of(request, pk)
    form = NoteForm(request.POST or None)

    def act(found):
        actions.note(
            case=case,
            kind=found["kind"],
            text=found["text"],
            happened_at=found["happened_at"],
            by=request.identity,
            at=at,
            key=found["idempotency_key"],
        )

    words = _("Notes stay as they are. A mistake is put right by a further note.")
    return answer(request, case, form, act, Page(_("Write a note"), _("Save the note"), words, back="notes"))
