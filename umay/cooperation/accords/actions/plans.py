"""Opening, changing, signing, closing and renewing a plan, and writing its lines while it is a draft."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.approving import thing_hash
from umay.cooperation.accords.lifecycle.plans import PLAN
from umay.cooperation.accords.models import Lead, Plan, PlanLine, Protocol, ReportPeriod
from umay.cooperation.accords.plan_words import AGREED, OPEN_LINES, LineState, PlanState
from umay.cooperation.accords.queries.base import is_agreed, sides_of
from umay.cooperation.accords.rules import plans as rules
from umay.cooperation.accords.words import AccordKind
from umay.cooperation.partners.models import Official, Party
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

QUARTER_MONTHS, DAYS_TO_REPORT = 3, 15
PLANNED_BY = ("days", "pace", "after")  # what the year planner needs to know; nobody agreed on it
OF_A_DRAFT = (*AGREED, *PLANNED_BY, "sentence")  # what may be written while a plan is a draft


def open(
    *,
    titles: dict,
    begins_on: date,
    ends_on: date,
    sides: Sequence[tuple[Party, str]],
    by: Identity,
    at: datetime,
    protocol: Protocol | None = None,
    renews: Plan | None = None,
    is_fictitious: bool = False,
    key: UUID | None = None,
) -> Plan:
    """A draft of a plan between these sides."""
    in_order(begins_on, ends_on)
    with transaction.atomic(), once(key, by=by, at=at, kind=PLAN.thing) as made:
        accord = base.open(
            kind=AccordKind.PLAN,
            titles=titles,
            sides=sides,
            parent=protocol.accord if protocol else None,
            is_fictitious=is_fictitious,
            by=by,
            at=at,
        )
        plan = Plan(accord=accord, protocol=protocol, renews=renews, begins_on=begins_on, ends_on=ends_on)
        plan.save(force_insert=True)
        record("plans.open", kind=PLAN.thing, thing=plan.pk, fields=["titles", "begins_on", "ends_on"])
        made(plan.pk)
    return plan


def change(*, plan: Plan, version: int, values: dict, by: Identity, at: datetime) -> Plan:
    """Change the years or the title of a draft. values: titles, begins_on, ends_on."""
    require(by, CHANGE)
    in_order(values["begins_on"], values["ends_on"])
    with transaction.atomic():
        fresh = _draft(plan, by, version=version)
        outside = fresh.lines.exclude(begins_on__gte=values["begins_on"], ends_on__lte=values["ends_on"]).first()
        if outside:
            raise Refusal(
                _("Line %(number)s would lie outside of these years. Change the line first.")
                % {"number": outside.number},
                code="line_outside",
                field="ends_on",
            )
        fresh.begins_on, fresh.ends_on = values["begins_on"], values["ends_on"]
        fresh.save(update_fields=["begins_on", "ends_on"])
        if values["titles"] != fresh.accord.titles:
            base.change_titles(accord=fresh.accord, titles=values["titles"], version=fresh.accord.version, by=by, at=at)
        record("plans.change", kind=PLAN.thing, thing=fresh.pk, fields=["begins_on", "ends_on", "titles"])
    return fresh


def _draft(plan: Plan, by: Identity, *, version: int | None = None) -> Plan:
    """The plan under a lock, while its text is still open."""
    fresh = held(plan, version=version)
    own_side(fresh.accord, by)
    if fresh.state != PlanState.DRAFT:
        raise Refusal(
            _("This plan is signed: its text stays as it is. Nothing was changed. Propose an amendment instead."),
            code="signed",
        )
    return fresh


def check_line(plan: Plan, values: dict) -> None:
    """Refuse what no line of this plan can be."""
    in_order(values["begins_on"], values["ends_on"])
    if values["begins_on"] < plan.begins_on or values["ends_on"] > plan.ends_on:
        raise Refusal(_("A line lies within the years of its plan."), code="outside", field="begins_on")
    if not any(words.strip() for words in values["titles"].values()):
        raise Refusal(_("Write in at least one language what is done."), code="no_title", field="title_tr")
    after = values.get("after")
    if after and after.plan_id != plan.pk:
        raise Refusal(_("A line waits only for a line of the same plan."), code="other_plan", field="after")


def next_number(plan: Plan) -> int:
    return (plan.lines.aggregate(most=Max("number"))["most"] or 0) + 1


def add_line(*, plan: Plan, values: dict, by: Identity, at: datetime, key: UUID | None = None) -> PlanLine:
    """One more line of a draft. values: the agreed columns (plan_words.AGREED) and days, pace, after."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="plans.line") as made:
        fresh = _draft(plan, by)
        check_line(fresh, values)
        chosen = {name: values[name] for name in OF_A_DRAFT if name in values}
        line = PlanLine(accord_id=fresh.accord_id, plan=fresh, number=next_number(fresh), **chosen)
        line.save(force_insert=True)
        record("plans.add_line", kind="plans.line", thing=line.pk, fields=list(chosen))
        made(line.pk)
    return line


def change_line(*, line: PlanLine, version: int, values: dict, by: Identity, at: datetime) -> PlanLine:
    """Change a line of a draft. A signed plan's line changes by an amendment (actions.proposals)."""
    require(by, CHANGE)
    with transaction.atomic():
        plan = _draft(line.plan, by)
        fresh = held(line, version=version)
        check_line(plan, values)
        if values.get("after") and waits_for(values["after"], fresh):
            raise Refusal(_("These two lines would wait for each other."), code="circle", field="after")
        chosen = [name for name in OF_A_DRAFT if name in values]
        for name in chosen:
            setattr(fresh, name, values[name])
        fresh.save(update_fields=chosen)
        record("plans.change_line", kind="plans.line", thing=fresh.pk, fields=chosen)
    return fresh


