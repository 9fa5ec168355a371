"""Which plans a person sees, how they stand, what each side said about a line and where that differs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from umay.cooperation.accords.models import (
    Accord,
    Activity,
    Evidence,
    Lead,
    Obstacle,
    Plan,
    PlanLine,
    Progress,
    Proposal,
    Protocol,
    ReportPeriod,
    Side,
)
from umay.cooperation.accords.plan_words import AGREED, OPEN_LINES, LineState, Says
from umay.cooperation.accords.queries.base import sides_of, visible
from umay.cooperation.accords.rules import plans as rules
from umay.cooperation.accords.rules.plans import Change, Difference, Said, Standing
from umay.cooperation.accords.words import WRITES_JOINT
from umay.cooperation.partners.models import Official, Party
from umay.cooperation.partners.queries import in_language, names_of
from umay.kit.kernel.acting import Identity

ADDED = "line"  # the field of a change that adds a whole line


def language() -> str:
    return (get_language() or "en").split("-")[0]


def words(given: dict) -> str:
    """Words in the reader's language, or in the nearest one that is there."""
    return in_language(given, language())[0]


def party_names(party_ids: Iterable) -> dict:
    """What each institution is called in the reader's language, by id; short where it has a short name."""
    return {id_: row.name for id_, row in names_of(party_ids, language()).items()}


def plans(by: Identity) -> QuerySet[Plan]:
    """Plans of accords in which the person's country stands."""
    return Plan.objects.filter(accord__in=visible(by).values("pk")).select_related("accord", "protocol__accord")


def protocols(by: Identity) -> QuerySet[Protocol]:
    return Protocol.objects.filter(accord__in=visible(by).values("pk")).select_related("accord")


def lines(by: Identity) -> QuerySet[PlanLine]:
    found = PlanLine.objects.filter(accord__in=visible(by).values("pk"))
    return found.select_related(
        "plan__accord", "accord", "sentence__source", "stated_by", "after", "takes_on__plan__accord"
    )


def activities(by: Identity) -> QuerySet[Activity]:
    return Activity.objects.filter(accord__in=visible(by).values("pk")).select_related(
        "line__plan__accord", "accord", "host"
    )


def obstacles(by: Identity) -> QuerySet[Obstacle]:
    return Obstacle.objects.filter(accord__in=visible(by).values("pk")).select_related("line__plan__accord", "accord")


def proposals(by: Identity) -> QuerySet[Proposal]:
    return Proposal.objects.filter(accord__in=visible(by).values("pk")).select_related("plan__accord", "accord")


def periods(by: Identity) -> QuerySet[ReportPeriod]:
    return ReportPeriod.objects.filter(accord__in=visible(by).values("pk")).select_related("plan__accord", "accord")


@dataclass(frozen=True)
class PlanRow:
    """One plan in a list: its title, its sides, how it stands today and how many lines are how far."""

    plan: Plan
    title: str
    sides: list[str]
    standing: Standing
    total: int
    verified: int


def plan_rows(by: Identity, today: date) -> list[PlanRow]:
    """All plans the person sees, in four statements, those that run first."""
    found = list(
        plans(by).annotate(
            total=Count("lines", filter=~Q(lines__state=LineState.CANCELLED)),
            verified=Count("lines", filter=Q(lines__state=LineState.VERIFIED)),
            open=Count("lines", filter=Q(lines__state__in=OPEN_LINES)),
        )
    )
    sides = defaultdict(list)
    for side in Side.objects.filter(accord__in=[plan.accord_id for plan in found], left_on=None).order_by(
        "recorded_at", "id"
    ):
        sides[side.accord_id].append(side.member_id)
    names = party_names({id_ for ids in sides.values() for id_ in ids})
    rows = [
        PlanRow(
            plan,
            words(plan.accord.titles),
            [names.get(id_, "") for id_ in sides[plan.accord_id]],
            standing_of(plan, today, plan.open),
            plan.total,
            plan.verified,
        )
        for plan in found
    ]
    return sorted(
        rows, key=lambda row: (row.standing.code != rules.RUNNING, -row.plan.begins_on.toordinal(), row.title)
    )


