"""Writes of the intake room: a report comes in, is screened, the child is seen, a case opens or the report ends."""

from datetime import datetime
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.intake import rules
from umay.care.intake.access import ADD, ASSIGN, CONTACT
from umay.care.intake.lifecycle import REPORT
from umay.care.intake.models import Contact, Report, ReportChild
from umay.care.intake.queries import screening
from umay.care.persons import actions as persons
from umay.care.persons.models import Person
from umay.ground.journal.actions import once
from umay.ground.offices.actions import hand_over, take_number
from umay.ground.offices.models import Office, Team, User, follow
from umay.ground.offices.queries import pack
from umay.ground.offices.words import Level
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.ports import record


def receive(*, values: dict, children: list[dict], by: Identity, at: datetime, key: UUID | None = None) -> Report:
    """Write a report down with its children; its clock starts at `received_at`, whenever it is screened.

    values: received_at, channel, reporter_kind, reporter, place, concerns, where_now, story, are_siblings; office: an Office the
    asker sees as a whole (a duty officer writes for a district). children: 1 to 8, each `persons.actions.add` values, or
    {"same": Person} for a child already written. `key`: the form's; AlreadyDone(report id) when it came before.
    """
    if not by.may(ADD):
        raise NotAllowed()
    if not 1 <= len(children) <= rules.MOST_CHILDREN:
        raise Refusal(_("A report is about one to eight children. Write what you know of each."), code="children")
    if values["received_at"] > at:
        raise Refusal(
            _("A report can't come in the future. Check the day and the time."), code="future", field="received_at"
        )
    with once(key, by=by, at=at, kind="intake.report") as made:
        report = _write(values, by=by, at=at)
        people = [_child(report, child, by=by, at=at) for child in children]
        people = list({person.pk: person for person in people}.values())
        ReportChild.objects.bulk_create(
            ReportChild(**follow(report), report=report, person=person, recorded_by=by.user_id, recorded_at=at)
            for person in people
        )
        if values.get("are_siblings"):
            for one, other in combinations(people, 2):
                persons.tie(person=one, other=other, kind="sibling", by=by, at=at)
        record("intake.receive", kind="intake.report", thing=report.pk, file=report.pk, fields=sorted(values))
        made(report.pk)
    return report


def _write(values: dict, *, by: Identity, at: datetime) -> Report:
    report_id = new_id()
    office = values.get("office") or Office.objects.get(pk=by.office_id)
    is_worker = by.level in (Level.OWN, Level.TEAM)
    report = Report(
        id=report_id,
        file_id=report_id,
        country=by.country,
        office=office,
        team_id=by.team_id if is_worker else None,
        # somebody who sees a whole office writes for it; the supervisor gives it to a worker
        worker_id=by.user_id if is_worker else None,
        recorded_by=by.user_id,
        recorded_at=at,
        number=take_number(office=office, kind="report", year=at.astimezone(ZoneInfo(by.zone)).year),
        received_at=values["received_at"],
        channel=values["channel"],
        reporter_kind=values["reporter_kind"],
        reporter=values.get("reporter") or None,
        place=values.get("place") or office.place,
        concerns=list(values.get("concerns") or ()),
        where_now=values.get("where_now") or None,
        story=values["story"],
    )
    report.save(force_insert=True)
    return report


def _child(report: Report, child: dict, *, by: Identity, at: datetime) -> Person:
    return child.get("same") or persons.add(values=child, file=report, file_kind="report", by=by, at=at)


