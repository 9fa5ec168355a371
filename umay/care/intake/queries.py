"""Reads of the intake room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from umay.care.intake import rules
from umay.care.intake.access import visible
from umay.care.intake.models import Contact, Report, ReportChild
from umay.care.intake.words import ReportState, Risk
from umay.care.persons.models import Person
from umay.care.persons.queries import initials_of
from umay.care.persons.queries import visible as visible_people
from umay.ground.offices import keys
from umay.ground.offices.models import Office, User
from umay.ground.offices.packs import Settings, screen
from umay.ground.offices.queries import pack, workers_of
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.text import fold

OPEN = (ReportState.RECEIVED, ReportState.SCREENED, ReportState.CONTACTED)
WAITING = (ReportState.RECEIVED, ReportState.SCREENED)
"""States in which a clock runs."""


@dataclass(frozen=True)
class Found:
    """What the rules say of a report's answers. `rules`: codes of all that applied, gravest first."""

    level: str
    rules: tuple[str, ...]
    yes: list[str]
    unsure: list[str]
    received_at: datetime
    settings: Settings = field(repr=False)

    def due_at(self, level: str) -> datetime:
        """When the child must have been seen, counted from the report's arrival."""
        return self.settings.due(self.received_at, "risk.first_contact_hours", level)


@dataclass(frozen=True)
class ReportLine:
    """A report in a list: its children as initials and ages only."""

    report: Report
    children: list[Person]
    screen_by: datetime | None


def settings_of(report: Report) -> Settings:
    """The country's settings on the day the report came in, in the office's own time."""
    local = report.received_at.astimezone(ZoneInfo(report.office.zone))
    return pack(report.country, local.date())


def screening(report: Report, answers: dict[str, str], *, by: Identity) -> Found:
    """Apply the rules of the day of receipt. Raises Refusal where a question has no answer."""
    settings = settings_of(report)
    questions = settings.get("risk.questions")
    if rules.unanswered(questions, answers):
        raise Refusal(_("Answer each question; choose “Not known” where you can't tell."), code="unanswered")
    yes, unsure = rules.sorted_answers(questions, answers)
    local = report.received_at.astimezone(ZoneInfo(report.office.zone)).date()
    young = rules.youngest_age([person.born_on for person in children_of(report, by=by)], local)
    made = screen(settings.get("risk.rules"), yes=yes, unsure=unsure, youngest_age=young)
    return Found(made.level, made.rules, yes, unsure, report.received_at, settings)


def one(*, pk: UUID, by: Identity) -> QuerySet[Report]:
    """One report for its page (use get_object_or_404)."""
    return visible(by).filter(pk=pk).select_related("office", "worker")


def children_of(report: Report, *, by: Identity) -> list[Person]:
    """The report's children whom the asker may see, in the order they were written. A child in another file is in it too."""
    ids = list(
        ReportChild.objects.filter(report=report).order_by("recorded_at", "id").values_list("person_id", flat=True)
    )
    found = {row.pk: row for row in visible_people(by).filter(pk__in=ids, joined_into__isnull=True)}
    return [found[pk] for pk in ids if pk in found]


def contacts_of(report: Report) -> list[Contact]:
    keys.warm([report.file_id])
    return list(report.contacts.order_by("at", "id"))


def listed(
    *,
    by: Identity,
    at: datetime,
    mine: bool = False,
    state: str = "",
    risk: str = "",
    overdue: bool = False,
    number: str = "",
) -> QuerySet[Report]:
    """Reports for the list, the most urgent clock first. state: a state, "open" for all that are, "" for every one."""
    found = visible(by).select_related("worker", "office").defer("story", "reporter", "where_now", "contact_note")
    if mine:
        found = found.filter(worker_id=by.user_id)
    if state == "open":
        found = found.filter(state__in=OPEN)
    elif state in ReportState.values:
        found = found.filter(state=state)
    if risk in Risk.values:
        found = found.filter(risk=risk)
    if overdue:
        found = found.filter(state=ReportState.SCREENED, contact_due_at__lt=at)
    if number:
        found = found.filter(number__contains=_as_number(number))
    return (
        found.order_by("contact_due_at", "-received_at", "id")
        if state == "open"
        else found.order_by("-received_at", "id")
    )


def _as_number(text: str) -> str:
    """What was typed as part of a report's number: large plain letters, digits and dashes."""
    return "".join(c for c in fold(text).replace(" ", "-") if c.isalnum() or c == "-").translate(_LARGE)


_LARGE = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def lines(reports: Iterable[Report], *, by: Identity, settings: Settings) -> list[ReportLine]:
    """The reports of one page with their children: two statements, whatever the number of reports."""
    reports = list(reports)
    pairs = list(
        ReportChild.objects.filter(report_id__in=[report.pk for report in reports])
        .order_by("recorded_at", "id")
        .values_list("report_id", "person_id")
    )
    people = initials_of({person for _report, person in pairs}, by=by)
    is_timed = settings.has("intake.triage_hours")
    return [
        ReportLine(
            report,
            [people[pk] for of, pk in pairs if of == report.pk and pk in people and not people[pk].joined_into_id],
            settings.due(report.received_at, "intake.triage_hours")
            if is_timed and report.state == ReportState.RECEIVED
            else None,
        )
        for report in reports
    ]


def waiting(*, by: Identity) -> QuerySet[Report]:
    """Reports whose clock runs: for a worker their own, for who gives out work those of the whole scope."""
    found = visible(by).filter(state__in=WAITING)
    if not by.may("reports.assign"):
        # a duty officer sees whole offices; what a worker has taken on is that worker's
        found = found.filter(Q(worker_id=by.user_id) | Q(worker__isnull=True))
    return found.defer("story", "reporter", "where_now", "contact_note", "risk_reason", "closing_reason")


def reports_of(person: Person, *, by: Identity) -> list[Report]:
    """The reports about a child, newest first."""
    children = ReportChild.objects.filter(person=person, report=OuterRef("pk"))
    return list(visible(by).filter(Exists(children)).order_by("-received_at", "id")[:20])


def is_in_open_report(person: Person) -> bool:
    return ReportChild.objects.filter(person=person, report__state__in=OPEN).exists()


def numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """{report id: number} of those the asker sees (for `persons.files`)."""
    return dict(Report.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def offices_for(by: Identity) -> QuerySet[Office]:
    """The offices whose rows the asker sees as a whole, for writing a report down on behalf of one."""
    return Office.objects.filter(pk__in=by.offices, closed_on__isnull=True)


def workers_for(report: Report, *, at: datetime) -> QuerySet[User]:
    return workers_of(report.office_id, on=at.date()).order_by("name_sort", "id")
