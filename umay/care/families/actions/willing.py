"""Whether the family can be asked: its word with the day, and a pause."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, queries
from umay.care.families.actions.places import _call
from umay.care.families.actions.rows import _allow, _locked, _settings
from umay.care.families.models import Family, Willingness
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

LONGEST_PAUSE = timedelta(days=365)  # that somebody else than the family's own office may write down


def confirm_willingness(
    *,
    family: Family,
    is_willing: bool,
    said_on: date | None = None,
    until: date | None = None,
    note: str = "",
    by: Identity,
    at: datetime,
) -> Willingness:
    """The family said that it can be asked, or that it can't. A no pauses it, until a day where one is known; a yes ends the pause where every check is in."""
    _allow(by, access.CHANGE)
    settings = _settings(by, at)
    said_on = said_on or settings.day
    until = None if is_willing else until
    if said_on > settings.day:
        raise Refusal(_("This day is still to come."), code="future", field="said_on")
    if until is not None and until < settings.day:
        raise Refusal(_("The last day of a pause lies ahead."), code="past", field="until")
    with transaction.atomic():
        fresh = _locked(family)
        said = Willingness.objects.create(
            **follow(fresh),
            family=fresh,
            said_on=said_on,
            is_willing=is_willing,
            until_on=until,
            note=note.strip(),
            recorded_by=by.user_id,
            recorded_at=at,
        )
        latest = fresh.said.order_by("-said_on", "-recorded_at", "id").first()
        if latest == said:  # an older word written down late changes nothing
            fresh.willing_confirmed_on = said_on
            _pause(fresh, is_available=is_willing, until=until, settings=settings)
            fresh.save(update_fields=["willing_confirmed_on", "is_available", "unavailable_until"])
        record(
            "families.confirm_willingness",
            kind="families.family",
            thing=fresh.pk,
            file=fresh.pk,
            fields=["willing_confirmed_on", "is_available"],
        )
    return said


def hear_word(
    *,
    family_id: UUID,
    is_willing: bool,
    said_on: date | None = None,
    said_by: str = "",
    until: date | None = None,
    why: str = "",
    by: Identity,
    at: datetime,
) -> UUID:
    """What a family said to somebody who looks for a home for children, and who need not be its worker. Returns the word's id.

    A yes renews its day and ends no pause; a no pauses it until a day. why: a code of matching.decline_reasons. Refused where the family's
    places are not open to the asker (`families_may_place` in sql.py).
    """
    _allow(by, access.SEE)
    settings = _settings(by, at)
    said_on = said_on or settings.day
    if said_on > settings.day:
        raise Refusal(_("This day is still to come."), code="future", field="said_on")
    if not is_willing:
        if why not in settings.get("matching.decline_reasons"):
            raise Refusal(_("Choose why the family can't be asked now."), code="why", field="why")
        if until is None or not settings.day <= until <= settings.day + LONGEST_PAUSE:
            raise Refusal(
                _("Write until which day the family is not asked: from today to a year ahead."),
                code="until",
                field="until",
            )
    values = [family_id, is_willing, said_on, until, why, said_by.strip(), at]
    return _call("select families_hear(%s, %s, %s, %s, %s, %s, %s)", values)


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
