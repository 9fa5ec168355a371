"""What the page of a search shows of the whole country: the suggestion, the first ten when others' needs are counted, who is on the telephone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from umay.care.families.queries import Card
from umay.care.matching import reasons
from umay.care.matching.engine import Candidate as Ranked
from umay.care.matching.models import Advice, Match
from umay.care.matching.queries.pages import CandidateRow, ListedRow, candidate_row
from umay.care.matching.queries.runs import advice_for, sought
from umay.care.matching.queries.standing import Standing, is_word_old
from umay.care.matching.words import SAID_NO, CandidateState, MatchState
from umay.kit.kernel.acting import Identity

MICRO = 1_000_000
COUNTED = 10
ENOUGH_GROUPS = 20
"""With more waiting groups than these, a small number of other children says nothing about anybody, and is told as it is. The number is rounded
to five by the database, so these are 23 at least."""


@dataclass(frozen=True)
class OtherChoice:
    """Another family for these children, and what choosing it would do to others: how many, never who."""

    number: str
    place: int | None
    words: str


@dataclass(frozen=True)
class Suggested:
    """The newest suggestion for a search. `card` None: none was found, or the family is no approved one any more.

    `gone`: why it can't be followed any more; `instead`: the first of the other families by the same comparison, others' needs counted.
    """

    advice: Advice
    card: Card | None
    place_now: int | None
    left_out: str
    must_ask: bool
    others: list[OtherChoice]
    gone: str = ""
    instead: CandidateRow | None = None
    effect: str = ""  # what choosing it would do to other children, where the comparison has counted it


@dataclass(frozen=True)
class Counted:
    """A family at its place when what other children need is counted too."""

    place: int
    plain_place: int
    card: Card
    km: float
    points: float
    needed: float  # points that other children would miss
    is_kin: bool
    is_called: bool


def suggested(
    match: Match,
    standing: Standing | None,
    by: Identity,
    *,
    shortlist: Sequence[ListedRow] = (),
    order: Sequence[Ranked] = (),
    calls: Mapping[UUID, datetime] | None = None,
) -> Suggested | None:
    """The newest suggestion as it stands now; None where no run has looked at this group.

    `shortlist`, `order` (of second_order) and `calls` as the page of the search has them: where the suggestion is gone, they give the next.
    """
    advice = advice_for(match, by)
    if advice is None:
        return None
    key = str(advice.family_id)
    card = standing.cards.get(key) if standing else None
    ranked = standing.ranking.candidate(key) if standing and card else None
    left = (
        next((one for one in standing.ranking.left_out if one.family_id == key), None) if card and not ranked else None
    )
    left_out = str(reasons.why_left_out(left.remark)) if left else ""
    found = Suggested(
        advice=advice,
        card=card,
        place_now=ranked.place if ranked else None,
        left_out=left_out,
        must_ask=bool(card) and is_word_old(standing, card),
        others=_others(advice, standing),
    )
    if standing is None or match.state != MatchState.OPEN or advice.family_id is None:
        return found
    gone = _gone(advice, card, left_out, shortlist)
    return replace(found, gone=gone, **_instead(advice, standing, shortlist, order, calls or {})) if gone else found


def _gone(advice: Advice, card: Card | None, left_out: str, shortlist: Sequence[ListedRow]) -> str:
    """Why the suggestion can't be followed any more; "" while it can."""
    listed = next((row for row in shortlist if row.candidate.family_id == advice.family_id), None)
    if listed is not None and listed.state in (*SAID_NO, CandidateState.DROPPED):
        return f"{listed.state_label}."
    return left_out or ("" if card else str(_("It is no approved family any more.")))


def _instead(advice: Advice, standing: Standing, shortlist, order: Sequence[Ranked], calls) -> dict:
    """The first family by the run's own order that has not said no either, and what it would do to other children."""
    listed = {str(row.candidate.family_id): row for row in shortlist}
    closed = {key for key, row in listed.items() if row.state in (*SAID_NO, CandidateState.DROPPED)}
    chosen = next((one for one in order if one.family_id not in closed | {str(advice.family_id)}), None)
    if chosen is None:
        return {}
    row = listed.get(chosen.family_id)
    effect = next((other for other in advice.others if other["family"] == chosen.family_id), None)
    return {
        "instead": candidate_row(standing, chosen, row.candidate if row else None, calls),
        "effect": str(reasons.effect(effect, is_exact=_is_exact(advice))) if effect else "",
    }


def _is_exact(advice: Advice) -> bool:
    return (advice.run.figures.get("groups") or 0) > ENOUGH_GROUPS


def _others(advice: Advice, standing: Standing | None) -> list[OtherChoice]:
    if standing is None:
        return []
    is_exact, found = _is_exact(advice), []
    for other in advice.others:
        card, ranked = standing.cards.get(other["family"]), standing.ranking.candidate(other["family"])
        if card is not None and ranked is not None:
            found.append(OtherChoice(card.number, ranked.place, str(reasons.effect(other, is_exact=is_exact))))
    return found


def second_order(standing: Standing) -> tuple[list[Ranked], dict[str, int]]:
    """The families that suit, kin first, then by value less what other children need of them; and that need in millionths, by family id."""
    needed = sought([ranked.family_id for ranked in standing.ranking.candidates])
    order = sorted(
        standing.ranking.candidates,
        key=lambda one: (not one.verdict.kin, needed.get(one.family_id, 0) - one.verdict.value, one.place),
    )
    return order, needed


def counted(
    standing: Standing, order: Sequence[Ranked], needed: Mapping[str, int], calls: Mapping[UUID, datetime]
) -> list[Counted]:
    """The first ten families when what other children need is taken off their points. Kin are never outbid; the plain order stays beside it.

    `order` and `needed` of second_order. Empty where no other child needs any of these families: then the two orders are one.
    """
    if not needed:
        return []
    return [
        Counted(
            place=place,
            plain_place=one.place,
            card=standing.cards[one.family_id],
            km=one.verdict.km,
            points=one.verdict.points,
            needed=needed.get(one.family_id, 0) / MICRO,
            is_kin=one.verdict.kin,
            is_called=UUID(one.family_id) in calls,
        )
        for place, one in enumerate(order[:COUNTED], start=1)
    ]
