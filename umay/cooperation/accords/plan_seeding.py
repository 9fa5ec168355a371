"""Loads the protocol and the two activity plans as they were published: what no source states stays empty (seeds/plans.json)."""

import json
from datetime import date, datetime
from pathlib import Path

from umay.cooperation.accords.models import Accord, Plan, PlanLine, Protocol, Side
from umay.cooperation.accords.plan_words import PlanState, ProtocolState
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party, Source
from umay.cooperation.partners.seeding import seed, sentence

FACTS = Path(__file__).resolve().parent / "seeds" / "plans.json"
_DAYS = ("begins_on", "ends_on", "signed_on", "announced_on")


@seed(20)
def plans(at: datetime) -> int:
    """Protocols, plans and their lines that are not there yet. One that is there already is left as it is."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    added = sum(_protocol(row) for row in facts["protocols"])
    return added + sum(_plan(row) for row in facts["plans"])


def _accord(row: dict, kind: str, parent: Accord | None = None) -> Accord:
    accord = Accord.objects.create(
        code=row["code"], kind=kind, parent=parent, titles=row["titles"], source=Source.objects.get(code=row["source"]),
        is_announced=True, **_stated(row),
    )  # fmt: skip
    for code in row["sides"]:
        Side.objects.create(accord=accord, member=Party.objects.get(code=code), role=SideRole.PARTY, is_announced=True)
    return accord


def _stated(row: dict) -> dict:
    return {
        "sentence": sentence(*row["sentence"]) if row.get("sentence") else None,
        "stated_by": Party.objects.get(code=row["stated_by"]) if row.get("stated_by") else None,
    }


def _protocol(row: dict) -> int:
    if Accord.objects.filter(code=row["code"]).exists():
        return 0
    accord = _accord(row, AccordKind.PROTOCOL)
    Protocol.objects.create(
        accord=accord, state=ProtocolState.SIGNED, notes=row["notes"], is_announced=True, **_stated(row)
    )
    return 2 + len(row["sides"])


def _plan(row: dict) -> int:
    if Accord.objects.filter(code=row["code"]).exists():
        return 0
    protocol = Protocol.objects.get(accord__code=row["protocol"]) if row.get("protocol") else None
    accord = _accord(row, AccordKind.PLAN, protocol.accord if protocol else None)
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
    plan = Plan.objects.create(
        accord=accord, protocol=protocol, state=PlanState.SIGNED, place=row.get("place", ""), notes=row["notes"],
        is_announced=True, **days, **_stated(row),
    )  # fmt: skip
    for number, line in enumerate(row["lines"], start=1):
        PlanLine.objects.create(
            accord=accord, plan=plan, number=number, titles=line["titles"], kind=line["kind"], results=line["results"],
            begins_on=plan.begins_on, ends_on=plan.ends_on, is_announced=True, stated_by=plan.stated_by,
            sentence=sentence(row["source"], line["sentence"]),
        )  # fmt: skip
    return 2 + len(row["sides"]) + len(row["lines"])
