"""What waits for a person in this room. Derived anew on each visit from a few bounded queries."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.care.families import queries as families
from umay.care.families.access import CHANGE as CHANGE_FAMILIES
from umay.care.matching import queries
from umay.care.matching.access import DECIDE, OPEN, RUN, SHORTLIST
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Task

MOST = 20


def tasks(identity: Identity, at: datetime) -> list[Task]:
    """Proposals for the second person, offices' answers, families without answer, what was sent back, groups nobody searches for."""
    found: list[Task] = []
    if identity.may(DECIDE):
        found += [
            _task("matching.decide", _("Decide about a proposed family"), match, tone=_tone(match), due_at=None)
            for match in queries.proposals_for(identity)[:MOST]
        ]
    if identity.may(SHORTLIST):
        found += _of_lists(identity, at)
    if identity.may(RUN) and identity.may(SHORTLIST):
        found += _suggested(identity)
    if identity.may(CHANGE_FAMILIES):
        found += _ask_today(identity, at)
    if identity.may(OPEN):
        found += [
            Task(
                kind="matching.open",
                title=_("Look for a family"),
                url=reverse("matching:open", args=[case.pk]),
                tone="urgent" if case.is_urgent else "due",
                thing=case.number,
            )
            for case in queries.without_match(identity).filter(**_mine(identity))[:MOST]
        ]
    return found


def _suggested(identity: Identity) -> list[Task]:
    """What the newest run suggests for the office's children, while nobody has answered."""
    run = queries.latest_run(identity)
    count = queries.unheeded(identity, run) if run else 0
    if not count:
        return []
    words = ngettext("%(count)s new suggestion of a family", "%(count)s new suggestions of families", count)
    return [
        Task(
            kind="matching.heed",
            title=words % {"count": count},
            url=reverse("matching:list_advice"),
            tone="waiting",
        )
    ]


def _ask_today(identity: Identity, at: datetime) -> list[Task]:
    """The person's own families that this morning's comparison suggests and whose word is old: asked today, they are ready."""
    on = local_day(at, identity.zone)
    days = pack(identity.country, on).get("families.willing_confirm_days")
    wanted = dict(queries.ask_today(identity, on, days)[:MOST])
    numbers = families.numbers(wanted) if wanted else {}
    return [
        Task(
            kind="matching.ask_today",
            title=_("Ask today whether this family can be asked: it is suggested for children"),
            url=reverse("families:confirm_willingness", args=[family_id]),
            tone="urgent" if is_urgent else "due",
            thing=numbers[family_id],
        )
        for family_id, is_urgent in wanted.items()
        if family_id in numbers
    ]


def _mine(identity: Identity) -> dict:
    """Workers are reminded of their own cases; those who see an office, of all they see."""
    return {"worker_id": identity.user_id} if identity.level in ("own", "team") else {}


def _of_lists(identity: Identity, at: datetime) -> list[Task]:
    found = [
        _task("matching.returned", _("Look again at a proposal"), match, tone="due")
        for match in queries.returned(identity)[:MOST]
    ]
    for candidate in queries.offices_answered(identity)[:MOST]:
        title = (
            _("The family's office agreed: ask the family") if candidate.agreed else _("The family's office said no")
        )
        found.append(_task("matching.office_answered", title, candidate.match, tone=_tone(candidate.match)))
    for candidate in queries.families_unanswered(identity)[:MOST]:
        is_late = candidate.held_until is None or candidate.held_until < at
        found.append(
            _task(
                "matching.answer_family",
                _("Write what the family answered"),
                candidate.match,
                tone="overdue" if is_late else "waiting",
                due_at=candidate.held_until,
            )
        )
    return found


def _tone(match) -> str:
    return "urgent" if match.is_urgent else "waiting"


def _task(kind: str, title: str, match, *, tone: str, due_at=None) -> Task:
    return Task(
        kind=kind,
        title=title,
        url=reverse("matching:see", args=[match.pk]),
        due_at=due_at,
        tone=tone,
        thing=match.case.number,
    )
