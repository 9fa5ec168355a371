"""The list of families, as its search panel wishes."""

from datetime import datetime

from django.db.models import QuerySet

from umay.care.families.models import Family
from umay.care.families.queries.pages import stale, with_free
from umay.care.families.queries.readiness import with_old_checks
from umay.care.families.words import FamilyState
from umay.ground.offices.packs import Settings


def narrowed(families: QuerySet[Family], wish: dict, *, at: datetime, settings: Settings) -> QuerySet[Family]:
    """The list as its search panel wishes: number, state, free, care_type, age, word, emergencies, kin, office, checks."""
    if wish.get("number"):
        families = families.filter(number__icontains=wish["number"].strip())
    if wish.get("state"):
        families = families.filter(state=wish["state"])
    elif not wish.get("number"):
        families = families.exclude(state__in=[FamilyState.REFUSED, FamilyState.ENDED])
    if wish.get("care_type"):
        families = families.filter(care_types__contains=[wish["care_type"]])
    if wish.get("age") is not None:
        families = families.filter(age_from__lte=wish["age"], age_to__gte=wish["age"])
    if wish.get("word"):
        families = stale(families, on=settings.day, days=int(wish["word"]))
    if wish.get("emergencies"):
        families = families.filter(takes_emergencies=True)
    if wish.get("kin"):
        families = families.filter(kin_for_case__isnull=False)
    if wish.get("office"):
        families = families.filter(office_id=wish["office"])
    if wish.get("checks") == "old":
        old = with_old_checks(families, settings)
        families = families.none() if old is None else old
    families = with_free(families, at)
    if wish.get("free"):
        families = families.filter(free_now__gte=int(wish["free"]))
    return families