def waits_for(line: PlanLine, other: PlanLine) -> bool:
    """Whether `line` comes, over any number of steps, after `other`; or is it."""
    seen = set()
    while line is not None and line.pk not in seen:
        if line.pk == other.pk:
            return True
        seen.add(line.pk)
        line = line.after
    return False


def drop_line(*, line: PlanLine, version: int, by: Identity, at: datetime) -> PlanLine:
    """Take a line out of a draft. It stays visible as cancelled, so that the other side sees that it was there."""
    require(by, CHANGE)
    with transaction.atomic():
        _draft(line.plan, by)
        fresh = held(line, version=version)
        fresh.state = LineState.CANCELLED
        fresh.save(update_fields=["state"])
        record("plans.drop_line", kind="plans.line", thing=fresh.pk, fields=["state"])
    return fresh


def set_lead(*, line: PlanLine, unit: str, official: Official | None, by: Identity, at: datetime) -> Lead:
    """Say who leads the line on one's own side; the other side says its own."""
    require(by, CHANGE)
    with transaction.atomic():
        own = own_side(line.accord, by)
        held(line)  # two of one desk name one lead
        if not unit.strip():
            raise Refusal(_("Write which department leads the line on your side."), code="no_unit", field="unit")
        if official and official.party_id != own.pk:
            raise Refusal(_("Choose somebody of your own institution."), code="other_party", field="official")
        lead = Lead.objects.select_for_update(of=("self",)).filter(line=line, party=own).first()
        if lead is None:
            lead = Lead(accord_id=line.accord_id, party=own, line=line)
        lead.unit, lead.official = unit.strip(), official
        lead.save()
        record("plans.set_lead", kind="plans.line", thing=line.pk, fields=["unit", "official"])
    return lead


def sign(*, plan: Plan, version: int, signed_on: date, place: str, by: Identity, at: datetime) -> Plan:
    """Record that the plan was signed on paper, once every side has agreed to exactly these words. Its quarters for reports are made."""
    with transaction.atomic():
        fresh = held(plan, version=version)
        own_side(fresh.accord, by)
        if signed_on > local_day(at, by.zone):
            raise Refusal(_("The day of the signature lies ahead. Record it afterwards."), code="ahead", field="signed_on")  # fmt: skip
        if not is_agreed(fresh):
            raise Refusal(
                _(
                    "Not every side has agreed to these words yet. Nothing was changed. Ask them to read and agree first."
                ),
                code="not_agreed",
            )
        if not fresh.lines.exclude(state=LineState.CANCELLED).exists():
            raise Refusal(_("A plan without a line can't be signed."), code="no_lines")
        signed = PLAN.apply(
            fresh, "sign", by=by, at=at, signed_on=signed_on, place=place.strip(), sha256=thing_hash(fresh)
        )
        make_periods(signed)
    return signed


def make_periods(plan: Plan) -> None:
    """The quarters about which each side reports."""
    cut = rules.periods(plan.begins_on, plan.ends_on, months=QUARTER_MONTHS, days_to_report=DAYS_TO_REPORT)
    for begins_on, ends_on, due_on in cut:
        ReportPeriod(accord_id=plan.accord_id, plan=plan, begins_on=begins_on, ends_on=ends_on, due_on=due_on).save(
            force_insert=True
        )


def close(*, plan: Plan, version: int, by: Identity, at: datetime) -> Plan:
    """Close a plan that has ended. What stayed open stays readable as that."""
    with transaction.atomic():
        fresh = held(plan, version=version)
        own_side(fresh.accord, by)
        if local_day(at, by.zone) <= fresh.ends_on:
            raise Refusal(_("This plan has not ended yet. Nothing was changed."), code="not_ended")
        return PLAN.apply(fresh, "close", by=by, at=at)


def renew(*, plan: Plan, by: Identity, at: datetime, key: UUID | None = None) -> Plan:
    """Draft the renewal of a plan: the same sides, the years after, and every line that was not verified or cancelled."""
    require(by, CHANGE)
    with transaction.atomic():
        plan = held(plan)
        own_side(plan.accord, by)
        if plan.state == PlanState.DRAFT:
            raise Refusal(_("A draft is changed, not renewed."), code="draft")
        if plan.renewals.exists():
            raise Refusal(_("A renewal of this plan is being drafted already."), code="renewed")
        begins_on, ends_on = rules.renewed_period(plan.begins_on, plan.ends_on)
        sides = [(side.member, side.role) for side in sides_of(plan.accord) if side.left_on is None]
        drafted = open(
            titles=plan.accord.titles, begins_on=begins_on, ends_on=ends_on, sides=sides, protocol=plan.protocol,
            renews=plan, is_fictitious=plan.accord.is_fictitious, by=by, at=at, key=key,
        )  # fmt: skip
        taken: dict = {}
        for line in plan.lines.filter(state__in=OPEN_LINES).order_by("number"):
            taken[line.pk] = _taken_on(line, drafted, len(taken) + 1, taken)
        record("plans.renew", kind=PLAN.thing, thing=plan.pk, fields=["renews"])
    return drafted


def _taken_on(line: PlanLine, plan: Plan, number: int, taken: dict) -> PlanLine:
    values = {name: getattr(line, name) for name in (*AGREED, "days", "pace")}
    values |= {"begins_on": plan.begins_on, "ends_on": plan.ends_on, "after": taken.get(line.after_id)}
    fresh = PlanLine(accord_id=plan.accord_id, plan=plan, number=number, takes_on=line, **values)
    fresh.save(force_insert=True)
    return fresh
