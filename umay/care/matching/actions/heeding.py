"""What people make of a suggestion: taken up, another family, none; each with its reason, kept beside it so that it can be counted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.matching import queries
from umay.care.matching.access import SHORTLIST, held, require
from umay.care.matching.actions.listing import shortlist
from umay.care.matching.models import Advice, Match
from umay.care.matching.words import AcceptReason, Heed
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record


def heed(
    *,
    advice: Advice,
    says: str,
    reason: str,
    words: str = "",
    family_id: UUID | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Advice:
    """Answer a suggestion. `says`: a code of Heed; `reason`: of AcceptReason, or of matching.depart_reasons for the other two.

    The family taken up, or `family_id` chosen instead, is put on the shortlist of the open search. Nothing is decided by it.
    """
    require(by, SHORTLIST)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.advice") as made:
        fresh = held(advice)
        if fresh.heed:
            raise Conflict(_("This suggestion has been answered already. Nothing was changed."), code="heeded")
        chosen = fresh.family_id if says == Heed.ACCEPTED else family_id if says == Heed.OTHER else None
        _check(fresh, says, reason, words, chosen, by, at)
        match = queries.match_of_advice(fresh)
        if chosen is not None:
            _listed(match, chosen, by, at)
        fresh.heed, fresh.heed_kind, fresh.heed_words = says, reason, words.strip() or None
        fresh.heeded_by, fresh.heeded_at, fresh.chosen_id = by.user_id, at, chosen
        fresh.save(update_fields=["heed", "heed_kind", "heed_words", "heeded_by", "heeded_at", "chosen_id"])
        record("matching.heed", kind="matching.advice", thing=fresh.pk, file=fresh.file_id, fields=["heed"])
        made(fresh.pk)
    return fresh


def _listed(match: Match | None, family_id: UUID, by: Identity, at: datetime) -> None:
    if match is None:
        raise Refusal(
            _("Begin the search for a family first; then this family can be put on its list."), code="no_search"
        )
    shortlist(match=match, family_id=family_id, by=by, at=at)


def _check(advice: Advice, says: str, reason: str, words: str, chosen: UUID | None, by: Identity, at: datetime) -> None:
    if says not in Heed.values or (says == Heed.ACCEPTED and advice.family_id is None):
        raise Refusal(_("Choose one of the answers shown."), code="says", field="says")
    codes = (
        AcceptReason.values
        if says == Heed.ACCEPTED
        else pack(advice.country, local_day(at, by.zone)).get("matching.depart_reasons")
    )
    if reason not in codes:
        raise Refusal(_("Choose one of the reasons shown."), code="reason", field="reason")
    if says != Heed.ACCEPTED and not words.strip():
        raise Refusal(_("Write the reason in a sentence."), code="words", field="words")
    if says == Heed.OTHER and (chosen is None or chosen == advice.family_id):
        raise Refusal(_("Name the family you choose instead."), code="family", field="number")