def standing_of(plan: Plan, today: date, open_lines: int) -> Standing:
    return rules.standing(
        state=plan.state, begins_on=plan.begins_on, ends_on=plan.ends_on, today=today, open_lines=open_lines
    )


def said(report: Progress) -> Said:
    return Said(report.says, report.quantity, report.people, report.held_on, report.held_until)


def last_reports(line: PlanLine) -> dict:
    """The last report that each side handed in, by the side's id."""
    return reports_by_line([line.pk]).get(line.pk, {})


def reports_by_line(line_ids: Iterable) -> dict:
    """{line id: {party id: its last report that was handed in}}, in one statement."""
    found: dict = defaultdict(dict)
    rows = Progress.objects.filter(line__in=list(line_ids), given_at__isnull=False).order_by("given_at", "id")
    for row in rows:
        found[row.line_id][row.party_id] = row
    return dict(found)


def asked_sides(accord: Accord) -> list[Party]:
    """The sides that report and agree, in the order in which the accord names them."""
    return [side.member for side in sides_of(accord) if side.left_on is None and side.role in WRITES_JOINT]


def silent_sides(line: PlanLine) -> list[str]:
    """Names of the sides that have not reported that the line was carried out."""
    reports = last_reports(line)
    missing = [side for side in asked_sides(line.accord) if getattr(reports.get(side.pk), "says", "") != Says.DONE]
    names = party_names([side.pk for side in missing])
    return [names.get(side.pk, side.code) for side in missing]


@dataclass(frozen=True)
class Apart:
    """Two sides whose last reports say something differently."""

    one: Party
    other: Party
    differences: list[Difference]


def apart(sides: list[Party], reports: dict) -> list[Apart]:
    """Each pair of sides that have both reported and say something differently."""
    found = []
    for one, other in combinations([side for side in sides if side.pk in reports], 2):
        differing = rules.differences(said(reports[one.pk]), said(reports[other.pk]))
        if differing:
            found.append(Apart(one, other, differing))
    return found


def open_differences(line: PlanLine) -> list[Difference]:
    """What two sides say differently, leaving out what one of them does not say at all."""
    pairs = apart(asked_sides(line.accord), last_reports(line))
    return [one for pair in pairs for one in pair.differences if not one.is_silent]


def is_told_alike(sides: list[Party], reports: dict) -> bool:
    """Whether each side says that it was carried out and no two contradict each other."""
    if any(getattr(reports.get(side.pk), "says", "") != Says.DONE for side in sides):
        return False
    return all(one.is_silent for pair in apart(sides, reports) for one in pair.differences)


def agreed_content(line: PlanLine) -> dict:
    """The agreed columns of a line as plain values."""
    return {"number": line.number} | {name: rules.written(getattr(line, name)) for name in AGREED}


def plan_content(plan: Plan) -> dict:
    """Everything that a yes to a plan is about: its title, its years and each line that stands in it."""
    kept = PlanLine.objects.filter(plan=plan).exclude(state=LineState.CANCELLED).order_by("number")
    kept = kept if plan.state == "draft" else PlanLine.objects.filter(plan=plan).order_by("number")
    return {
        "titles": Accord.objects.values_list("titles", flat=True).get(pk=plan.accord_id),
        "begins_on": plan.begins_on,
        "ends_on": plan.ends_on,
        "lines": [agreed_content(line) for line in kept],
    }


def line_content(line: PlanLine) -> dict:
    """Everything that a yes to a carried-out line is about: its words and the last report of each side."""
    reports = last_reports(line)
    told = {
        str(party): {"id": row.pk, "text": row.text}
        | {name: rules.written(getattr(row, name)) for name in rules.COMPARED}
        for party, row in reports.items()
    }
    return agreed_content(line) | {"reports": told}


