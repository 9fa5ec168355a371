"""The page of a line, what each side writes about it, and what one side proposes to the other."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import APPROVE, CHANGE, REPORT, SEE, SIGN_OFF
from umay.cooperation.accords.actions import plans as actions
from umay.cooperation.accords.actions import progress, proposals
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.plans import (
    DatesForm,
    EndObstacleForm,
    LeadForm,
    LineForm,
    ObstacleForm,
    ReportForm,
    SureForm,
    WhyForm,
    shown_words,
)
from umay.cooperation.accords.plan_words import LABELS, LineState, PlanState, Says
from umay.cooperation.accords.queries import base, trail
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.queries.meetings import code_of
from umay.cooperation.accords.queries.plan_values import changes_shown, differences_shown, period_name
from umay.cooperation.accords.views.common import pressed, written
from umay.cooperation.accords.views.plan_common import Page, ask, can, line_of, plan_of, proposal_of, today
from umay.cooperation.accords.views.plans import line_title
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


def _url(line) -> str:
    return reverse("plans:line", args=[line.pk])


@door(SEE)
def see_line(request, pk):
    """One line: what was agreed and where it stands written, what each side says, where that differs, what stands in the way."""
    line = line_of(request, pk)
    sides = queries.asked_sides(line.accord)
    names = queries.party_names([side.pk for side in sides])
    reports = queries.reports_of(line)
    last = queries.last_of_each(reports)
    pairs = queries.apart(sides, last)
    leads = {lead.party_id: lead for lead in line.leads.select_related("official")}
    rights = can(request, line.accord)
    is_running = line.plan.state == PlanState.SIGNED and line.state in queries.OPEN_LINES
    context = {
        "line": line,
        "plan": line.plan,
        "accord": line.accord,
        "title": queries.words(line.titles),
        "sides": [(side, names.get(side.pk, side.code), leads.get(side.pk), last.get(side.pk)) for side in sides],
        "reports": reports,
        "draft": queries.draft_report(line, rights["own"]) if rights["own"] else None,
        "apart": [(names[pair.one.pk], names[pair.other.pk], differences_shown(pair.differences)) for pair in pairs],
        "is_contradicted": any(not one.is_silent for pair in pairs for one in pair.differences),
        "silent": [names[side.pk] for side in sides if getattr(last.get(side.pk), "says", "") != Says.DONE],
        "standing": base.standing(line) if line.state in (LineState.HELD, LineState.VERIFIED) else None,
        "activities": queries.activities_of(line),
        "decided": [(row, code_of(row)) for row in trail.decided_for(line, request.identity)],
        "obstacles": list(line.obstacles.select_related("party").order_by("-raised_at", "id")),
        "proposals": queries.proposals_about(line),
        "done": Says.DONE,
        "is_running": is_running,
        "is_draft": line.plan.state == PlanState.DRAFT,
        "can": rights,
        "today": today(request),
    }
    return render(request, "accords/plans/line.html", context)


def _ask(request, line, form, page: Page, write, done: str = ""):
    return ask(request, form, page, write, accord=line.accord, back=_url(line), about=line_title(line), done=done)


def _form_of(request, line, *, is_proposal: bool) -> LineForm:
    plain = (
        "kind",
        "article",
        "begins_on",
        "ends_on",
        "quantity",
        "cost",
        "days",
        "pace",
        "after",
        "sentence",
        "version",
    )
    first = {name: getattr(line, name) for name in plain}
    for column, name in (("titles", "title"), ("units", "unit"), ("cost_notes", "cost_note"), ("results", "result")):
        first |= shown_words(getattr(line, column), name)
    others = line.plan.lines.exclude(pk=line.pk).order_by("number")
    return LineForm(
        request.POST or None, others=others, titles=line_title, sentences=trail.sentences(), is_proposal=is_proposal,
        initial=first,
    )  # fmt: skip


@door(CHANGE, writes=True)
@keeps_typed
def change_line(request, pk):
    line = line_of(request, pk)
    form = _form_of(request, line, is_proposal=False)

    def write(sent, at):
        return actions.change_line(line=line, version=sent["version"], values=form.values(), by=request.identity, at=at)

    return _ask(request, line, form, Page(_("Change the line"), _("Save")), write)


@door(CHANGE, writes=True)
def drop_line(request, pk):
    line = line_of(request, pk)
    form = SureForm(request.POST or None, initial={"version": line.version})

    def write(sent, at):
        return actions.drop_line(line=line, version=sent["version"], by=request.identity, at=at)

    page = Page(_("Take the line out of the draft"), _("Take it out"), is_danger=True)
    return _ask(request, line, form, page, write)


@door(CHANGE, writes=True)
@keeps_typed
def set_lead(request, pk):
    line = line_of(request, pk)
    own = base.acts_for(line.accord, request.identity) or partners.party_of(request.identity)
    officials = queries.officials_of(own)
    lead = line.leads.filter(party=own).first()
    first = {"unit": lead.unit, "official": lead.official} if lead else {}
    form = LeadForm(request.POST or None, officials=officials, initial=first)

    def write(sent, at):
        return actions.set_lead(line=line, unit=sent["unit"], official=sent["official"], by=request.identity, at=at)

    page = Page(_("Who leads it on our side?"), _("Save"), _("The other side names its own."))
    return _ask(request, line, form, page, write)


@door(CHANGE, writes=True)
@keeps_typed
def amend(request, pk):
    """Propose one more line for a signed plan."""
    plan = plan_of(request, pk)
    first = {"begins_on": plan.begins_on, "ends_on": plan.ends_on, "cost": "not_stated"}
    form = LineForm(request.POST or None, others=plan.lines.none(), titles=line_title, is_proposal=True, initial=first)

    def write(sent, at):
        return proposals.amend(plan=plan, line=None, values=form.values(), why=sent["why"], by=request.identity, at=at)

    page = Page(_("Propose one more line"), _("Propose it"), _PROPOSED)
    back = reverse("plans:see", args=[plan.pk])
    return ask(request, form, page, write, accord=plan.accord, back=back, about=queries.words(plan.accord.titles))


_PROPOSED = _("It takes effect once every side has agreed to exactly these words. Until then nothing changes.")


@door(CHANGE, writes=True)
@keeps_typed
def amend_line(request, pk):
    line = line_of(request, pk)
    form = _form_of(request, line, is_proposal=True)

    def write(sent, at):
        return proposals.amend(
            plan=line.plan, line=line, values=form.values(), why=sent["why"], by=request.identity, at=at
        )

    return _ask(request, line, form, Page(_("Propose other words"), _("Propose them"), _PROPOSED), write)


@door(CHANGE, writes=True)
@keeps_typed
def set_dates(request, pk):
    line = line_of(request, pk)
    form = DatesForm(request.POST or None, initial={"first_on": line.first_on, "last_on": line.last_on})

    def write(sent, at):
        dates = {line.number: (sent["first_on"], sent["last_on"])}
        return proposals.set_dates(plan=line.plan, dates=dates, why=sent["why"], by=request.identity, at=at)

    return _ask(request, line, form, Page(_("Propose dates"), _("Propose them"), _PROPOSED), write)


@door(CHANGE, writes=True)
@keeps_typed
def put_off(request, pk):
    line = line_of(request, pk)
    form = WhyForm(request.POST or None)

    def write(sent, at):
        return proposals.put_off(line=line, why=sent["why"], by=request.identity, at=at)

    return _ask(request, line, form, Page(_("Propose to put it off"), _("Propose it"), _PROPOSED), write)


@door(CHANGE, writes=True)
@keeps_typed
def cancel(request, pk):
    line = line_of(request, pk)
    form = WhyForm(request.POST or None)

    def write(sent, at):
        return proposals.cancel(line=line, why=sent["why"], by=request.identity, at=at)

    page = Page(_("Propose to cancel it"), _("Propose it"), _PROPOSED, is_danger=True)
    return _ask(request, line, form, page, write)


@door(REPORT, writes=True)
@keeps_typed
def report(request, pk):
    """Write one's own side's report; kept as a draft of one's own until it is handed in."""
    line = line_of(request, pk)
    own = base.acts_for(line.accord, request.identity)
    draft = queries.draft_report(line, own)
    first = {"says": Says.DONE if line.state == LineState.HELD else Says.GOING}
    if draft:
        first = {name: getattr(draft, name) for name in (*progress.COLUMNS, "period", "version")}
    # What was sent is judged by the action, in its own words: a page may be older than the lock.
    free = queries.free_periods(line, own) if request.method == "GET" else queries.periods_of(line.plan)
    form = ReportForm(request.POST or None, periods=free, names=period_name, initial=first)

    def write(sent, at):
        return progress.write(
            line=line, period=sent["period"], values={name: sent[name] for name in progress.COLUMNS},
            hand_in=request.POST.get("verb") != "keep", version=sent["version"], by=request.identity, at=at,
        )  # fmt: skip

    words = _(
        "Only your own side sees it until it is handed in. Afterwards nobody changes it; a mistake is corrected by another report."
    )
    page = Page(_("Report on our side"), _("Hand it in"), words)
    context = {"page": page, "back": _url(line), "accord": line.accord, "about": line_title(line), "line": line}
    return written(request, "accords/plans/report.html", form, context, write, _url(line))


