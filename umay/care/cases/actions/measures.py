"""Measures of a decision beside the legal basis: recorded for each child, reported on to the court, ended."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.access import CHANGE, held_open, held_part, require, write_line
from umay.care.cases.actions.deadlines import start_clocks
from umay.care.cases.models import Case, CaseChild, Deadline, Measure
from umay.care.cases.queries import children_of, measures_in_force
from umay.care.cases.words import OTHER_MEASURE
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import end_of_day, local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal


def add_measure(*, case: Case, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> list[Measure]:
    """Record what a decision orders: one row for each measure and child. The report to the court gets its clock.

    values: kinds (codes of legal.measures or "other"), other (the decision's words for that), children (CaseChild; empty: the whole
    family), authority, decision_number, decided_on, carried_out_by, plan, starts_on, ends_on (its last day, or None).
    """
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.measure") as made:
        case = held_open(case)
        today = local_day(at, by.zone)
        _check(case, values, today, pack(by.country, today))
        measures = [
            _add(case, kind=kind, child=child, values=values, by=by)
            for kind in dict.fromkeys(values["kinds"])
            for child in values.get("children") or [None]
        ]
        review_measures(case=case, by=by, at=at, since=values["starts_on"])
        made(measures[0].pk)
    return measures


def end_measure(*, measure: Measure, version: int, ended_on: date, why: str, by: Identity, at: datetime) -> Measure:
    """A measure ends before its day: the judge lifted it, or it has done its work."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(measure.case)
        fresh = held_part(measure, version=version)
        today = local_day(at, by.zone)
        if fresh.ends_on and fresh.ends_on < today:
            raise Conflict()
        if not fresh.starts_on <= ended_on <= today:
            raise Refusal(
                _("Give a day since the measure began and not in the future. Nothing was changed."),
                code="ended_on",
                field="ended_on",
            )
        if not why.strip():
            raise Refusal(_("Say why the measure ends."), code="why", field="why")
        fresh.ends_on, fresh.ended_why = ended_on, why.strip()[:200]
        fresh.save(update_fields=["ends_on", "ended_why"])
        write_line("cases.end_measure", case=case, kind="cases.measure", thing=fresh.pk, fields=["ends_on"])
        _stop_reports(case=case, on=today, by=by, at=at)
    return fresh


def review_measures(*, case: Case, by: Identity, at: datetime, since: date | None = None) -> None:
    """While a measure is in force the court is reported to: start that clock unless one is running already."""
    today = local_day(at, by.zone)
    running = case.deadlines.filter(rule=rules.COURT_REVIEW, met_at__isnull=True)
    if running.exists() or not measures_in_force(case, today).exists():
        return
    began_at = min(datetime.combine(since, time.min, tzinfo=ZoneInfo(by.zone)), at) if since else at
    clocks = rules.measure_clocks(began_at, pack(by.country, today))
    start_clocks(case=case, clocks=clocks, by=by, at=at)


def _add(case: Case, *, kind: str, child: CaseChild | None, values: dict, by: Identity) -> Measure:
    measure = Measure.objects.create(
        **follow(case),
        recorded_by=by.user_id,
        case=case,
        child=child,
        kind=kind,
        other=values.get("other", "").strip() if kind == OTHER_MEASURE else "",
        **{name: values[name].strip() for name in ("authority", "decision_number")},
        decided_on=values["decided_on"],
        carried_out_by=(values.get("carried_out_by") or "").strip(),
        plan=(values.get("plan") or "").strip() or None,
        starts_on=values["starts_on"],
        ends_on=values.get("ends_on"),
    )
    write_line("cases.add_measure", case=case, kind="cases.measure", thing=measure.pk, fields=["kind", "starts_on"])
    return measure


def _check(case: Case, values: dict, today: date, settings) -> None:
    kinds, children = values.get("kinds") or [], values.get("children") or []
    known = set(settings.get("legal.measures")) if settings.has("legal.measures") else set()
    if not kinds or not set(kinds) <= known | {OTHER_MEASURE}:
        raise Refusal(_("Choose at least one of the measures shown."), code="kinds", field="kinds")
    if OTHER_MEASURE in kinds and not values.get("other", "").strip():
        raise Refusal(_("Write what the decision orders, in its own words."), code="other", field="other")
    if not {child.pk for child in children} <= {child.pk for child in children_of(case)}:
        raise Refusal(_("Choose children of this case."), code="children", field="children")
    for name, words in (
        ("authority", _("Write who decided, with the full name of the authority.")),
        ("decision_number", _("Write the number of the decision.")),
    ):
        if not (values.get(name) or "").strip():
            raise Refusal(words, code=name, field=name)
    if not values.get("decided_on") or values["decided_on"] > today:
        raise Refusal(_("Give the day of the decision, not in the future."), code="decided_on", field="decided_on")
    _check_days(case, kinds, children, values)


def _check_days(case: Case, kinds, children, values: dict) -> None:
    starts_on, ends_on = values["starts_on"], values.get("ends_on")
    if starts_on < values["decided_on"]:
        raise Refusal(_("A measure begins on the day of its decision or later."), code="starts_on", field="starts_on")
    if ends_on and ends_on < starts_on:
        raise Refusal(_("The end must be after the beginning."), code="ends_on", field="ends_on")
    same = measures_in_force(case, starts_on).filter(kind__in=set(kinds) - {OTHER_MEASURE})
    whom = Q(child__in=children) | Q(child__isnull=True) if children else Q()
    if same.filter(whom).exists():
        raise Refusal(
            _(
                "This measure is in force for the child already. End it first, if a new decision replaces it. Nothing was saved."
            ),
            code="in_force",
            field="kinds",
        )


def _stop_reports(*, case: Case, on: date, by: Identity, at: datetime) -> None:
    """The last measure is over: the reports that were asked for by measures alone are not due any more."""
    if measures_in_force(case, on).exists():
        return
    reports = Deadline.objects.filter(case=case, rule=rules.COURT_REVIEW, basis__isnull=True, met_at__isnull=True)
    for deadline in reports.select_for_update(of=("self",)):
        deadline.met_at = max(min(end_of_day(on, by.zone), at), deadline.started_at)
        deadline.save(update_fields=["met_at"])
