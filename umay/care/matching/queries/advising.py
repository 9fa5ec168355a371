"""What the page of a search shows of the whole country: the suggestion, the first ten when others' needs are counted, who is on the telephone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from umay.care.families.queries import Card
from umay.care.matching import reasons
from umay.care.matching.engine import Candidate as Ranked
from umay.care.matching.models import Advice, Match
from umay.care.matching.queries.runs import advice_for, sought, telephoned
from umay.care.matching.queries.standing import Standing
from umay.care.matching.rules import must_ask_again, protected
from umay.kit.kernel.acting import Identity

MICRO = 1_000_000
COUNTED = 10
ENOUGH_GROUPS = 20
"""From so many waiting groups on, a small number of other children says nothing about anybody, and is told as it is."""


@dataclass(frozen=True)
class OtherChoice:
    """Another family for these children, and what choosing it would do to others: how many, never who."""

    number: str
    place: int | None
    words: str


@dataclass(frozen=True)
class Suggested:
    """The newest suggestion for a search. `card` None: none was found, or the family is no approved one any more."""

    advice: Advice
    card: Card | None
    place_now: int | None
    left_out: str
    must_ask: bool
    others: list[OtherChoice]


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


def suggested(match: Match, standing: Standing | None, by: Identity) -> Suggested | None:
    """The newest suggestion as it stands now; None where no run has looked at this group."""
    advice = advice_for(match, by)
    if advice is None:
        return None
    key = str(advice.family_id)
    card = standing.cards.get(key) if standing else None
    ranked = standing.ranking.candidate(key) if standing and card else None
    left = (
        next((one for one in standing.ranking.left_out if one.family_id == key), None) if card and not ranked else None
    )
    return Suggested(
        advice=advice,
        card=card,
        place_now=ranked.place if ranked else None,
        left_out=str(reasons.why_left_out(left.remark)) if left else "",
        must_ask=bool(card)
        and must_ask_again(
            confirmed_on=card.willing_confirmed_on,
            at=standing.ranking.at,
            days=standing.settings.get("families.willing_confirm_days"),
        ),
        others=_others(advice, standing),
    )


def _others(advice: Advice, standing: Standing | None) -> list[OtherChoice]:
    if standing is None:
        return []
    is_exact = advice.run.figures.get("groups", 0) >= ENOUGH_GROUPS
    found = []
    for other in advice.others:
        card, ranked = standing.cards.get(other["family"]), standing.ranking.candidate(other["family"])
        if card is not None and ranked is not None:
            found.append(OtherChoice(card.number, ranked.place, str(reasons.effect(other, is_exact=is_exact))))
    return found


def second_order(standing: Standing, by: Identity) -> tuple[list[Ranked], dict[str, int]]:
    """The families that suit, kin first, then by value less what other children need of them; and that need in millionths, by family id."""
    needed = sought([ranked.family_id for ranked in standing.ranking.candidates], by)
    order = sorted(
        standing.ranking.candidates,
        key=lambda one: (not one.verdict.kin, needed.get(one.family_id, 0) - one.verdict.value, one.place),
    )
    return order, needed


def counted(standing: Standing, by: Identity, at: datetime, calls: dict[UUID, datetime]) -> list[Counted]:
    """The first ten families when what other children need is taken off their points. Kin are never outbid; the plain order stays beside it.

    Empty where no other child needs any of these families: then the two orders are one.
    """
    order, needed = second_order(standing, by)
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


def calls_of_others(match: Match, at: datetime) -> dict[UUID, datetime]:
    """Families somebody telephones now for other children than these."""
    own = {one.family_id for one in match.candidates.all() if one.called_until and one.called_until > at}
    return {family: until for family, until in telephoned(at).items() if family not in own}


def figures_shown(figures: dict, by: Identity) -> dict:
    """The numbers of a run as this reader may see them: whoever reads the whole country sees them as they are."""
    if by.is_countrywide:
        return figures
    return {
        name: protected(value) if isinstance(value, int) and name != "families" else value
        for name, value in figures.items()
    }