@door(SIGN_OFF, writes=True)
def verify(request, pk):
    """Only the button of the line's own page leads here: it carries the hash of what was shown."""
    line = line_of(request, pk)

    def act():
        progress.verify(line=line, sha256=request.POST.get("sha256") or "-", by=request.identity, at=now())

    return pressed(request, act, back=_url(line), kind="plans.line", thing=line)


@door(REPORT, writes=True)
@keeps_typed
def raise_obstacle(request, pk):
    line = line_of(request, pk)
    form = ObstacleForm(request.POST or None, initial={"kind": "delay"})

    def write(sent, at):
        return progress.raise_obstacle(line=line, by=request.identity, at=at, **sent)

    page = Page(_("A delay or a risk"), _("Write it down"), _("The other side reads it. The public never does."))
    return _ask(request, line, form, page, write)


@door(REPORT, writes=True)
@keeps_typed
def end_obstacle(request, pk):
    row = get_object_or_404(queries.obstacles(request.identity), pk=pk)
    form = EndObstacleForm(request.POST or None, initial={"version": row.version})

    def write(sent, at):
        return progress.end_obstacle(obstacle=row, version=sent["version"], how=sent["how"], by=request.identity, at=at)

    return _ask(request, row.line, form, Page(_("It stands in the way no more"), _("Save")), write)


