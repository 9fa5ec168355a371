"""What one side proposes to the others about a signed plan. It takes effect with the last side's yes, and not before."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.actions.plans import check_line, next_number
from umay.cooperation.accords.lifecycle.plans import LINE, PROPOSAL
from umay.cooperation.accords.models import Plan, PlanLine, Proposal
from umay.cooperation.accords.plan_words import AGREED, OPEN_LINES, About, LineState, PlanState
from umay.cooperation.accords.queries.plans import ADDED, changes_in
from umay.cooperation.accords.rules.plans import Change, changes_of, written
from umay.ground.journal.actions import once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record

_DAYS = ("begins_on", "ends_on", "first_on", "last_on")
_MOVES = {About.DATES: "schedule", About.POSTPONE: "postpone", About.CANCEL: "cancel"}


def amend(
    *, plan: Plan, line: PlanLine | None, values: dict, why: str, by: Identity, at: datetime, key: UUID | None = None
) -> Proposal:
    """Propose other words for a line of a signed plan, or one more line (line None). values: the agreed columns."""
    check_line(plan, values)
    if line is None:
        new = {name: written(values[name]) for name in AGREED if name in values}
        changes = [Change(next_number(plan), ADDED, None, new)]
    else:
        before = {name: getattr(line, name) for name in AGREED}
        changes = changes_of(line=line.number, before=before, after=values)
    if not changes:
        raise Refusal(_("Nothing differs from what is agreed already. Nothing was saved."), code="no_difference")
    return _propose(plan, About.TEXT, changes, why, by, at, key)


def set_dates(
    *, plan: Plan, dates: dict[int, tuple[date, date]], why: str, by: Identity, at: datetime, key: UUID | None = None
) -> Proposal:
    """Propose dates for lines: {number of the line: (first day, last day)}. All of them are agreed together."""
    lines = {line.number: line for line in plan.lines.all()}
    changes = []
    for number, (first_on, last_on) in sorted(dates.items()):
        line = lines[number]
        in_order(first_on, last_on, field="last_on")
        if first_on < plan.begins_on or last_on > plan.ends_on:
            raise Refusal(_("These days lie outside of the years of the plan."), code="outside", field="first_on")
        _check_open(line)
        before = {"first_on": line.first_on, "last_on": line.last_on}
        changes += changes_of(line=number, before=before, after={"first_on": first_on, "last_on": last_on})
    if not changes:
        raise Refusal(_("These dates are agreed already. Nothing was saved."), code="no_difference")
    return _propose(plan, About.DATES, changes, why, by, at, key)


def put_off(*, line: PlanLine, why: str, by: Identity, at: datetime, key: UUID | None = None) -> Proposal:
    """Propose that a line is put off: its dates are taken away until others are agreed."""
    _check_open(line)
    return _propose(line.plan, About.POSTPONE, [_state(line, LineState.POSTPONED)], why, by, at, key)


def cancel(*, line: PlanLine, why: str, by: Identity, at: datetime, key: UUID | None = None) -> Proposal:
    """Propose that a line is not carried out at all."""
    _check_open(line)
    return _propose(line.plan, About.CANCEL, [_state(line, LineState.CANCELLED)], why, by, at, key)


def withdraw(*, proposal: Proposal, by: Identity, at: datetime) -> Proposal:
    """Take back one's own proposal before everybody has agreed."""
    with transaction.atomic():
        fresh = held(proposal)
        own = own_side(fresh.accord, by)
        if fresh.entered_by_id != own.pk:
            raise Refusal(_("Only the side that proposed this can withdraw it. Nothing was changed."), code="not_yours")
        return PROPOSAL.apply(fresh, "withdraw", by=by, at=at, ended_at=at)


def _check_open(line: PlanLine) -> None:
    if line.state not in OPEN_LINES or line.state == LineState.HELD:
        raise Refusal(_("This line was carried out or cancelled already. Nothing was changed."), code="line_ended")


def _state(line: PlanLine, state: str) -> Change:
    return Change(line.number, "state", line.state, str(state))


def _propose(plan: Plan, about: str, changes: Sequence[Change], why: str, by, at, key) -> Proposal:
    require(by, CHANGE)
    if not why.strip():
        raise Refusal(_("Write why, so that the other side can decide."), code="no_reason", field="why")
    with transaction.atomic(), once(key, by=by, at=at, kind=PROPOSAL.thing) as made:
        fresh = held(plan)
        own_side(fresh.accord, by)
        if fresh.state != PlanState.SIGNED:
            raise Refusal(_("Only a signed plan that is not closed can be changed this way."), code="not_signed")
        number = (fresh.proposals.aggregate(most=Max("number"))["most"] or 0) + 1
        proposal = Proposal(
            accord_id=fresh.accord_id,
            plan=fresh,
            number=number,
            about=about,
            why=why.strip(),
            changes=[[one.line, one.field, one.old, one.new] for one in changes],
            proposed_at=at,
        )
        proposal.save(force_insert=True)
        record("plans.propose", kind=PROPOSAL.thing, thing=proposal.pk, fields=["changes"])
        made(proposal.pk)
    proposal.refresh_from_db()
    return proposal


def agree(proposal: Proposal, *, by: Identity, at: datetime) -> None:
    """Let it take effect: runs in the transaction of the last side's yes (approving.Approvable.agreed). Conflict where a line has changed since."""
    with transaction.atomic():
        agreed = PROPOSAL.apply(proposal, "agree", by=by, at=at, ended_at=at)
        by_line: dict[int, list[Change]] = {}
        for change in changes_in(agreed):
            by_line.setdefault(change.line, []).append(change)
        for number, changes in sorted(by_line.items()):
            if changes[0].field == ADDED:
                _add(agreed, number, changes[0].new)
            else:
                _put(agreed, number, changes, by, at)


def _add(proposal: Proposal, number: int, new: dict) -> None:
    if proposal.plan.lines.filter(number=number).exists():
        raise Conflict(_("Another line got this number in the meantime. Withdraw the proposal and make it anew."), code="number_taken")  # fmt: skip
    values = {name: _read(name, value) for name, value in new.items()}
    PlanLine(accord_id=proposal.accord_id, plan=proposal.plan, number=number, changed_by=proposal, **values).save(
        force_insert=True
    )
    record("plans.add_line", kind=LINE.thing, thing=proposal.plan_id, fields=list(values))


def _put(proposal: Proposal, number: int, changes: Sequence[Change], by: Identity, at: datetime) -> None:
    line = PlanLine.objects.select_for_update(of=("self",)).get(plan_id=proposal.plan_id, number=number)
    if any(written(getattr(line, change.field)) != change.old for change in changes):
        raise Conflict(
            _("Line %(number)s was changed since this was proposed. Withdraw the proposal and make it anew.")
            % {"number": number},
            code="line_changed",
        )
    values = {change.field: _read(change.field, change.new) for change in changes if change.field != "state"}
    values["changed_by"] = proposal
    if proposal.about == About.TEXT:
        for name, value in values.items():
            setattr(line, name, value)
        line.save(update_fields=list(values))
        record("plans.amend_line", kind=LINE.thing, thing=line.pk, fields=list(values))
        return
    if proposal.about == About.POSTPONE:
        values |= {"first_on": None, "last_on": None}
    LINE.apply(line, _MOVES[proposal.about], by=by, at=at, **values)


def _read(field: str, value):
    """A value of a change as the column holds it."""
    return date.fromisoformat(value) if field in _DAYS and value else value
