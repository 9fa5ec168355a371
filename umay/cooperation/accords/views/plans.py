"""The list of plans, the page of one, and what is done with a plan as a whole."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.access import APPROVE, CHANGE, SEE
from umay.cooperation.accords.actions import plans as actions
from umay.cooperation.accords.drafting import keeps_typed
from umay.cooperation.accords.forms.plans import LineForm, PlanForm, SignForm, SureForm, shown_words, words_of
from umay.cooperation.accords.plan_words import LineState, PlanState
from umay.cooperation.accords.queries import base, trail
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.queries.plan_report import minutes_of_plan
from umay.cooperation.accords.typesetting.report import report_pdf
from umay.cooperation.accords.views.plan_common import Page, ask, can, plan_of, today
from umay.cooperation.accords.views.plan_drawing import drawing_of
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners import queries as partners
from umay.kit.kernel.doors import door


@door(SEE)
def list_plans(request):
    """Every plan in which the person's country stands, and the protocols over them."""
    rows = queries.plan_rows(request.identity, today(request))
    protocols = list(queries.protocols(request.identity).order_by("-signed_on", "id"))
    context = {
        "rows": rows,
        "protocols": protocols,
        "may_open": request.identity.may(CHANGE),
        "year": today(request).year,
    }
    return render(request, "accords/plans/list.html", context)


def _url(plan) -> str:
    return reverse("plans:see", args=[plan.pk])


@door(SEE)
def see(request, pk):
    """One plan: who signed it and how it stands, its lines, what is proposed, its months for reports."""
    plan = plan_of(request, pk)
    sides = queries.asked_sides(plan.accord)
    names = queries.party_names([side.pk for side in sides])
    rows = queries.line_rows(plan, sides, names)
    open_lines = sum(row.line.state in queries.OPEN_LINES for row in rows)
    context = {
        "plan": plan,
        "accord": plan.accord,
        "title": queries.words(plan.accord.titles),
        "sides": [(side, names.get(side.pk, side.code)) for side in sides],
        "rows": rows,
        "standing": queries.standing_of(plan, today(request), open_lines),
        "agreement": base.standing(plan) if plan.state == PlanState.DRAFT else None,
        "proposals": list(plan.proposals.select_related("entered_by").order_by("-number")[:20]),
        "periods": list(plan.periods.order_by("begins_on")),
        "renewal": plan.renewals.select_related("accord").first(),
        "drawing": drawing_of(plan, rows, sides, today(request)) if rows else None,
        "counts": {state: sum(row.line.state == state for row in rows) for state in LineState.values},
        "publicity": base.publicity(plan.accord),
        "today": today(request),
        "can": can(request, plan.accord),
    }
    return render(request, "accords/plans/see.html", context)


def _names_of(parties, protocols) -> dict:
    found = queries.party_names([party.pk for party in parties])
    return found | {row.pk: queries.words(row.accord.titles) for row in protocols}


@door(CHANGE, writes=True)
@keeps_typed
def open(request):
    """A draft of a plan between one's own institution and another."""
    own = partners.party_of(request.identity)
    others = partners.parties().exclude(pk=getattr(own, "pk", None)).filter(state__isnull=False)
    protocols = queries.protocols(request.identity).order_by("id")
    names = _names_of(others, protocols)
    form = PlanForm(request.POST or None, others=others, protocols=protocols, names=names)

    def write(sent, at):
        sides = [(own, SideRole.PARTY), (sent["other"], SideRole.PARTY)] if own else []
        return actions.open(
            titles=words_of(sent, "title"), begins_on=sent["begins_on"], ends_on=sent["ends_on"], sides=sides,
            protocol=sent["protocol"], by=request.identity, at=at,
        )  # fmt: skip

    page = Page(
        _("Draft a plan"),
        _("Save the draft"),
        _("The other side sees the draft and writes in it too. Nobody else does."),
    )
    return ask(request, form, page, write, accord=None, back=reverse("plans:list"))