@door(SEE)
def proposal(request, pk):
    """What one side proposes, what it changes, and who has agreed."""
    row = proposal_of(request, pk)
    context = {
        "proposal": row,
        "plan": row.plan,
        "accord": row.accord,
        "title": queries.words(row.plan.accord.titles),
        "changes": changes_shown(row),
        "standing": base.standing(row),
        "approve_url": reverse("accords:approve", args=["plans.proposal", row.pk]),
        "labels": LABELS,
        "can": can(request, row.accord),
    }
    return render(request, "accords/plans/proposal.html", context)


@door(CHANGE, writes=True)
def withdraw(request, pk):
    row = proposal_of(request, pk)
    back = reverse("plans:proposal", args=[row.pk])
    form = SureForm(request.POST or None, initial={"version": row.version})

    def write(sent, at):
        return proposals.withdraw(proposal=row, by=request.identity, at=at)

    page = Page(_("Withdraw the proposal"), _("Withdraw it"), is_danger=True)
    return ask(request, form, page, write, accord=row.accord, back=back, about=queries.words(row.plan.accord.titles))


@door(APPROVE, writes=True)
def lock(request, pk):
    return _lock(request, pk, progress.lock)


@door(APPROVE, writes=True)
def unlock(request, pk):
    return _lock(request, pk, progress.unlock)


def _lock(request, pk, verb):
    period = get_object_or_404(queries.periods(request.identity), pk=pk)

    def act():
        verb(period=period, by=request.identity, at=now())

    back = reverse("plans:see", args=[period.plan_id])
    return pressed(request, act, back=back, kind="plans.period", thing=period)
