"""A small plan between two invented institutions, as facts."""

from dataclasses import replace
from datetime import UTC, date, datetime

from umay.cooperation.accords.exporting import Institution, Lead, Line, Plan, Side, Wording

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = AT.date()
ONE = Institution("XA-M", "UMAY-XA-M", "ministry", {"tr": "Bakanlık", "en": "Ministry"}, state="XA", state_names={"en": "Ada"}, translated=frozenset({"en"}))  # fmt: skip
OTHER = Institution("XB-C", "UMAY-XB-C", "committee", {"az": "Komitə"}, state="XB", state_names={"en": "Bada"})
BODY = Institution("OTS", "UMAY-OTS", "body", {"en": "Organization"})


def _said(words: str) -> dict[str, str]:
    return {"tr": f"{words} (tr)", "az": f"{words} (az)", "en": words}


WORDING = Wording(
    mapped=_said("Roles are mapped"),
    own_identifiers=_said("Identifiers are ours"),
    announced=_said("As announced"),
    fictitious=_said("Invented example"),
    line_of=_said("Line %(number)s of: %(plan)s"),
    not_divided=_said("%(states)s, not divided"),
    carried_out=_said("Carried out"),
    verified=_said("Verified by all"),
    how_many=_said("How many"),
)


def line(number: int = 1, **more) -> Line:
    given = {
        "state": "planned",
        "kind": "joint_events",
        "titles": _said(f"Workshop {number}"),
        "kind_names": _said("Trainings"),
        "begins_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
    }
    return Line(number=number, **(given | more))


def plan(*lines: Line, **more) -> Plan:
    made = Plan(
        code="plan-xa-xb",
        state="signed",
        titles=_said("A plan"),
        begins_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        sides=(Side(ONE, "party"), Side(OTHER, "party")),
        reporter=ONE,
        changed_at=AT,
        lines=lines,
    )
    return replace(made, **more)


def full() -> Plan:
    """A plan in which everything is said that a plan can say."""
    leads = (Lead(ONE, "Çocuk Hizmetleri Genel Müdürlüğü"), Lead(OTHER, "Ailə şöbəsi"))
    return plan(
        line(1, state="verified", first_on=date(2026, 5, 4), last_on=date(2026, 5, 5), quantity=2, units=_said("workshops"), results=_said("A guide"), leads=leads, cost="host", article="3"),
        line(2, state="scheduled", first_on=date(2027, 5, 4), last_on=date(2027, 5, 5), quantity=1, cost_notes=_said("As written")),
        line(3, state="cancelled"),
        line(4, state="postponed", results=_said("Known")),
        line(5, state="held", cost="each_own"),
        notes=_said("Notes"), signed_on=date(2025, 12, 1), place="Bakı", pages={"en": "https://u.test/public/en/accords/plan-xa-xb/"},
        is_fictitious=True,
    )  # fmt: skip
