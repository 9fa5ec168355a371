"""Asks between offices: may a child of ours be proposed to a family of yours?"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, rules
from umay.care.families.actions.places import _call
from umay.care.families.actions.rows import _settings
from umay.care.families.actions.willing import hear_word
from umay.care.families.models import Ask
from umay.care.families.words import AskState
from umay.ground.offices.actions import open_file
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

OPEN_FOR = timedelta(days=60)  # how long an agreed file stays open to read before the asking office must ask again
_AGES = re.compile(r"[0-9, –-]{0,40}")


def ask_office(
    *,
    family_id: UUID,
    by_thing: UUID,
    children: int,
    ages: Iterable[int] | str,
    is_urgent: bool,
    by: Identity,
    at: datetime,
) -> UUID:
    """Ask the family's office. Says ages and how many, never who. Asked again for the same candidate, it is the same ask."""
    if not by.may(access.SEE):
        raise NotAllowed()
    text = ages if isinstance(ages, str) else ", ".join(str(int(age)) for age in ages)
    if not _AGES.fullmatch(text):
        raise ValueError("an ask says ages only")
    return _call(
        "select families_ask_office(%s, %s, %s, %s, %s, %s)", [family_id, by_thing, children, text, is_urgent, at]
    )


def answer_ask(*, ask: Ask, agree: bool, note: str = "", was_asked: bool = False, by: Identity, at: datetime) -> Ask:
    """Agree, which opens the family's file to the asking office to read for 60 days, or say no with the reason.

    A family whose word is old is asked before its office agrees: `was_asked` says that it was, today, and that it can be asked.
    """
    if not by.may(access.ANSWER):
        raise NotAllowed()
    note = note.strip()
    if not agree and not note:
        raise Refusal(
            _("Please write why not, in a sentence: the other office needs it to go on."), code="reason", field="note"
        )
    with transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).filter(pk=ask.pk).first()
        if fresh is None or fresh.state != AskState.ASKED:
            raise Conflict(
                _("This question was answered or is no longer needed. Nothing was changed."), code="answered"
            )
        if agree:
            _renew_word(fresh, was_asked, by, at)
        fresh.state = AskState.AGREED if agree else AskState.REFUSED
        fresh.answered_at, fresh.answered_by, fresh.answer_note = at, by.user_id, note[:300]
        fresh.save(update_fields=["state", "answered_at", "answered_by", "answer_note"])
        if agree:
            open_file(
                kind="family",
                file=fresh.family_id,
                grant="shared",
                office=fresh.from_office,
                reason=f"ask {fresh.pk}",
                until=at + OPEN_FOR,
                by=by,
                at=at,
            )
        record(
            "families.answer_ask",
            kind="families.ask",
            thing=fresh.pk,
            file=fresh.file_id,
            fields=["state", "answered_at", "answered_by", "answer_note"],
        )
    return fresh


def _renew_word(ask: Ask, was_asked: bool, by: Identity, at: datetime) -> None:
    """The family's word of today, or a Refusal where its last one is too old to agree without asking it."""
    settings = _settings(by, at)
    days = settings.get("families.willing_confirm_days")
    if was_asked:
        hear_word(family_id=ask.family_id, is_willing=True, by=by, at=at)
    elif rules.is_stale(ask.family.willing_confirmed_on, on=settings.day, days=days):
        raise Refusal(
            _(
                "This family's word is too old. Ask the family first, and tick that it can be asked. Nothing was changed."
            ),
            code="ask_first",
            field="was_asked",
        )


def close_asks(*, by_thing: UUID, by: Identity, at: datetime) -> int:
    """The candidate is chosen or dropped: open asks for it are closed and its files shut again. Returns how many."""
    if not by.may(access.SEE):
        raise NotAllowed()
    return _call("select families_close_asks(%s, %s)", [by_thing, at])
