"""What protocols and plans give to the whole room when it starts: what sides say yes to, what everybody reads, what waits for a desk."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from umay.cooperation.accords import plan_seeding  # noqa: F401 (registers the published plans)
from umay.cooperation.accords.access import REPORT
from umay.cooperation.accords.actions import progress, proposals
from umay.cooperation.accords.approving import approvable, releasable
from umay.cooperation.accords.models import Plan, PlanLine, Progress, Proposal, ReportPeriod
from umay.cooperation.accords.plan_words import OPEN_LINES, LineState, PlanState, ProposalState
from umay.cooperation.accords.publishing import Part, public_part
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.accords.queries import trail
from umay.cooperation.accords.work import MOST, waiting
from umay.cooperation.partners.queries import party_of
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.clock import now
from umay.kit.kernel.slots import Task

AHEAD = timedelta(days=14)


def _with_lines(by: Identity):
    return queries.plans(by).filter(state=PlanState.DRAFT, lines__isnull=False).distinct()


def _verifiable(by: Identity):
    """Lines that every side has reported as carried out, and none otherwise than another."""
    held = list(queries.lines(by).filter(state=LineState.HELD).order_by("id")[: 2 * MOST])
    reports = queries.reports_by_line([line.pk for line in held])
    sides = {line.accord_id: line.accord for line in held}
    asked = {id_: queries.asked_sides(accord) for id_, accord in sides.items()}
    ready = [line.pk for line in held if queries.is_told_alike(asked[line.accord_id], reports.get(line.pk, {}))]
    return queries.lines(by).filter(pk__in=ready)


approvable(
    Plan,
    kind="plans.plan",
    content=queries.plan_content,
    accord=lambda plan: plan.accord,
    url=lambda plan: reverse("plans:see", args=[plan.pk]),
    title=lambda plan: queries.words(plan.accord.titles),
    waiting=_with_lines,
)
approvable(
    Proposal,
    kind="plans.proposal",
    content=queries.proposal_content,
    accord=lambda proposal: proposal.accord,
    url=lambda proposal: reverse("plans:proposal", args=[proposal.pk]),
    title=lambda proposal: f"{queries.words(proposal.plan.accord.titles)}: {proposal.get_about_display()}",
    waiting=lambda by: queries.proposals(by).filter(state=ProposalState.PROPOSED),
    agreed=proposals.agree,
)
approvable(
    PlanLine,
    kind="plans.line",
    content=queries.line_content,
    accord=lambda line: line.accord,
    url=lambda line: reverse("plans:line", args=[line.pk]),
    title=lambda line: f"{line.number}. {queries.words(line.titles)}",
    waiting=_verifiable,
    agreed=progress.agree,
)


def public_content(accord) -> dict:
    """What everybody would read of a plan: its days, its lines and how far they are. No proposal, report, delay or risk."""
    plan = Plan.objects.filter(accord=accord).first()
    if plan is None:
        return {}
    return queries.plan_content(plan) | {
        "state": plan.state,
        "signed_on": plan.signed_on,
        "place": plan.place,
        "standing": [
            [line.number, line.state, line.first_on, line.last_on, line.sentence_id]
            for line in plan.lines.order_by("number")
        ],
        "activities": [
            [one.line.number, one.state, one.titles, one.begins_on, one.ends_on, one.place]
            for one in queries.activities_of(plan)
            if one.state != "cancelled"
        ],
    }


releasable("plan", public_content)


@public_part("plan")
def plan_part(accord, lang: str) -> Part | None:
    """What everybody reads of a plan: who signed it when, and its lines. One side's report alone, delays and putting off are not among it."""
    plan = Plan.objects.filter(accord=accord).select_related("sentence__source").first()
    if plan is None:
        return None
    lines = list(plan.lines.select_related("sentence__source").order_by("number"))
    decided = trail.public_decided(lines)
    for line in lines:
        line.decided = decided.get(line.pk, [])
    today = now().date()
    shown = {"plan": plan, "lines": lines, "has_ended": today > plan.ends_on, "has_begun": today >= plan.begins_on}
    return Part(_("What was agreed"), "accords/plans/_public.html", shown, 20)


@waiting
def reports_due(identity: Identity, at: datetime) -> list[Task]:
    """Quarters for which one's own side has not reported about every line, due within two weeks or late. Two statements."""
    party = party_of(identity) if identity.may(REPORT) else None
    if party is None:
        return []
    today = local_day(at, identity.zone)
    mine = Progress.objects.filter(
        line=OuterRef("plan__lines"), period=OuterRef("pk"), party=party, given_at__isnull=False
    )
    rows = (
        ReportPeriod.objects.filter(
            locked_at__isnull=True,
            due_on__lte=today + AHEAD,
            plan__state=PlanState.SIGNED,
            plan__lines__state__in=OPEN_LINES,
            accord__sides__member=party,
            accord__sides__left_on__isnull=True,
        )
        .filter(~Exists(mine))
        .select_related("plan__accord")
        .distinct()
        .order_by("due_on", "id")
    )
    return [
        Task(
            "plans.report",
            _("Your report on the plan is late") if today > row.due_on else _("Report on the plan"),
            reverse("plans:see", args=[row.plan_id]),
            end_of_day(row.due_on, identity.zone),
            "overdue" if today > row.due_on else "due",
            queries.words(row.plan.accord.titles),
        )
        for row in rows[:MOST]
    ]
