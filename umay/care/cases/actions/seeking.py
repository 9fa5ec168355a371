"""The gate of necessity: a family is looked for only when it must be, and after the child was heard."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases import rules
from umay.care.cases.access import ASSIGN, CHANGE, held_open, require, write_line
from umay.care.cases.models import Case, Note
from umay.care.cases.queries import ages_of, asked_necessity
from umay.care.cases.words import OBSTACLES, StopReason
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

_FIELDS = {"care_type": "care_type", "no_reason": "reasons", "only_poverty": "reasons", "no_why": "why"}


def seek_family(
    *,
    case: Case,
    care_type: str,
    urgent: bool,
    why: str,
    reasons: list[str],
    by: Identity,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Begin to look for a family. Refused while the gate of necessity is not passed (rules.obstacles)."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        today = local_day(at, by.zone)
        settings = pack(by.country, today)
        if not set(reasons) <= set(settings.get("cases.care_reasons")):
            raise Refusal(_("Choose one of the reasons shown."), code="reasons", field="reasons")
        asked = asked_necessity(case=fresh, care_type=care_type, reasons=reasons, why=why, settings=settings)
        for code in rules.obstacles(asked):
            raise Refusal(OBSTACLES[code], code=code, field=_FIELDS.get(code, ""))
        fresh.needs_family_since = fresh.needs_family_since or today
        fresh.care_type, fresh.is_urgent = care_type, urgent
        fresh.why_care, fresh.care_reasons = why.strip(), list(reasons)
        columns = ["needs_family_since", "care_type", "is_urgent", "why_care", "care_reasons"]
        fresh.save(update_fields=columns)
        write_line("cases.seek_family", case=fresh, fields=columns)
    return fresh


def stop_seeking(
    *,
    case: Case,
    reason: str = StopReason.PLACED,
    note: str = "",
    by: Identity,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Stop looking for a family. Without a home found, a child under the pack's age needs a supervisor's decision."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        if fresh.needs_family_since is None:
            return fresh
        if reason not in StopReason.values:
            raise Refusal(_("Choose why you stop looking."), code="reason", field="reason")
        if reason == StopReason.OTHER and not note.strip():
            raise Refusal(_("Write why you stop looking and where the children will live."), code="note", field="note")
        settings = pack(by.country, local_day(at, by.zone))
        if not rules.may_stop_seeking(
            reason=reason, has_too_young=_has_too_young(fresh, settings, by, at), is_supervisor=by.may(ASSIGN)
        ):
            raise Refusal(
                _(
                    "A child of this case is so young that only a family is right for it. Stopping needs your supervisor's"
                    " decision. The search goes on."
                ),
                code="too_young",
                field="reason",
            )
        fresh.needs_family_since = None
        fresh.save(update_fields=["needs_family_since"])
        if note.strip():
            Note.objects.create(**follow(fresh), recorded_by=by.user_id, case=fresh, at=at, text=note.strip())
        write_line("cases.stop_seeking", case=fresh, fields=["needs_family_since"], why=reason)
        slots.run_within("cases.case.stop_seeking", fresh, by, at)
    return fresh


def _has_too_young(case: Case, settings, by: Identity, at: datetime) -> bool:
    ages = ages_of(case, local_day(at, by.zone))
    return rules.is_too_young_for_institution(ages, settings.get("cases.no_residential_under_years"))
