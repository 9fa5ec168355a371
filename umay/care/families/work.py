"""What waits in the families room for a person today. A bounded number of statements, none for posts that may not act."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.care.families import access, queries
from umay.care.families.words import FamilyState
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

MOST = 20


def work(identity: Identity, at: datetime) -> list[Task]:
    found: list[Task] = []
    if identity.may(access.ANSWER):
        found += _asks(identity)
    if identity.may(access.APPROVE):
        found += _approvals(identity)
    if identity.may(access.CHANGE):
        found += _kin(identity) + _suspended(identity) + _counts(identity, at)
    return found


def _asks(identity: Identity) -> list[Task]:
    return [
        Task(
            kind="families.answer_ask",
            title=_("%(office)s asks about one of your families") % {"office": ask.from_office.name},
            url=reverse("families:answer_ask", args=[ask.pk]),
            tone="urgent" if ask.is_urgent else "waiting",
            thing=ask.family.number,
        )
        for ask in queries.asks_waiting(identity)[:MOST]
    ]


def _approvals(identity: Identity) -> list[Task]:
    waiting = (
        queries.visible(identity)
        .filter(Q(state=FamilyState.ASKED) | Q(limits_asked__isnull=False))
        .exclude(Q(state=FamilyState.ASKED) & Q(approval_asked_by=identity.user_id))
        .exclude(Q(limits_asked__isnull=False) & Q(limits_asked_by=identity.user_id))
        .order_by("approval_asked_on", "id")
    )
    return [
        Task(
            kind="families.approve" if family.state == FamilyState.ASKED else "families.decide_limits",
            title=_("A family waits for your approval")
            if family.state == FamilyState.ASKED
            else _("Wider limits of a family wait for your approval"),
            url=reverse("families:see", args=[family.pk]),
            tone="waiting",
            thing=family.number,
        )
        for family in waiting[:MOST]
    ]


def _kin(identity: Identity) -> list[Task]:
    """Relatives of a child who waits: their assessment comes first."""
    waiting = (
        queries.visible(identity)
        .filter(state__in=[FamilyState.APPLIED, FamilyState.ASSESSING], kin_for_case__isnull=False)
        .order_by("applied_on", "id")
    )
    return [
        Task(
            kind="families.assess",
            title=_("Kin said yes: assessment needed"),
            url=reverse("families:see", args=[family.pk]),
            tone="urgent",
            thing=family.number,
        )
        for family in waiting[:MOST]
    ]


def _suspended(identity: Identity) -> list[Task]:
    rows = queries.visible(identity).filter(state=FamilyState.SUSPENDED).order_by("suspended_on", "id")
    return [
        Task(
            kind="families.resume",
            title=_("A family is suspended: find out and decide"),
            url=reverse("families:see", args=[family.pk]),
            tone="due",
            thing=family.number,
        )
        for family in rows[:MOST]
    ]


def _counts(identity: Identity, at: datetime) -> list[Task]:
    on = local_day(at, identity.zone)
    settings = pack(identity.country, on)
    families, found = queries.visible(identity), []
    days = settings.get("families.willing_confirm_days")
    if silent := queries.stale(families, on=on, days=days).count():
        title = ngettext(
            "Call %(count)d family: its word is older than %(days)d days",
            "Call %(count)d families: their word is older than %(days)d days",
            silent,
        ) % {"count": silent, "days": days}
        found.append(
            Task(
                kind="families.confirm_willingness",
                title=title,
                url=f"{reverse('families:list')}?state=approved&word=90",
            )
        )
    old_families = queries.with_old_checks(families, settings)
    if old := 0 if old_families is None else old_families.count():
        title = ngettext(
            "Renew the safety checks of %(count)d family", "Renew the safety checks of %(count)d families", old
        ) % {"count": old}
        address = f"{reverse('families:list')}?state=approved&checks=old"
        found.append(Task(kind="families.assess", title=title, url=address, tone="overdue"))
    return found