def proposal_content(proposal: Proposal) -> dict:
    return {"plan": proposal.plan_id, "number": proposal.number, "about": proposal.about, "why": proposal.why} | {
        "changes": proposal.changes
    }


def officials_of(party: Party) -> QuerySet[Official]:
    return Official.objects.filter(party=party).order_by("name", "id")


@dataclass
class LineRow:
    """One line on the page of its plan: who leads it, who has reported, who sees a delay."""

    line: PlanLine
    title: str
    leads: list[Lead] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)  # names of the sides that say it was carried out
    is_apart: bool = False
    obstacles: int = 0


def line_rows(plan: Plan, sides: list[Party], names: dict) -> list[LineRow]:
    """The lines of a plan with what each side says, in four statements."""
    found = list(plan.lines.select_related("sentence__source", "stated_by").order_by("number"))
    ids = [line.pk for line in found]
    reports = reports_by_line(ids)
    leads = defaultdict(list)
    for lead in Lead.objects.filter(line__in=ids).select_related("official").order_by("recorded_at", "id"):
        leads[lead.line_id].append(lead)
    open_obstacles = dict(
        Obstacle.objects.filter(line__in=ids, ended_at__isnull=True)
        .order_by("line_id")
        .values_list("line_id")
        .annotate(Count("pk"))
    )
    rows = []
    for line in found:
        mine = reports.get(line.pk, {})
        done = [names.get(side.pk, side.code) for side in sides if getattr(mine.get(side.pk), "says", "") == Says.DONE]
        differs = any(not one.is_silent for pair in apart(sides, mine) for one in pair.differences)
        rows.append(LineRow(line, words(line.titles), leads[line.pk], done, differs, open_obstacles.get(line.pk, 0)))
    return rows


def activities_of(plan_or_line) -> list[Activity]:
    """What was and is to be done for a line, or for all lines of a plan, with the line of each."""
    chosen = {"line": plan_or_line} if isinstance(plan_or_line, PlanLine) else {"line__plan": plan_or_line}
    return list(Activity.objects.filter(**chosen).select_related("line", "host").order_by("begins_on", "id"))


def periods_of(plan: Plan) -> QuerySet[ReportPeriod]:
    """All its months of reports."""
    return ReportPeriod.objects.filter(plan=plan).order_by("begins_on")


def free_periods(line: PlanLine, party: Party | None) -> QuerySet[ReportPeriod]:
    """Months for which this side has not reported yet and that are not locked."""
    given = Progress.objects.filter(line=line, party=party, given_at__isnull=False, period__isnull=False)
    found = ReportPeriod.objects.filter(plan=line.plan_id, locked_at__isnull=True)
    return found.exclude(pk__in=given.values("period")).order_by("begins_on")


def draft_report(line: PlanLine, party: Party | None) -> Progress | None:
    """What one's own side has written and not handed in yet, the last one."""
    rows = Progress.objects.filter(line=line, party=party, given_at__isnull=True)
    return rows.order_by("-recorded_at", "id").first()


def reports_of(line: PlanLine) -> list[Progress]:
    """Everything that was handed in about a line, the newest first."""
    rows = Progress.objects.filter(line=line, given_at__isnull=False).select_related("party", "period", "entered_by")
    return list(rows.order_by("-given_at", "-id"))


def last_of_each(reports: list[Progress]) -> dict:
    """The newest report of each side, out of all of them."""
    found: dict = {}
    for row in reports:
        found.setdefault(row.party_id, row)
    return found


def proposals_about(line: PlanLine) -> list[Proposal]:
    """What was proposed about this line, the newest first."""
    rows = Proposal.objects.filter(plan=line.plan_id).select_related("entered_by").order_by("-number")
    return [row for row in rows if any(change[0] == line.number for change in row.changes)]


def evidence(by: Identity) -> QuerySet[Evidence]:
    return Evidence.objects.filter(accord__in=visible(by).values("pk")).select_related("file")


def changes_in(proposal: Proposal) -> list[Change]:
    return [Change(*one) for one in proposal.changes]
