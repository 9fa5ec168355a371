"""When a family may be looked for, and which clocks run. No database, no clock of its own.

Sources: UN Guidelines for the Alternative Care of Children (A/RES/64/142), paragraphs 14, 15 and 22; Convention on the Rights of the Child,
article 12; the clocks from the country pack, whose values carry their own sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from umay.ground.offices.packs.rows import LegalBasis

APPLY_TO_JUDGE, JUDGE_DECIDES, ORDER_ENDS = "apply_to_judge", "judge_decides", "order_ends"
REVIEW, PLAN, ASSESSMENT, IMPLEMENT = "review", "plan", "assessment", "implement"

FIRST_ASSESSMENT, FULL_ASSESSMENT = "risk.initial_assessment_hours", "risk.full_assessment_days"
CASE_PLAN, CASE_REVIEW = "risk.case_plan_days", "cases.review_months"
APPLY, DECIDE = "legal.emergency_apply_days", "legal.emergency_decide_days"
DESIGNATE, COLLECT, COURT_REVIEW = "legal.designate_days", "legal.collect_days", "legal.order_review_months"
BASIS_END = "legal.bases"

LONGEST_CHILDHOOD, UNSURE_BIRTH = timedelta(days=25 * 366), timedelta(days=3 * 366)


class Times(Protocol):
    """What the rules ask of the country's settings (`offices.packs.Settings`)."""

    def has(self, key: str) -> bool: ...
    def due(self, start_at: datetime, key: str) -> datetime: ...
    def deadline(self, start_at: datetime, amount: int, unit: str) -> datetime: ...


@dataclass(frozen=True)
class Clock:
    """A deadline to be started. `rule` is the key of the pack that says how long."""

    kind: str
    rule: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Necessity:
    """What is known when somebody asks for a family. `never_alone`: reasons refused when no other stands beside them."""

    care_type: str
    care_types: Sequence[str]
    reasons: Sequence[str]
    never_alone: Sequence[str]
    why: str
    is_tried: bool
    is_not_tried_explained: bool
    children_without_view: int


def obstacles(asked: Necessity) -> tuple[str, ...]:
    """Codes of all that stands in the way of looking for a family, in the order a person would mend it; empty: nothing does.

    Poverty alone is refused (paragraph 15); support at home was tried or it is said why not (paragraphs 3 and 14); every child was heard
    or it is said why not (article 12).
    """
    found = []
    if asked.care_type not in asked.care_types:
        found.append("care_type")
    if not asked.reasons:
        found.append("no_reason")
    elif set(asked.reasons) <= set(asked.never_alone):
        found.append("only_poverty")
    if not asked.why.strip():
        found.append("no_why")
    if not (asked.is_tried or asked.is_not_tried_explained):
        found.append("nothing_tried")
    if asked.children_without_view:
        found.append("view_missing")
    return tuple(found)


def is_too_young_for_institution(ages: Sequence[int | None], under_years: int) -> bool:
    """Whether a child of the group must live in a family (paragraph 22). An unknown age counts as young."""
    return any(age is None or age < under_years for age in ages)


def may_stop_seeking(*, reason: str, has_too_young: bool, is_supervisor: bool) -> bool:
    """Giving up the search without a home found is a supervisor's decision where a child is too young for an institution."""
    return reason != "other" or not has_too_young or is_supervisor


def legal_end(row: LegalBasis, starts_at: datetime, times: Times) -> datetime | None:
    """The latest instant to which a legal basis of this kind can last; None where the law sets no day."""
    return times.deadline(starts_at, row.max_days, "days") if row.max_days else None


def is_awaiting_judge(row: LegalBasis) -> bool:
    """A child was taken in by an office, and a court must still be asked."""
    return row.is_emergency and row.is_provisional and row.authority != "court"


def opening_clocks(opened_at: datetime, times: Times) -> list[Clock]:
    """First assessment, full assessment and review, from the opening of a case."""
    return _known(
        [(ASSESSMENT, FIRST_ASSESSMENT), (ASSESSMENT, FULL_ASSESSMENT), (REVIEW, CASE_REVIEW)], opened_at, times
    )


def basis_clocks(row: LegalBasis, *, starts_at: datetime, ends_at: datetime | None, times: Times) -> list[Clock]:
    """The clocks that a new legal basis starts, from the instant it begins (in an emergency: the handover)."""
    found = []
    if is_awaiting_judge(row):
        found += _known([(APPLY_TO_JUDGE, APPLY)], starts_at, times)
    if row.authority == "court" and not row.is_emergency:
        found += _known([(REVIEW, COURT_REVIEW)], starts_at, times)
        if times.has(DESIGNATE) and times.has(COLLECT):
            due_at = times.due(times.due(starts_at, DESIGNATE), COLLECT)
            found.append(Clock(IMPLEMENT, COLLECT, starts_at, due_at))
    if ends_at:
        found.append(Clock(ORDER_ENDS, BASIS_END, starts_at, ends_at))
    return found


def measure_clocks(started_at: datetime, times: Times) -> list[Clock]:
    """The report to the court that a measure asks for; where another order asks for it already, nobody starts it again."""
    return _known([(REVIEW, COURT_REVIEW)], started_at, times)


def following_clocks(kind: str, rule: str, met_at: datetime, times: Times) -> list[Clock]:
    """The clocks that start when another one is met: the judge's three days after the application, the plan after the full assessment,
    the next review after a review."""
    if kind == APPLY_TO_JUDGE:
        return _known([(JUDGE_DECIDES, DECIDE)], met_at, times)
    if kind == ASSESSMENT and rule == FULL_ASSESSMENT:
        return _known([(PLAN, CASE_PLAN)], met_at, times)
    if kind == REVIEW:
        return _known([(REVIEW, rule)], met_at, times)
    return []


def _known(wanted: Sequence[tuple[str, str]], start_at: datetime, times: Times) -> list[Clock]:
    """Only clocks whose time the installation knows: an unconfirmed number never becomes somebody's deadline."""
    return [Clock(kind, rule, start_at, times.due(start_at, rule)) for kind, rule in wanted if times.has(rule)]


def earliest_basis(births: Sequence[tuple[date | None, str]], today: date) -> date:
    """The day from which a legal basis of these children can be true: [(born_on, precision)]; an unsure birth may be some years off."""
    if not births or any(born_on is None for born_on, _precision in births):
        return today - LONGEST_CHILDHOOD
    return min(born_on if precision == "day" else born_on - UNSURE_BIRTH for born_on, precision in births)
