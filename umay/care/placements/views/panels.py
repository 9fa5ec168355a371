"""What the placements room shows on the pages of a case, a match, a person and a family."""

from itertools import groupby

from django.utils.translation import gettext as _

from umay.care.placements import queries
from umay.care.placements.access import EMERGENCY, SEE
from umay.care.placements.drawing import homes
from umay.care.placements.words import COLOURS, PlacementState
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock, slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Panel


@slots.panel("cases.case")
def homes_of_case(case, identity: Identity) -> Panel | None:
    """Where each child of the case lives and has lived, and homes on their way."""
    if not identity.may(SEE):
        return None
    placements = queries.of_case(case, by=identity)
    may_place = identity.may(EMERGENCY) and case.state != "closed"
    if not placements and not may_place:
        return None
    return Panel(
        _("Homes"),
        "placements/_of_case.html",
        {
            "case": case,
            "lines": [(placement, COLOURS[placement.state]) for placement in placements],
            "drawing": _drawn(placements, identity),
            "may_place": may_place,
        },
        order=20,
    )


@slots.panel("persons.person")
def homes_of_person(person, identity: Identity) -> Panel | None:
    """The families a child lived with; nothing for anybody who never was placed."""
    if not identity.may(SEE) or person.file_kind != "case":
        return None
    today = local_day(clock.now(), identity.zone)
    stays = queries.timeline(person.pk, by=identity, settings=pack(identity.country, today))
    if not stays:
        return None
    drawing = homes([(person.short, stays)], zone=identity.zone, today=today)
    return Panel(_("Homes"), "placements/_of_person.html", {"stays": stays, "drawing": drawing}, order=20)


@slots.panel("matching.match")
def homes_of_match(match, identity: Identity) -> Panel | None:
    """What became of a decision: the placement of each child of the match."""
    if not identity.may(SEE):
        return None
    placements = queries.of_match(match, by=identity)
    if not placements:
        return None
    lines = [(placement, COLOURS[placement.state]) for placement in placements]
    return Panel(_("Homes"), "placements/_of_case.html", {"lines": lines}, order=20)


@slots.panel("families.family")
def children_of_family(family, identity: Identity) -> Panel | None:
    """Who lives with the family. Children of other offices are a number and the office's name."""
    if not identity.may(SEE):
        return None
    found = queries.living_in(family.pk, by=identity)
    return Panel(_("Who lives here"), "placements/_of_family.html", {"found": found}, order=20)


def _drawn(placements, identity: Identity):
    today = local_day(clock.now(), identity.zone)
    begun = sorted(
        (placement for placement in placements if placement.began_at and placement.state != PlacementState.CANCELLED),
        key=lambda placement: (
            placement.child.born_on or placement.began_at.date(),
            str(placement.child_id),
            placement.began_at,
        ),
    )
    lanes = [
        (next(iter(rows)).placement.child.short, rows)
        for _child, rows in (
            (child, list(rows))
            for child, rows in groupby(
                queries.stays_of(begun, pack(identity.country, today)), key=lambda stay: stay.placement.child_id
            )
        )
    ]
    return homes(lanes, zone=identity.zone, today=today)
