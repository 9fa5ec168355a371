"""What each side reports about a line, on its own; verifying what both say; delays and risks; locking the months that are done with."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import APPROVE, REPORT, SIGN_OFF
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.lifecycle.plans import LINE
from umay.cooperation.accords.models import Obstacle, PlanLine, Progress, ReportPeriod
from umay.cooperation.accords.plan_words import OPEN_LINES, LineState, ObstacleKind, PlanState, Says
from umay.cooperation.accords.queries.plans import last_reports, open_differences, silent_sides
from umay.cooperation.accords.rules import plans as rules
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

COLUMNS = ("says", "quantity", "people", "held_on", "held_until", "text")


def write(
    *,
    line: PlanLine,
    period: ReportPeriod | None,
    values: dict,
    hand_in: bool,
    by: Identity,
    at: datetime,
    version: int | None = None,
    key: UUID | None = None,
) -> Progress:
    """Write the report of one's own side about a line, and hand it in. Until then nobody else sees it, afterwards nobody changes it.

    period: the quarter it is about; None is a report between, also one that corrects an earlier one. values: COLUMNS. version: of the draft
    that the page showed. Handed in after its day it is marked late; for locked months it is refused.
    """
    require(by, REPORT)
    with transaction.atomic(), once(key, by=by, at=at, kind="plans.report") as made:
        own = own_side(line.accord, by)
        fresh_line = held(line)
        _check(fresh_line, period, values, by, at)
        row = Progress.objects.select_for_update(of=("self",)).filter(
            line=fresh_line, party=own, period=period, given_at__isnull=True
        ).first()  # fmt: skip
        if row is None:
            row = Progress(accord_id=line.accord_id, party=own, line=fresh_line, period=period)
        elif version is not None:
            row = held(row, version=version)
        for name in COLUMNS:
            setattr(row, name, values.get(name) if name != "text" else (values.get(name) or "").strip())
        if hand_in:
            _check_open(own, fresh_line, period)
            row.given_at = at
            row.is_late = bool(period) and rules.is_late(local_day(at, by.zone), period.due_on)
        row.save()
        record("plans.report" if hand_in else "plans.draft_report", kind="plans.line", thing=line.pk, fields=["says"])
        if hand_in and row.says == Says.DONE and LINE.may(fresh_line, "hold", by=by, at=at):
            LINE.apply(fresh_line, "hold", by=by, at=at)
        made(row.pk)
    return row


def _check(line: PlanLine, period: ReportPeriod | None, values: dict, by: Identity, at: datetime) -> None:
    if line.plan.state != PlanState.SIGNED:
        raise Refusal(_("Reports are written for a signed plan that is not closed."), code="not_signed")
    if line.state not in OPEN_LINES:
        raise Refusal(_("This line was verified or cancelled: nothing is reported about it any more."), code="line_ended")  # fmt: skip
    if period and period.plan_id != line.plan_id:
        raise Refusal(_("These months belong to another plan."), code="other_plan", field="period")
    if values["says"] == Says.DONE and not values.get("held_on"):
        raise Refusal(_("Write on which day it was carried out."), code="no_day", field="held_on")
    in_order(values.get("held_on"), values.get("held_until"), field="held_until")
    if values.get("held_on") and values["held_on"] > local_day(at, by.zone):
        raise Refusal(_("This day lies ahead: it can't have been carried out yet."), code="ahead", field="held_on")


def _check_open(own, line: PlanLine, period: ReportPeriod | None) -> None:
    if period is None:
        return
    locked = ReportPeriod.objects.filter(pk=period.pk, locked_at__isnull=False).exists()
    if locked:
        raise Refusal(
            _(
                "These months are locked: no report is taken for them any more. What you wrote is still here. Hand it in without a quarter, "
                "as a report between, or ask the other side to open the months again."
            ),
            code="locked",
            field="period",
        )
    if Progress.objects.filter(line=line, party=own, period=period, given_at__isnull=False).exists():
        raise Refusal(
            _("Your side has reported for these months already. To correct it, hand in a report without a quarter."),
            code="reported",
            field="period",
        )


def verify(*, line: PlanLine, sha256: str, by: Identity, at: datetime) -> PlanLine:
    """Say for one's own side that the line was carried out as both report it. With the last side's yes it is verified.

    sha256: of what the person saw (queries.base.standing). Refused while a side has not reported, or two reports contradict each other.
    """
    require(by, SIGN_OFF)
    with transaction.atomic():
        fresh = held(line, alone=True)
        if fresh.state != LineState.HELD:
            raise Refusal(_("Nobody has reported yet that this line was carried out."), code="not_held")
        _check_reports(fresh)
        base.approve(thing=fresh, sha256=sha256, by=by, at=at)
    fresh.refresh_from_db()
    return fresh


def _check_reports(line: PlanLine) -> None:
    """Refuse while a side has not reported that it was carried out, or two sides contradict each other."""
    if missing := silent_sides(line):
        raise Refusal(
            _("Not every side has reported that it was carried out: %(names)s.") % {"names": ", ".join(missing)},
            code="not_reported",
        )
    if open_differences(line):
        raise Refusal(
            _(
                "The reports contradict each other. Nothing was verified. Whoever erred hands in a corrected report first."
            ),
            code="reports_differ",
        )


def agree(line: PlanLine, *, by: Identity, at: datetime) -> None:
    """Both sides agree: the line is verified. Runs in the transaction of the last yes. Its dates are those that the sides reported."""
    _check_reports(line)
    reports = list(last_reports(line).values())
    first_on, _same = rules.agreed_value(report.held_on for report in reports)
    last_on, _same = rules.agreed_value(report.held_until or report.held_on for report in reports)
    days = {"first_on": first_on or line.first_on, "last_on": last_on or line.last_on}
    LINE.apply(line, "verify", by=by, at=at, **days)


def lock(*, period: ReportPeriod, by: Identity, at: datetime) -> ReportPeriod:
    """Take no more reports for these months."""
    return _set_lock(period, at, "plans.lock", by, at)


def unlock(*, period: ReportPeriod, by: Identity, at: datetime) -> ReportPeriod:
    """Take reports for these months again."""
    return _set_lock(period, None, "plans.unlock", by, at)


def _set_lock(period: ReportPeriod, locked_at: datetime | None, code: str, by: Identity, at: datetime) -> ReportPeriod:
    require(by, APPROVE)
    with transaction.atomic():
        fresh = held(period)
        own_side(fresh.accord, by)
        if local_day(at, by.zone) <= fresh.ends_on:
            raise Refusal(_("These months have not ended yet."), code="not_ended")
        if (fresh.locked_at is None) == (locked_at is None):
            raise Refusal(_("This was done already."), code="already_done")
        fresh.locked_at = locked_at
        fresh.save(update_fields=["locked_at"])
        record(code, kind="plans.period", thing=fresh.pk, fields=["locked_at"])
    return fresh


def raise_obstacle(
    *,
    line: PlanLine,
    kind: str,
    reason: str,
    text: str,
    step: str = "",
    new_on: date | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Obstacle:
    """Write down a delay or a risk as one's own side sees it. The other side reads it; the public never does."""
    require(by, REPORT)
    if kind not in ObstacleKind.values or not text.strip():
        raise Refusal(_("Write in a sentence what stands in the way."), code="no_text", field="text")
    with transaction.atomic(), once(key, by=by, at=at, kind="plans.obstacle") as made:
        own = own_side(line.accord, by)
        row = Obstacle(
            accord_id=line.accord_id, party=own, line=line, kind=kind, reason=reason, text=text.strip(), step=step.strip(),
            new_on=new_on, raised_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        record("plans.raise_obstacle", kind="plans.line", thing=line.pk, fields=["kind", "reason"])
        made(row.pk)
    return row


def end_obstacle(*, obstacle: Obstacle, version: int, how: str, by: Identity, at: datetime) -> Obstacle:
    """Say that it stands in the way no more, and how that came. Only the side that wrote it down."""
    require(by, REPORT)
    with transaction.atomic():
        own = own_side(obstacle.accord, by)
        if obstacle.party_id != own.pk:
            raise Refusal(_("The other side wrote this down: only they can end it."), code="not_yours")
        fresh = held(obstacle, version=version)
        if fresh.ended_at:
            raise Refusal(_("This was done already."), code="already_done")
        fresh.ended_at, fresh.ended_how = at, how.strip()
        fresh.save(update_fields=["ended_at", "ended_how"])
        record("plans.end_obstacle", kind="plans.line", thing=fresh.line_id, fields=["ended_at"])
    return fresh
