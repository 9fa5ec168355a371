"""What waits in the families room for a person today. A bounded number of statements, none for posts that may not act."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.care.families import access, queries
from umay.care.families.words import FamilyState
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task
from umay.kit.kernel.together import Question, together

MOST = 20
_LINE = (F("pk"), F("number"), F("state"))


def work(identity: Identity, at: datetime) -> list[Task]:
    found: list[Task] = []
    questions: list[Question] = []
    if identity.may(access.ANSWER):
        found += _asks(identity)
    if identity.may(access.APPROVE):
        questions.append(_approvals(identity))
    if identity.may(access.CHANGE):
        questions += [_kin(identity), _suspended(identity)]
    found += [_TASKS[name](*columns) for name, *columns in together(questions)]
    return found + _counts(identity, at) if identity.may(access.CHANGE) else found


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


def _approvals(identity: Identity) -> Question:
    waiting = (
        queries.visible(identity)
        .filter(Q(state=FamilyState.ASKED) | Q(limits_asked__isnull=False))
        .exclude(Q(state=FamilyState.ASKED) & Q(approval_asked_by=identity.user_id))
        .exclude(Q(limits_asked__isnull=False) & Q(limits_asked_by=identity.user_id))
    )
    return Question("approve", waiting.order_by("approval_asked_on", "id"), _LINE, MOST)


def _kin(identity: Identity) -> Question:
    """Relatives of a child who waits: their assessment comes first."""
    waiting = queries.visible(identity).filter(
        state__in=[FamilyState.APPLIED, FamilyState.ASSESSING], kin_for_case__isnull=False
    )
    return Question("kin", waiting.order_by("applied_on", "id"), _LINE, MOST)


def _suspended(identity: Identity) -> Question:
    rows = queries.visible(identity).filter(state=FamilyState.SUSPENDED)
    return Question("suspended", rows.order_by("suspended_on", "id"), _LINE, MOST)


def _approve_task(pk: UUID, number: str, state: str) -> Task:
    is_asked = state == FamilyState.ASKED
    return Task(
        kind="families.approve" if is_asked else "families.decide_limits",
        title=_("A family waits for your approval")
        if is_asked
        else _("Wider limits of a family wait for your approval"),
        url=reverse("families:see", args=[pk]),
        tone="waiting",
        thing=number,
    )


def _kin_task(pk: UUID, number: str, state: str) -> Task:
    url = reverse("families:see", args=[pk])
    return Task("families.assess", _("Kin said yes: assessment needed"), url, tone="urgent", thing=number)


def _suspended_task(pk: UUID, number: str, state: str) -> Task:
    url = reverse("families:see", args=[pk])
    return Task("families.resume", _("A family is suspended: find out and decide"), url, tone="due", thing=number)


_TASKS = {"approve": _approve_task, "kin": _kin_task, "suspended": _suspended_task}


def _counts(identity: Identity, at: datetime) -> list[Task]:
    on = local_day(at, identity.zone)
    settings = pack(identity.country, on)
    days, found = settings.get("families.willing_confirm_days"), []
    silent, old = queries.silent_and_old(queries.visible(identity), settings, on=on, days=days)
    if silent:
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
    if old:
        title = ngettext(
            "Renew the safety checks of %(count)d family", "Renew the safety checks of %(count)d families", old
        ) % {"count": old}
        address = f"{reverse('families:list')}?state=approved&checks=old"
        found.append(Task(kind="families.assess", title=title, url=address, tone="overdue"))
    return found
