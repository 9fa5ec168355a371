"""What every write of this room begins with: the family under a lock, its country's settings, its safety checks counted again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from umay.care.families import queries, rules
from umay.care.families.models import Check, Family
from umay.care.families.words import FamilyState
from umay.ground.offices.models import follow
from umay.ground.offices.packs import Settings
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

CLOSED = (FamilyState.REFUSED, FamilyState.ENDED)


def _allow(by: Identity, permission: str) -> None:
    if not by.may(permission):
        raise NotAllowed()


def _settings(by: Identity, at: datetime) -> Settings:
    return pack(by.country, local_day(at, by.zone))


def _locked(family: Family, *, version: int | None = None, is_closed_too: bool = False) -> Family:
    """The row under a lock. Raises Conflict where somebody changed it since, or where it has ended."""
    fresh = Family.objects.select_for_update(of=("self",)).filter(pk=family.pk).first()
    if fresh is None:
        raise Conflict(_("This family is not open to you any more. Nothing was changed."), code="gone")
    if version is not None and fresh.version != version:
        raise Conflict()
    if fresh.state in CLOSED and not is_closed_too:
        raise Conflict(_("This family's record is closed. Nothing was changed."), code="closed")
    return fresh


def _words(text: str, least: int, message, field: str) -> str:
    """A reason in words, at least so long."""
    text = (text or "").strip()
    if len(text) < least:
        raise Refusal(message, code="reason", field=field)
    return text


def _write_old_checks(family: Family, settings: Settings, *, by: Identity, at: datetime) -> None:
    """A family taken over from older records has one day for all checks: write it down line by line before anything is added."""
    if family.safety_checks_on is None or family.checks.exists():
        return
    Check.objects.bulk_create(
        Check(
            **follow(family),
            family=family,
            member_id=need.member,
            kind=need.kind,
            done_on=family.safety_checks_on,
            is_clear=True,
            recorded_by=by.user_id,
            recorded_at=at,
        )
        for need in queries.needed_checks(family, settings)
    )


def _count_checks(family: Family, settings: Settings) -> list[rules.Missing]:
    """Set `safety_checks_on` (unsaved) from the checks that are in; an approved family with a gap can't be asked until it is closed.

    Returns what is missing. The columns to save are SAFETY.
    """
    needed = queries.needed_checks(family, settings)
    checks = queries.check_rows(family)
    missing = rules.missing_checks(needed, checks, on=settings.day, renew_months=queries.renewals(settings))
    is_running = family.state in (FamilyState.APPROVED, FamilyState.SUSPENDED)
    gaps = [one for one in missing if one.why != "old"]
    if not gaps:
        family.safety_checks_on = rules.oldest_check(needed, checks)
    elif not is_running:
        family.safety_checks_on = None
    if gaps and is_running:
        family.is_available, family.unavailable_until = False, None
    return missing


SAFETY = ["safety_checks_on", "is_available", "unavailable_until"]