def _fresh(report: Report, version: int | None) -> Report:
    """The row under a lock, as far as the page that was sent still shows it."""
    fresh = Report.objects.select_for_update(of=("self",)).filter(pk=report.pk).first()
    if fresh is None:
        raise Conflict(_("This report is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def screen(
    *,
    report: Report,
    answers: dict[str, str],
    override: str = "",
    reason: str = "",
    version: int | None = None,
    by: Identity,
    at: datetime,
) -> Report:
    """Answer the pack's questions (code: "yes", "no", "unsure"); the rules of the day of receipt give the risk and the clock.

    `override`: another level than the rule's, with a reason of a sentence. May be done again until the child was seen.
    """
    with transaction.atomic():
        fresh = _fresh(report, version)
        REPORT.check(fresh, "screen", by=by, at=at)
        found = screening(fresh, answers, by=by)
        level = override or found.level
        if rules.needs_reason(found.level, level) and not rules.is_reason(reason):
            raise Refusal(
                _("Say in a sentence why you see another risk than the rule does."), code="reason", field="reason"
            )
        return REPORT.apply(
            fresh,
            "screen",
            by=by,
            at=at,
            answers=found.yes,
            unsure=found.unsure,
            risk=level,
            risk_by_rule=found.level,
            risk_rule=found.rules[0] if found.rules else "",
            risk_reason=reason.strip() if rules.needs_reason(found.level, level) else None,
            contact_due_at=found.due_at(level),
        )


def contact(*, report: Report, values: dict, version: int | None = None, by: Identity, at: datetime) -> Report:
    """Somebody went to see the child. values: contacted_at, is_seen, note. Only a child who was seen stops the clock."""
    if not by.may(CONTACT):
        raise NotAllowed()
    seen_at, is_seen, note = values["contacted_at"], values["is_seen"], values["note"].strip()
    with transaction.atomic():
        fresh = _fresh(report, version)
        REPORT.check(fresh, "contact", by=by, at=at)
        if not fresh.received_at <= seen_at <= at:
            raise Refusal(
                _("The contact must lie between the report and now. Check the day and the time."),
                code="time",
                field="contacted_at",
            )
        Contact.objects.create(
            **follow(fresh),
            report=fresh,
            at=seen_at,
            is_seen=is_seen,
            note=note,
            recorded_by=by.user_id,
            recorded_at=at,
        )
        if is_seen:
            return REPORT.apply(fresh, "contact", by=by, at=at, contacted_at=seen_at, contact_note=note)
        record("intake.try_contact", kind="intake.report", thing=fresh.pk, file=fresh.pk, fields=["contacts"])
    return fresh


def close(*, report: Report, code: str, reason: str, version: int | None = None, by: Identity, at: datetime) -> Report:
    """End the report without a case. `code` is one of the pack's reasons, `reason` a sentence."""
    with transaction.atomic():
        fresh = _fresh(report, version)
        REPORT.check(fresh, "close", by=by, at=at)
        if code not in pack(by.country, at.date()).get("intake.screen_out_reasons"):
            raise Refusal(_("Choose why no case is opened."), code="code", field="code")
        if not rules.is_reason(reason):
            raise Refusal(_("Say in a sentence how you came to this."), code="reason", field="reason")
        return REPORT.apply(
            fresh, "close", by=by, at=at, closed_at=at, closing_code=code, closing_reason=reason.strip()
        )


def reopen(*, report: Report, by: Identity, at: datetime) -> Report:
    """Something new was learned: the report is screened again, its clock still counts from when it was received."""
    return REPORT.apply(report, "reopen", by=by, at=at, closed_at=None, closing_code="", closing_reason=None)


def mark_case_opened(*, report: Report, by: Identity, at: datetime) -> Report:
    """A case was opened from this report (called by the cases room inside its own transaction)."""
    return REPORT.apply(report, "open_case", by=by, at=at)


def assign(*, report: Report, worker: User, by: Identity, at: datetime) -> int:
    """Give the report and everything in it to a worker of the same office. Returns the number of rows that went along."""
    if not by.may(ASSIGN):
        raise NotAllowed()
    with transaction.atomic():
        fresh = _fresh(report, None)
        on = at.astimezone(ZoneInfo(by.zone)).date()
        post = (
            worker.posts.filter(role="worker", office_id=fresh.office_id, begins_on__lte=on, confirmed_at__isnull=False)
            .exclude(ends_on__lt=on)
            .order_by("begins_on", "id")
            .first()
        )
        if post is None:
            raise Refusal(
                _("This person is no worker of the report's office now. Choose somebody else."), field="worker"
            )
        team = Team.objects.filter(pk=post.team_id).first()
        moved = hand_over(
            kind="report", file=fresh.pk, office=fresh.office, team=team, worker=worker,
            confidential=fresh.confidential, by=by, at=at,
        )  # fmt: skip
        record("intake.assign", kind="intake.report", thing=fresh.pk, file=fresh.pk, fields=["worker"])
    return moved
