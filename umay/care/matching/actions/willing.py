"""Asked before recommended: a family that nobody has asked for too long is asked first, and what it says is its word of that day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import actions as families
from umay.care.matching import queries
from umay.care.matching.access import SHORTLIST, held_open, require
from umay.care.matching.actions.asking import ask_office
from umay.care.matching.actions.listing import _listed
from umay.care.matching.models import Candidate, Match
from umay.ground.journal.actions import once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal


def hear_word(
    *,
    match: Match,
    family_id: UUID,
    is_willing: bool,
    said_by: str,
    until: date | None = None,
    why: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Candidate | None:
    """Write down what a family said when it was asked, in one step: a yes renews its day and puts it on the list; a no pauses it until a day.

    why: a code of matching.decline_reasons, needed with a no.
    """
    require(by, SHORTLIST)
    if not said_by.strip():
        raise Refusal(_("Write who in the family said it."), code="said_by", field="said_by")
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.match") as made:
        held_open(match)
        families.hear_word(
            family_id=family_id, is_willing=is_willing, said_by=said_by, until=until, why=why, by=by, at=at
        )
        candidate = _listed(match, family_id, by=by, at=at) if is_willing else None
        made(match.pk)
    return candidate


def ask_first(*, match: Match, family_id: UUID, by: Identity, at: datetime, key: UUID | None = None) -> Candidate:
    """Ask the office of a family whose word is old: the family goes on the list, and its office asks it before it agrees."""
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.candidate") as made:
        fresh = held_open(match)
        candidate = _listed(fresh, family_id, is_being_asked=True, by=by, at=at)
        if not queries.needs_office(candidate, fresh):
            raise Refusal(
                _("This family belongs to the office of the case: you can ask the family itself."), code="own_office"
            )
        candidate = ask_office(candidate=candidate, by=by, at=at)
        made(candidate.pk)
    return candidate
