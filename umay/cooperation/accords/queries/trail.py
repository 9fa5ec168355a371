"""How a sentence of a source became a line, a decision, an action and a deed. The same links are followed from either end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from umay.cooperation.accords.models import ActionPoint, Decision, Plan, PlanLine
from umay.cooperation.accords.plan_words import PlanState
from umay.cooperation.accords.queries import meetings, plans
from umay.cooperation.accords.queries.base import may_write_joint
from umay.cooperation.partners.models import Source, SourceSentence
from umay.kit.kernel.acting import Identity


@dataclass
class Deed:
    """A line with the decisions that carry it out, each with its actions as `points` (empty for everybody outside of the desks)."""

    line: PlanLine
    decisions: list[Decision] = field(default_factory=list)


def decided_for(line: PlanLine, by: Identity) -> list[Decision]:
    """The decisions of meetings that carry out this line, with their actions. Two statements."""
    return _decisions(meetings.decisions(by), [line.pk]).get(line.pk, [])


def public_decided(lines: Iterable[PlanLine]) -> dict:
    """The decisions that everybody may read, by the line they carry out; asked under `acting(None)`. One statement."""
    found: dict = defaultdict(list)
    rows = Decision.objects.filter(line__in=[line.pk for line in lines]).select_related("meeting__accord", "accord")
    for row in rows.order_by("meeting__begins_on", "number", "id"):
        found[row.line_id].append(row)
    return found


def _decisions(rows: QuerySet[Decision], line_ids: list) -> dict:
    points = ActionPoint.objects.select_related("owner", "helper").order_by("number")
    found: dict = defaultdict(list)
    rows = rows.filter(line__in=line_ids).order_by("meeting__begins_on", "number", "id")
    for row in rows.prefetch_related(Prefetch("actions", queryset=points, to_attr="points")):
        found[row.line_id].append(row)
    return found


def from_source(source: Source, by: Identity) -> dict:
    """What came of each sentence of a source, as a desk sees it: {sentence id: [Deed]}. Three statements."""
    lines = list(plans.lines(by).filter(sentence__source=source).order_by("plan__begins_on", "plan_id", "number"))
    decided = _decisions(meetings.decisions(by), [line.pk for line in lines])
    return _by_sentence(lines, decided)


def public_from_source(source: Source) -> dict:
    """The same for everybody: released or announced lines and decisions alone; asked under `acting(None)`. Two statements."""
    rows = PlanLine.objects.filter(sentence__source=source).select_related("plan__accord", "accord")
    lines = list(rows.exclude(plan__state=PlanState.DRAFT).order_by("plan__begins_on", "plan_id", "number"))
    return _by_sentence(lines, public_decided(lines))


def _by_sentence(lines: list[PlanLine], decided: dict) -> dict:
    found: dict = defaultdict(list)
    for line in lines:
        found[line.sentence_id].append(Deed(line, decided.get(line.pk, [])))
    return found


def drafts_to_write(by: Identity) -> list[Plan]:
    """Drafts of plans in which the person's institution writes what is joint."""
    rows = plans.plans(by).filter(state=PlanState.DRAFT).order_by("-recorded_at", "id")
    return [plan for plan in rows[:50] if may_write_joint(plan.accord, by)]


def sentences() -> QuerySet[SourceSentence]:
    """Every sentence of every source whose text is known, to choose from."""
    return SourceSentence.objects.filter(number__gt=0).select_related("source").order_by("source__code", "number")


def sentence(id_: str) -> SourceSentence | None:
    """The sentence that an address asks for, if there is one."""
    try:
        return sentences().filter(pk=UUID(id_)).first()
    except ValueError:
        return None
