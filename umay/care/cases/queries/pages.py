"""Everything the page of one case shows, read once."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from umay.care.cases import rules
from umay.care.cases.models import Case, CaseChild, Contact, Deadline, KinAsked, LegalBasis, Note, Tried
from umay.care.cases.queries.measures import MeasureRow, measures_of
from umay.care.cases.queries.parts import age_of, children_of, has_view, warning_at
from umay.care.cases.words import BasisState, CaseState, DeadlineKind, KinAnswer
from umay.care.intake.models import Report, ReportChild
from umay.ground.offices.models import User
from umay.ground.offices.packs import kind_of_care, label
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity

NOTES_SHOWN = 20


@dataclass(frozen=True)
class Step:
    """One line of what a placement needs before it can begin. `verb` is the URL name that mends it."""

    code: str
    label: str
    hint: str
    is_done: bool
    verb: str = ""
    child: CaseChild | None = None


@dataclass(frozen=True)
class BasisRow:
    basis: LegalBasis
    kind: str
    is_valid: bool
    is_expiring: bool


@dataclass(frozen=True)
class DeadlineRow:
    deadline: Deadline
    label: str
    is_verified: bool
    is_late: bool
    may_be_met: bool


@dataclass(frozen=True)
class ChildRow:
    child: CaseChild
    age: int | None
    needs: list
    languages: list
    school_level: str
    no_view: str
    has_view: bool
    is_too_young: bool


@dataclass(frozen=True)
class KinRow:
    kin: KinAsked
    tie: str
    needs_assessment: bool  # wants to care for the child, and is not an approved family yet


@dataclass(frozen=True)
class CasePage:
    """A case with all that its page shows."""

    case: Case
    children: list[ChildRow]
    left: list[CaseChild]
    basis: LegalBasis | None
    bases: list[BasisRow]
    measures: list[MeasureRow]
    deadlines: list[DeadlineRow]
    met: list[DeadlineRow]
    tried: list[tuple[Tried, str, str]]
    contacts: list[Contact]
    kin: list[KinRow]
    notes: list[tuple[Note, str]]
    notes_in_all: int
    steps: list[Step]
    reasons: list
    goal: str
    care_type: str
    closing_reason: str
    asked_by: str

    @property
    def to_do(self) -> list[Step]:
        return [step for step in self.steps if not step.is_done]

    @property
    def ready(self) -> list[Step]:
        return [step for step in self.steps if step.is_done]


def case_page(case: Case, *, settings, by: Identity, at: datetime, all_notes: bool = False) -> CasePage:
    """Read all parts of the case: a fixed number of queries, whatever their length."""
    today = local_day(at, by.zone)
    children = [_child_row(child, settings, today) for child in children_of(case)]
    left = list(case.children.filter(left_on__isnull=False).select_related("person").order_by("left_on", "id"))
    bases = [_basis_row(basis, settings, at) for basis in case.bases.order_by("-starts_at", "id")]
    basis = next((row.basis for row in bases if row.is_valid), None)
    clocks = [_deadline_row(deadline, settings, at) for deadline in case.deadlines.order_by("due_at", "id")]
    tried = [
        (
            row,
            label("support", row.kind) if row.kind else "",
            label("why_not_tried", row.why_not) if row.why_not else "",
        )
        for row in case.tried.order_by("began_on", "recorded_at", "id")
    ]
    kin = kin_of(case)
    notes = list(case.notes.order_by("-at", "id")[: None if all_notes else NOTES_SHOWN])
    writers = _names([note.recorded_by for note in notes] + [case.closing_asked_by])
    return CasePage(
        case=case,
        children=children,
        left=left,
        basis=basis,
        bases=bases,
        measures=measures_of(case, today),
        deadlines=[row for row in clocks if row.deadline.met_at is None],
        met=[row for row in clocks if row.deadline.met_at is not None],
        tried=tried,
        contacts=list(case.contacts.select_related("person").order_by("recorded_at", "id")),
        kin=kin,
        notes=[(note, writers.get(note.recorded_by, "")) for note in notes],
        notes_in_all=case.notes.count() if len(notes) == NOTES_SHOWN else len(notes),
        steps=_steps(case, children, basis, tried, kin),
        reasons=[label("care_reason", code) for code in case.care_reasons],
        goal=label("permanence", case.goal) if case.goal else "",
        care_type=kind_of_care(case.care_type, settings) if case.care_type else "",
        closing_reason=label("case_closing", case.closing_reason) if case.closing_reason else "",
        asked_by=writers.get(case.closing_asked_by, ""),
    )


def kin_of(case: Case) -> list[KinRow]:
    """Kin and known people who were asked, in the order of asking."""
    return [
        KinRow(
            kin,
            label("kin_relation", kin.tie),
            needs_assessment=kin.answer == KinAnswer.WILLING and kin.family_id is None,
        )
        for kin in case.kin.select_related("person").order_by("asked_at", "id")
    ]


def reports(*, by: Identity) -> QuerySet[Report]:
    """Reports this person may see."""
    return Report.objects.filter(country=by.country)


def report_children(report: Report) -> QuerySet[ReportChild]:
    """The children of a report who are not in a case yet, with their person."""
    return (
        report.children.exclude(person__cases__left_on__isnull=True, person__cases__isnull=False)
        .select_related("person")
        .order_by("person__born_on", "recorded_at", "id")
    )


def report_of(case: Case) -> Report | None:
    """The report the case came from, where the reader may see it."""
    return Report.objects.filter(pk=case.report_id).first() if case.report_id else None


def summaries(case: Case, *, by: Identity, at: datetime) -> list[tuple[str, int | None]]:
    """Initials and age of each child: how a case is named in lists and on other pages."""
    today = local_day(at, by.zone)
    return [(child.person.short, age_of(child.person.born_on, today)) for child in children_of(case)]


def _child_row(child: CaseChild, settings, today) -> ChildRow:
    age = age_of(child.person.born_on, today)
    limit = (
        settings.get("cases.no_residential_under_years") if settings.has("cases.no_residential_under_years") else None
    )
    return ChildRow(
        child,
        age,
        needs=[label("need", code) for code in child.needs],
        languages=[label("tongue", code) for code in child.languages],
        school_level=label("school_level", child.school_level) if child.school_level else "",
        no_view=label("no_view", child.no_view) if child.no_view else "",
        has_view=has_view(child),
        is_too_young=limit is not None and rules.is_too_young_for_institution([age], limit),
    )


def _basis_row(basis: LegalBasis, settings, at: datetime) -> BasisRow:
    is_valid = (
        basis.state == BasisState.ACTIVE and basis.starts_at <= at and (basis.ends_at is None or basis.ends_at > at)
    )
    is_expiring = is_valid and basis.ends_at is not None and basis.ends_at <= warning_at(settings, at)
    return BasisRow(basis, label("legal_basis", basis.kind), is_valid, is_expiring)


def _deadline_row(deadline: Deadline, settings, at: datetime) -> DeadlineRow:
    return DeadlineRow(
        deadline,
        deadline_words(deadline.rule, deadline.kind),
        is_verified=settings.is_verified(deadline.rule),
        is_late=deadline.met_at is None and deadline.due_at < at,
        may_be_met=deadline.kind != rules.ORDER_ENDS and deadline.rule != rules.CASE_REVIEW,
    )


def deadline_words(rule: str | None, kind: str | None) -> str:
    """The clock in words; where one kind has several rules, the rule is said. Empty where there is no clock."""
    return {
        rules.FIRST_ASSESSMENT: _("First assessment"),
        rules.FULL_ASSESSMENT: _("Full assessment"),
        rules.COURT_REVIEW: _("Report to the court for the review of the order"),
        rules.CASE_REVIEW: _("Review of the case"),
    }.get(rule) or (str(DeadlineKind(kind).label) if kind else "")


def _steps(case: Case, children: list[ChildRow], basis, tried, kin) -> list[Step]:
    """What must stand before a placement can begin, with each child in turn."""
    steps = [
        Step(
            "tried",
            _("What was tried so that the children can stay at home"),
            _("Support for the family comes first. Write what was tried, or why nothing could be."),
            bool(tried),
            "add_tried",
        ),
        Step(
            "basis",
            _("Legal basis in force"),
            _("The order of the court or the emergency admission, with its dates."),
            basis is not None,
            "add_basis",
        ),
    ]
    for row in children:
        short = row.child.person.short
        steps += [
            Step(
                "needs",
                _("What %(child)s needs") % {"child": short},
                _("Needs, languages, school and health, so that the family can be ready."),
                row.child.needs_at is not None or bool(row.child.needs),
                "change_child",
                row.child,
            ),
            Step(
                "view",
                _("What %(child)s says") % {"child": short},
                _("In the child's own words, or why the child was not heard."),
                row.has_view,
                "record_view",
                row.child,
            ),
        ]
    steps += [
        Step(
            "kin",
            _("Kin were asked"),
            _("Relatives and people the children know and trust come before any other family."),
            bool(kin),
            "ask_kin",
        ),
        Step(
            "seek",
            _("A family is being looked for"),
            _("Say why a family is needed; the children then appear in matching."),
            case.needs_family_since is not None,
            "seek_family",
        ),
    ]
    return steps if case.state != CaseState.CLOSED else []


def _names(ids) -> dict:
    wanted = {one for one in ids if one}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
