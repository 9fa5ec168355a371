"""What the visits room shows on the pages of a case and of a placement."""

from django.utils.translation import gettext as _

from umay.care.placements.words import PlacementState
from umay.care.visits import queries
from umay.care.visits.access import PLAN, SEE
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock, slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Panel


@slots.panel("cases.case")
def visits_of_case(case, identity: Identity) -> Panel | None:
    """The last and the next visit of each child who lives with a family, and open concerns."""
    if not identity.may(SEE):
        return None
    today = local_day(clock.now(), identity.zone)
    lines = queries.courses(case, by=identity, today=today)
    if not lines:
        return None
    return Panel(_("Visits"), "visits/_of_case.html", {"lines": lines, "today": today}, order=30)


@slots.panel("placements.placement")
def visits_of_placement(placement, identity: Identity) -> Panel | None:
    """All visits to the child in this family."""
    if not identity.may(SEE) or placement.began_at is None:
        return None
    today = local_day(clock.now(), identity.zone)
    is_living = placement.state == PlacementState.ACTIVE
    return Panel(
        _("Visits"),
        "visits/_of_placement.html",
        {
            "course": queries.course(placement, by=identity, today=today),
            "today": today,
            "is_living": is_living,
            "may_add": is_living and identity.may(PLAN),
            "is_verified": queries.is_rhythm_verified(pack(placement.country, today)),
        },
        order=30,
    )
