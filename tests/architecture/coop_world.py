"""Something of every kind in the cooperation house for the home office: its institution, people and papers, an accord with one that has nobody here."""

from datetime import timedelta

from tests.cooperation.factories import make_party, make_state
from umay.cooperation.accords.actions import calendars, files, protocols
from umay.cooperation.accords.actions import plans as planning
from umay.cooperation.accords.words import SideRole
from umay.cooperation.partners import actions
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Source
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now

PDF = Taken("powers.pdf", "application/pdf", 5, "0" * 64, b"%PDF-")


def fill(world) -> None:
    """Adds `party`, `accord` and `plan` to the world with their parts."""
    cast, at = world.cast, now()
    by = cast.desk_lead
    turkey = make_state("TR", iso2="TR")
    make_state("AZ", iso2="AZ")
    own = make_party("TR-HOME", turkey, office=cast.meram, tr="Ev Bakanlığı", en="Home Ministry")
    other = make_party("KZ-M", make_state("KZ", iso2="KZ"))
    values = {"name": "Ada Kaya", "kind": "head", "titles": {"tr": "Bakan"}, "begins_on": None, "ends_on": None, "may_sign": True, "is_public": False}  # fmt: skip
    with acting(by):
        mandate = actions.add_person(party=own, values=values, taken=PDF, by=by, at=at)
        sent = {"titles": {"tr": "Bakü"}, "begins_on": None, "ends_on": None}
        delegation = actions.send_delegation(party=own, values=sent, by=by, at=at)
        sides = [(own, SideRole.PARTY), (other, SideRole.PARTY)]
        day = at.date()
        plan = planning.open(
            titles={"tr": "Plan"}, begins_on=day, ends_on=day + timedelta(days=365), sides=sides, by=by, at=at
        )
        accord = plan.accord
        protocol = protocols.open(titles={"tr": "Protokol"}, values={}, sides=sides, by=by, at=at)
        file = files.add(accord=accord, taken=PDF, use="scan", by=by, at=at, party=own)
        subscription = calendars.subscribe(kind="feed", lang="tr", by=by, at=at)
    world.put("subscription", subscription)
    world.put("party", own)
    world.put("accord", accord)
    world.put("plan", plan)
    world.put("protocol", protocol)
    with founding():
        Source.objects.create(code="haber-dunya", kind="news", title="Haber", lang="tr")
    for kind, part in (("mandate", mandate.pk), ("paper", mandate.full_powers_id), ("delegation", delegation.pk)):
        world.part(kind, own.pk, part)
    world.part("file", accord.pk, file.pk)
    world.part("what", plan.pk, "plans.plan")
