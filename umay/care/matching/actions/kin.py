"""Kin who want to care for the children are assessed like everybody: the family room's application is begun from the kin search."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import actions as cases
from umay.care.cases.access import held_open, held_part
from umay.care.cases.models import KinAsked
from umay.care.cases.words import KinAnswer
from umay.care.families import actions as families
from umay.care.families.access import KIN
from umay.care.families.models import Family
from umay.care.families.queries import household_of
from umay.care.matching.access import require
from umay.ground.offices import places
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal


def start_assessment(*, kin: KinAsked, by: Identity, at: datetime) -> Family:
    """Begin the application of willing kin and link it to the kin search. A household that has a record already is linked, not doubled.

    The family becomes a candidate only when it is approved, like any other: every safety check stays.
    """
    require(by, KIN)
    with transaction.atomic():
        case = held_open(kin.case)
        fresh = held_part(kin)
        if fresh.answer != KinAnswer.WILLING:
            raise Refusal(_("Write first that they want to care for the children."), code="not_willing")
        if fresh.family_id is not None:
            raise Conflict(_("The assessment was begun already. Nothing was changed."), code="linked")
        family = household_of(fresh.person_id)
        if family is None:
            place, lat, lon = _home_of(fresh, case)
            family = families.begin_kin_application(
                person=fresh.person, case_id=case.pk, place=place, lat=lat, lon=lon, by=by, at=at
            )
        cases.link_kin_family(kin=fresh, family_id=family.pk, by=by, at=at)
    return family


def _home_of(kin: KinAsked, case) -> tuple[str, float, float]:
    """Where the household is drawn until its address is known: the middle of their own place, else the children's neighbourhood."""
    place = kin.person.place
    if place and place != case.place:
        return (place, *places.centre(place))
    return case.place, case.lat, case.lon