@door(CHANGE, writes=True)
@keeps_typed
def change(request, pk):
    plan = plan_of(request, pk)
    first = {"begins_on": plan.begins_on, "ends_on": plan.ends_on, "version": plan.version}
    form = PlanForm(request.POST or None, initial=first | shown_words(plan.accord.titles, "title"))

    def write(sent, at):
        values = {"titles": words_of(sent, "title"), "begins_on": sent["begins_on"], "ends_on": sent["ends_on"]}
        return actions.change(plan=plan, version=sent["version"], values=values, by=request.identity, at=at)

    page = Page(_("Change the draft"), _("Save"))
    return ask(request, form, page, write, accord=plan.accord, back=_url(plan), about=queries.words(plan.accord.titles))


@door(CHANGE, writes=True)
@keeps_typed
def add_line(request, pk):
    plan = plan_of(request, pk)
    sentences = trail.sentences()
    first = {"begins_on": plan.begins_on, "ends_on": plan.ends_on, "cost": "not_stated", "days": 1, "pace": "row"}
    first["sentence"] = trail.sentence(request.GET.get("sentence", ""))
    form = LineForm(
        request.POST or None,
        others=plan.lines.order_by("number"),
        titles=line_title,
        sentences=sentences,
        initial=first,
    )

    def write(sent, at):
        return actions.add_line(plan=plan, values=form.values(), by=request.identity, at=at)

    page = Page(_("Add a line"), _("Save the line"))
    return ask(request, form, page, write, accord=plan.accord, back=_url(plan), about=queries.words(plan.accord.titles))


def line_title(line) -> str:
    return f"{line.number}. {queries.words(line.titles)}"


@door(APPROVE, writes=True)
def sign(request, pk):
    plan = plan_of(request, pk)
    form = SignForm(request.POST or None, initial={"version": plan.version})

    def write(sent, at):
        return actions.sign(plan=plan, by=request.identity, at=at, **_picked(sent, "version", "signed_on", "place"))

    words = _("The plan is signed on paper. Here you record it; from then on its text changes by agreement alone.")
    page = Page(_("Record the signature"), _("Record it"), words)
    return ask(request, form, page, write, accord=plan.accord, back=_url(plan), about=queries.words(plan.accord.titles))


def _picked(sent: dict, *names: str) -> dict:
    return {name: sent[name] for name in names}


@door(APPROVE, writes=True)
def close(request, pk):
    plan = plan_of(request, pk)
    form = SureForm(request.POST or None, initial={"version": plan.version})

    def write(sent, at):
        return actions.close(plan=plan, version=sent["version"], by=request.identity, at=at)

    words = _("Nothing is reported about a closed plan any more. What stayed open stays readable as that.")
    page = Page(_("Close the plan"), _("Close it"), words, is_danger=True)
    return ask(request, form, page, write, accord=plan.accord, back=_url(plan), about=queries.words(plan.accord.titles))


@door(CHANGE, writes=True)
def renew(request, pk):
    plan = plan_of(request, pk)
    form = SureForm(request.POST or None, initial={"version": plan.version})

    def write(sent, at):
        return actions.renew(plan=plan, by=request.identity, at=at)

    words = _(
        "A draft is made for the years after, between the same sides, with every line that was neither verified nor cancelled."
    )
    page = Page(_("Draft the renewal"), _("Make the draft"), words)
    done = reverse("plans:list")
    return ask(
        request,
        form,
        page,
        write,
        accord=plan.accord,
        back=_url(plan),
        about=queries.words(plan.accord.titles),
        done=done,
    )


@door(SEE)
def report(request, pk):
    """The report to the ministers, in the languages of both sides, as one PDF. It holds delays and differences: it is not public."""
    plan = plan_of(request, pk)
    content = report_pdf(minutes_of_plan(plan, today(request)))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{plan.accord.code}.pdf"'
    return answer
