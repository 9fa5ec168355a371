"""Plans for the tests: between the Turkish ministry and the Azerbaijani committee, drafted, agreed and signed by their desks."""

from datetime import date, timedelta

from django.db import transaction

from umay.cooperation.accords.actions import base, plans, progress, proposals
from umay.cooperation.accords.models import Plan, PlanLine
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.accords.words import SideRole
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

TITLES = {"tr": "Faaliyet planı", "az": "Fəaliyyət planı", "en": "Activity plan"}
SIGNED_ON = date(2026, 1, 5)


def line_values(number: int = 1, **more) -> dict:
    return {
        "titles": {"tr": f"Çalıştay {number}", "az": f"Seminar {number}", "en": f"Workshop {number}"},
        "kind": "joint_events",
        "article": "3",
        "begins_on": date(2026, 1, 1),
        "ends_on": date(2028, 12, 31),
        "quantity": 2,
        "units": {"tr": "çalıştay", "az": "seminar"},
        "cost": "host",
        "cost_notes": {},
        "results": {"tr": "Ortak rehber", "az": "Birgə təlimat"},
        "days": 2,
        "pace": "row",
        "after": None,
    } | more


def drafted(coop, *, lines: int = 2, years=(date(2026, 1, 1), date(2028, 12, 31)), sides=None, **more) -> Plan:
    named = sides or [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY)]
    with acting(coop.tr_desk), transaction.atomic():
        plan = plans.open(
            titles=TITLES, begins_on=years[0], ends_on=years[1], sides=named, by=coop.tr_desk, at=now(), **more
        )
        for number in range(1, lines + 1):
            values = line_values(number, begins_on=years[0], ends_on=years[1])
            plans.add_line(plan=plan, values=values, by=coop.tr_desk, at=now())
        plan.refresh_from_db()
    return plan


def said_yes(thing, *people) -> None:
    """Each of these says yes to the thing as it is."""
    for person in people:
        with acting(person), transaction.atomic():
            thing.refresh_from_db()
            base.approve(thing=thing, sha256=standing(thing).sha256, by=person, at=now())


def signed(coop, **more) -> Plan:
    plan = drafted(coop, **more)
    said_yes(plan, coop.tr_lead, coop.sc_lead)
    with acting(coop.tr_lead), transaction.atomic():
        plan.refresh_from_db()
        plans.sign(plan=plan, version=plan.version, signed_on=SIGNED_ON, place="Ankara", by=coop.tr_lead, at=now())
        plan.refresh_from_db()
    return plan


def again(row):
    """The row as the database has it now, whoever may see it."""
    with founding():
        row.refresh_from_db()
    return row


def first_line(plan: Plan) -> PlanLine:
    with founding():
        return PlanLine.objects.select_related("plan", "accord").get(plan=plan, number=1)


def reported(coop, line, *people, period=None, hand_in=True, **more):
    """Each of these hands in a report that the line was carried out."""
    values = {
        "says": "done",
        "quantity": 2,
        "people": 40,
        "held_on": date(2026, 5, 4),
        "held_until": date(2026, 5, 5),
        "text": "",
    }
    for person in people:
        with acting(person), transaction.atomic():
            line.refresh_from_db()
            row = progress.write(line=line, period=period, values=values | more, hand_in=hand_in, by=person, at=now())
    return row


def dated(coop, plan, number=1, first_on=date(2027, 5, 4), last_on=date(2027, 5, 5)):
    """Dates for a line, proposed by one desk and agreed by both heads."""
    with acting(coop.tr_desk), transaction.atomic():
        made = proposals.set_dates(
            plan=plan, dates={number: (first_on, last_on)}, why="Uygun", by=coop.tr_desk, at=now()
        )
    said_yes(made, coop.tr_lead, coop.sc_lead)
    return made


def tomorrow() -> date:
    return now().date() + timedelta(days=2)
