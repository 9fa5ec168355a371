"""Pages of decisions and of who does what for them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import CHANGE, REPORT, SEE, SIGN_OFF
from umay.cooperation.accords.actions import decisions as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms import meetings as forms
from umay.cooperation.accords.meeting_words import OPEN_DECISIONS, WRITTEN, ActionState, MeetingState
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import meetings as queries
from umay.cooperation.accords.queries.plans import party_names, words
from umay.cooperation.accords.views.meetings import meeting_of, title_of, url_of
from umay.cooperation.accords.views.plan_common import Page, ask, can, pressed, today
from umay.cooperation.partners.files import take
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


def decision_of(request, pk):
    return get_object_or_404(queries.decisions(request.identity), pk=pk)


def action_of(request, pk):
    return get_object_or_404(queries.actions(request.identity), pk=pk)


def _url(decision) -> str:
    return reverse("meetings:decision", args=[decision.pk])


def _action_url(action) -> str:
    return reverse("meetings:action", args=[action.pk])


def _form(request, meeting, first: dict):
    labels = {
        "item": lambda row: f"{row.number}. {words(row.titles)}",
        "drops": lambda row: f"{queries.code_of(row)}: {words(row.texts)[:80]}",
        "line": lambda row: f"{words(row.plan.accord.titles)}, {row.number}. {words(row.titles)}",
    }
    return forms.DecisionForm(
        request.POST or None, items=meeting.items.filter(is_out=False).order_by("number"),
        earlier=queries.open_earlier(meeting).order_by("meeting__number", "number"),
        lines=queries.lines_between(request.identity), labels=labels, initial=first
    )  # fmt: skip


def _values(sent: dict) -> dict:
    return {name: sent[name] for name in ("adopted", "item", "drops", "line")} | {"texts": forms.words_of(sent, "text")}


@door(CHANGE, writes=True)
@keeps_typed
def add_decision(request, pk):
    meeting = meeting_of(request, pk)
    form = _form(request, meeting, {"adopted": "consensus"})

    def write(sent, at):
        return actions.add(meeting=meeting, values=_values(sent), by=request.identity, at=at)

    page = Page(_("Add a decision"), _("Save it"), _("It stands when the minutes are final."))
    return ask(request, form, page, write, accord=meeting.accord, back=url_of(meeting), about=title_of(meeting))


@door(CHANGE, writes=True)
@keeps_typed
def change_decision(request, pk):
    row = decision_of(request, pk)
    first = {name: getattr(row, name) for name in ("adopted", "item", "drops", "line", "version")}
    form = _form(request, row.meeting, first | forms.shown_words(row.texts, "text"))

    def write(sent, at):
        return actions.change(decision=row, version=sent["version"], values=_values(sent), by=request.identity, at=at)

    page = Page(_("Change the decision"), _("Save"))
    return ask(request, form, page, write, accord=row.accord, back=_url(row), about=queries.code_of(row))


@door(SEE)
def decision(request, pk):
    """One decision in each language, what it belongs to, and its actions."""
    row = decision_of(request, pk)
    allowed = can(request, row.accord)
    points = list(queries.actions(request.identity).filter(decision=row).order_by("number"))
    is_open = row.state in OPEN_DECISIONS
    context = {
        "decision": row,
        "accord": row.accord,
        "code": queries.code_of(row),
        "drops_code": queries.code_of(row.drops) if row.drops else "",
        "dropped_by": [(one, queries.code_of(one)) for one in row.dropped_by.select_related("meeting")],
        "points": points,
        "may_write": allowed["change"] and row.meeting.state in WRITTEN,
        "standing": base.standing(row) if is_open and not points else None,
        "today": today(request),
        "can": allowed,
    }
    return render(request, "accords/meetings/decision.html", context)


def _action_form(request, decision, first: dict):
    sides = queries.sides(decision.accord)
    return forms.ActionForm(
        request.POST or None, sides=sides, names=party_names([party.pk for party in sides]), initial=first
    )


def _action_values(sent: dict) -> dict:
    return {name: sent[name] for name in ("owner", "helper", "due_on")} | {"titles": forms.words_of(sent, "title")}


@door(CHANGE, writes=True)
@keeps_typed
def add_action(request, pk):
    row = decision_of(request, pk)
    form = _action_form(request, row, {})

    def write(sent, at):
        return actions.add_action(decision=row, values=_action_values(sent), by=request.identity, at=at)

    page = Page(_("Add an action"), _("Save it"), _("Another side than those who do it verifies it."))
    return ask(request, form, page, write, accord=row.accord, back=_url(row), about=queries.code_of(row))


@door(CHANGE, writes=True)
@keeps_typed
def change_action(request, pk):
    row = action_of(request, pk)
    first = {name: getattr(row, name) for name in ("owner", "helper", "due_on", "version")}
    form = _action_form(request, row.decision, first | forms.shown_words(row.titles, "title"))

    def write(sent, at):
        return actions.change_action(
            action=row, version=sent["version"], values=_action_values(sent), by=request.identity, at=at
        )

    page = Page(_("Change the action"), _("Save"))
    return ask(request, form, page, write, accord=row.accord, back=_action_url(row), about=words(row.titles))


@door(SEE)
def action(request, pk):
    """Who does it by when, what was reported with its file, and what another side said to it."""
    row = action_of(request, pk)
    allowed = can(request, row.accord)
    own = allowed["own"]
    is_doing = own is not None and own.pk in (row.owner_id, row.helper_id)
    is_final = row.decision.meeting.state == MeetingState.FINAL
    is_reported = row.state == ActionState.REPORTED
    context = {
        "action": row,
        "accord": row.accord,
        "code": queries.code_of(row.decision),
        "reports": queries.reports_of(row),
        "is_late": is_final and row.state == ActionState.OPEN and row.due_on < today(request),
        "may_change": allowed["change"] and row.decision.meeting.state in WRITTEN,
        "may_report": is_doing and is_final and request.identity.may(REPORT) and row.state == ActionState.OPEN,
        "may_verify": own is not None and not is_doing and request.identity.may(SIGN_OFF) and is_reported,
        "can": allowed,
    }
    return render(request, "accords/meetings/action.html", context)


@door(REPORT, writes=True)
@keeps_typed
def report(request, pk):
    row = action_of(request, pk)
    form = forms.ActionReportForm(request.POST or None, request.FILES or None)

    def write(sent, at):
        taken = take(sent["file"], field="file") if sent.get("file") else None
        return actions.report(action=row, text=sent["text"], taken=taken, by=request.identity, at=at)

    page = Page(_("Report that it is done"), _("Hand it in"), _("It can't be changed afterwards. Another side verifies it."))  # fmt: skip
    return ask(request, form, page, write, accord=row.accord, back=_action_url(row), about=words(row.titles))


@door(SIGN_OFF, writes=True)
def verify(request, pk):
    """One button: it is as the report says. `report`: the one that was on the page."""
    row = action_of(request, pk)

    def act():
        seen = get_object_or_404(row.reports, pk=request.POST.get("report", "") or None)
        return actions.verify(action=row, report=seen, by=request.identity, at=now())

    return pressed(request, act, back=_action_url(row), kind="meetings.action", thing=row)


@door(SIGN_OFF, writes=True)
@keeps_typed
def send_back(request, pk):
    row = action_of(request, pk)
    seen = queries.last_report(row)
    form = forms.SendBackForm(request.POST or None)

    def write(sent, at):
        return actions.send_back(action=row, report=seen, why=sent["why"], by=request.identity, at=at)

    page = Page(_("Send the report back"), _("Send it back"), _("The action is open again."), is_danger=True)
    return ask(request, form, page, write, accord=row.accord, back=_action_url(row), about=words(row.titles))
