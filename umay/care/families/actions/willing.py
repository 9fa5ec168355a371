"""Whether the family can be asked: its word with the day, and a pause."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, queries
from umay.care.families.actions.rows import _allow, _locked, _settings
from umay.care.families.models import Family, Willingness
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record


def confirm_willingness(
    *, family: Family, is_willing: bool, said_on: date | None = None, note: str = "", by: Identity, at: datetime
) -> Willingness:
    """The family said that it can be asked, or that it can't. A no pauses it; a yes ends the pause where every check is in."""
    _allow(by, access.CHANGE)
    settings = _settings(by, at)
    said_on = said_on or settings.day
    if said_on > settings.day:
        raise Refusal(_("This day is still to come."), code="future", field="said_on")
    with transaction.atomic():
        fresh = _locked(family)
        said = Willingness.objects.create(
            **follow(fresh),
            family=fresh,
            said_on=said_on,
            is_willing=is_willing,
            note=note.strip(),
            recorded_by=by.user_id,
            recorded_at=at,
        )
        latest = fresh.said.order_by("-said_on", "-recorded_at", "id").first()
        if latest == said:  # an older word written down late changes nothing
            fresh.willing_confirmed_on = said_on
            _pause(fresh, is_available=is_willing, until=None, settings=settings)
            fresh.save(update_fields=["willing_confirmed_on", "is_available", "unavailable_until"])
        record(
            "families.confirm_willingness",
            kind="families.family",
            thing=fresh.pk,
            file=fresh.pk,
            fields=["willing_confirmed_on", "is_available"],
        )
    return said


def set_availability(
    *,
    family: Family,
    version: int | None = None,
    is_available: bool,
    until: date | None = None,
    by: Identity,
    at: datetime,
) -> Family:
    """Pause the family, with or without a last day, or let it be asked again."""
    _allow(by, access.CHANGE)
    settings = _settings(by, at)
    if until is not None and until < settings.day:
        raise Refusal(_("The last day of a pause lies ahead."), code="past", field="until")
    with transaction.atomic():
        fresh = _locked(family, version=version)
        _pause(fresh, is_available=is_available, until=None if is_available else until, settings=settings)
        fresh.save(update_fields=["is_available", "unavailable_until"])
        record(
            "families.set_availability",
            kind="families.family",
            thing=fresh.pk,
            file=fresh.pk,
            fields=["is_available", "unavailable_until"],
        )
    return fresh


def _pause(family: Family, *, is_available: bool, until: date | None, settings) -> None:
    if is_available or until:
        missing = queries.missing_checks(family, settings) if family.safety_checks_on else []
        if any(one.why != "old" for one in missing):
            raise Refusal(
                _(
                    "A safety check is missing or not in order, so this family can't be asked now. Record the checks first."
                ),
                code="checks",
                field="is_available",
            )
    family.is_available, family.unavailable_until = is_available, until
