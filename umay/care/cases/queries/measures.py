"""Measures of decisions beside the legal basis."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from umay.care.cases.models import Case, Measure
from umay.care.cases.words import OTHER_MEASURE
from umay.ground.offices.packs import label


@dataclass(frozen=True)
class MeasureRow:
    """`kind` in the reader's words; `is_open`: in force or beginning later, so that it can be ended."""

    measure: Measure
    kind: str
    is_valid: bool
    is_open: bool


def measures_in_force(case: Case, on: date) -> QuerySet[Measure]:
    """The measures that hold on the day, or begin after it. One that was ended early does not hold on its last day any more."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=on) | Q(ends_on=on, ended_why="")
    return Measure.objects.filter(lasts, case=case)


def measures_of(case: Case, on: date) -> list[MeasureRow]:
    """All measures of the case, those in force first, the newest before the older."""
    rows = [
        _row(measure, on)
        for measure in case.measures.select_related("child__person").order_by("-starts_on", "kind", "id")
    ]
    return sorted(rows, key=lambda row: not row.is_open)


def measure_words(measure: Measure) -> str:
    """The measure in words: the country's name for it, or the decision's own."""
    return measure.other if measure.kind == OTHER_MEASURE else label("measure", measure.kind)


def _row(measure: Measure, on: date) -> MeasureRow:
    is_open = measure.ends_on is None or measure.ends_on > on or (measure.ends_on == on and not measure.ended_why)
    return MeasureRow(measure, measure_words(measure), is_valid=is_open and measure.starts_on <= on, is_open=is_open)
