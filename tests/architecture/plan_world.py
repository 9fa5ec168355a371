"""A signed plan in the world, with a line that was carried out, an activity with its file, a risk, a proposal and months for reports."""

from datetime import timedelta

from umay.cooperation.accords.actions import activities, base, files, plans, progress, proposals
from umay.cooperation.accords.models import Evidence
from umay.cooperation.accords.queries.base import standing
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

PDF = Taken("evidence.pdf", "application/pdf", 5, "1" * 64, b"%PDF-")


def fill(world) -> None:
    """Adds one more `plan`, and `line`, `activity`, `evidence`, `obstacle`, `proposal`, `period`. Asks coop_world to have been there."""
    by, at = world.cast.desk_lead, now()
    day = at.date()
    with acting(by):
        own, other = Party.objects.get(code="TR-HOME"), Party.objects.get(code="KZ-M")
        sides = [(own, SideRole.PARTY), (other, SideRole.PARTY)]
        first, last = day - timedelta(days=200), day + timedelta(days=200)
        plan = plans.open(titles={"tr": "İmzalı plan"}, begins_on=first, ends_on=last, sides=sides, by=by, at=at)
        values = {
            "titles": {"tr": "Çalıştay"}, "kind": "experts", "article": "", "begins_on": first, "ends_on": last, "quantity": 1,
            "units": {}, "cost": "host", "cost_notes": {}, "results": {}, "days": 1, "pace": "row", "after": None,
        }  # fmt: skip
        line, second = (plans.add_line(plan=plan, values=values, by=by, at=at) for _number in range(2))
        letter = files.add(accord=plan.accord, taken=PDF, use="paper", party=other, by=by, at=at)
        base.approve(thing=plan, sha256=standing(plan).sha256, by=by, at=at)
        base.approve(thing=plan, party=other, paper=letter, by=by, at=at)
        plan.refresh_from_db()
        plans.sign(plan=plan, version=plan.version, signed_on=first, place="Konya", by=by, at=at)
        line.refresh_from_db()
        second.refresh_from_db()
        held = {"titles": {"tr": "Çalıştay"}, "begins_on": first, "ends_on": first, "place": "Konya", "host": own}
        activity = activities.add(line=line, values=held, by=by, at=at)
        activities.show(activity=activity, taken=PDF, about="Tutanak", by=by, at=at)
        obstacle = progress.raise_obstacle(line=line, kind="risk", reason="money", text="Bütçe", by=by, at=at)
        proposal = proposals.cancel(line=second, why="Gerek kalmadı", by=by, at=at)
        period = plan.periods.first()
        shown = Evidence.objects.get(activity=activity)
    things = {"plan": plan, "line": line, "activity": activity, "evidence": shown, "obstacle": obstacle}
    for kind, thing in (things | {"proposal": proposal, "period": period}).items():
        world.put(kind, thing)
