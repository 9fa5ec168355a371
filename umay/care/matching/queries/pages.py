"""What the page of a match shows: candidates with reasons, the shortlist with its next step, the funnel, the families left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from umay.care.families.models import Ask
from umay.care.families.queries import Card, asks_of, card
from umay.care.families.words import AskState
from umay.care.matching import reasons
from umay.care.matching.engine import RULES, LeftOut, Remark, sensitivity
from umay.care.matching.engine import Candidate as Ranked
from umay.care.matching.models import Candidate, Match
from umay.care.matching.queries.alike import Household
from umay.care.matching.queries.standing import Standing, is_word_old
from umay.care.matching.words import ON_THE_LIST, SAID_NO, CandidateState
from umay.ground.offices.models import User
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.ids import new_id

MICRO = 1_000_000


@dataclass(frozen=True)
class CandidateRow:
    """A family that suits, at its place in the order, with the reasons in words."""

    place: int
    card: Card
    is_kin: bool
    km: float
    points: float
    terms: list[tuple[str, float]]  # name of the term, points
    strengths: list[str]
    weaknesses: list[str]
    places_left: int
    must_ask: bool
    called_until: datetime | None  # somebody telephones it now for other children
    may_call: bool  # its office need not be asked first
    listed: Candidate | None  # its line on the shortlist, if any
    alike: Household | None = None  # whether somebody there may be a person whom the children must not meet
    key: UUID = field(default_factory=new_id)  # of its buttons
    call_key: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class ListedRow:
    """A family on the shortlist: how it stood when it was put there, what was asked and answered, and what can be done next."""

    candidate: Candidate
    state: CandidateState  # as it is now: an office's answer counts from the moment it is given
    state_label: str
    card: Card | None  # None: no approved family any more
    place_now: int | None  # its place in the order now; None: a rule leaves it out now
    left_out: str  # the sentence why, where a rule leaves it out now
    ask: Ask | None
    is_held: bool
    needs_office: bool
    can: dict[str, bool]
    alike: Household | None = None
    key: UUID = field(default_factory=new_id)  # of its buttons


@dataclass(frozen=True)
class FunnelStep:
    rule: str
    name: str
    out: int
    standing: int


@dataclass(frozen=True)
class LeftOutRow:
    card: Card
    rule: str
    rule_name: str
    why: str
    km: float


def candidate_rows(
    standing: Standing,
    listed: Iterable[Candidate],
    *,
    first: int,
    count: int,
    calls: Mapping[UUID, datetime] | None = None,
) -> list[CandidateRow]:
    """The candidates from place `first` (1 is the first) on. `calls`: families somebody telephones now for other children."""
    by_family = {str(candidate.family_id): candidate for candidate in listed}
    chosen = standing.ranking.candidates[first - 1 : first - 1 + count]
    return [candidate_row(standing, ranked, by_family.get(ranked.family_id), calls or {}) for ranked in chosen]


def candidate_row(
    standing: Standing, ranked: Ranked, listed: Candidate | None, calls: Mapping[UUID, datetime]
) -> CandidateRow:
    """One family at its place in the order, with everything a page says of it."""
    card = standing.cards[ranked.family_id]
    called_until = calls.get(card.id)
    return CandidateRow(
        place=ranked.place,
        card=card,
        is_kin=ranked.verdict.kin,
        km=ranked.verdict.km,
        points=ranked.verdict.points,
        terms=term_rows(terms_of(ranked)),
        strengths=[reasons.strength(remark) for remark in ranked.strengths],
        weaknesses=[reasons.weakness(remark) for remark in ranked.weaknesses],
        places_left=ranked.places_left,
        must_ask=is_word_old(standing, card),
        called_until=called_until,
        may_call=card.is_visible and (listed is None or listed.state == CandidateState.SHORTLISTED),
        listed=listed,
    )


def terms_of(ranked: Ranked) -> dict[str, int]:
    """The terms in millionths by name, as a shortlist keeps them."""
    terms = ranked.verdict.terms
    return {name: getattr(terms, name) for name in terms.__slots__}


def term_rows(terms: dict[str, int]) -> list[tuple[str, float]]:
    """(name in words, points) of the terms that count here."""
    return [
        (reasons.TERM_NAMES[name], value / MICRO)
        for name, value in terms.items()
        if value and name in reasons.TERM_NAMES
    ]


def kept_remarks(weakens: list) -> list[str]:
    """Sentences of the remarks that a shortlist has kept."""
    return [reasons.weakness(Remark(code, numbers)) for code, numbers in weakens if code in reasons.WEAKNESSES]


def state_now(candidate: Candidate, ask: Ask | None) -> CandidateState:
    """The office's answer counts from the moment it is given, though the line itself changes with the next step."""
    if candidate.state == CandidateState.OFFICE_ASKED and ask is not None:
        if ask.state == AskState.AGREED:
            return CandidateState.OFFICE_AGREED
        if ask.state == AskState.REFUSED:
            return CandidateState.OFFICE_REFUSED
    return CandidateState(candidate.state)


def needs_office(candidate: Candidate, match: Match) -> bool:
    """Does the family belong to another office than the case?"""
    return candidate.family_office_id != match.office_id


def next_steps(state: CandidateState, *, is_foreign: bool, is_open: bool, is_suiting: bool) -> dict[str, bool]:
    """What can be done next with a family on the list; which of it the reader may do, the page asks the permission."""
    may_ask = state in (CandidateState.OFFICE_AGREED, CandidateState.FAMILY_ASKED) or (
        state == CandidateState.SHORTLISTED and not is_foreign
    )
    return {
        "ask_office": is_open and is_suiting and is_foreign and state == CandidateState.SHORTLISTED,
        "ask_family": is_open and is_suiting and may_ask,
        "answer_family": is_open and state in (CandidateState.FAMILY_ASKED, CandidateState.FAMILY_YES),
        "propose": is_open and is_suiting and state == CandidateState.FAMILY_YES,
        "drop": is_open and state in ON_THE_LIST and state != CandidateState.PROPOSED,
        "shortlist": is_open and is_suiting and state in (*SAID_NO, CandidateState.DROPPED),
    }


def shortlist_rows(
    match: Match, standing: Standing | None, *, cards: dict[str, Card] | None = None, at: datetime
) -> list[ListedRow]:
    """The shortlist with each family's present place. `standing` None: the order isn't asked again (decided, withdrawn); then `cards`."""
    cards = standing.cards if standing else cards or {}
    listed = list(match.candidates.all())
    asks = asks_of([candidate.pk for candidate in listed]) if listed else {}
    return [_listed_row(match, candidate, standing, cards, asks.get(candidate.pk), at) for candidate in listed]


def _listed_row(match: Match, candidate: Candidate, standing: Standing | None, cards, ask, at: datetime) -> ListedRow:
    state = state_now(candidate, ask)
    key = str(candidate.family_id)
    ranked = standing.ranking.candidate(key) if standing else None
    is_foreign = needs_office(candidate, match)
    return ListedRow(
        candidate=candidate,
        state=state,
        state_label=str(state.label),
        card=cards.get(key),
        place_now=ranked.place if ranked else None,
        left_out=_why_now(standing, key) if standing and not ranked else "",
        ask=ask,
        is_held=candidate.held_until is not None and candidate.held_until > at and state in ON_THE_LIST,
        needs_office=is_foreign,
        can=next_steps(state, is_foreign=is_foreign, is_open=match.state == "open", is_suiting=ranked is not None),
    )


def chosen_card(match: Match, by: Identity, at: datetime) -> dict[str, Card]:
    """The card of the family that was decided for, by the engine's id."""
    family_id = match.candidates.filter(state=CandidateState.CHOSEN).values_list("family_id", flat=True).first()
    found = card(family_id, by=by, at=at) if family_id else None
    return {str(found.id): found} if found else {}


def _why_now(standing: Standing, key: str) -> str:
    left = next((left for left in standing.ranking.left_out if left.family_id == key), None)
    return str(reasons.why_left_out(left.remark)) if left else ""


def funnel_steps(standing: Standing) -> list[FunnelStep]:
    """How many families each rule leaves out; rules that leave nobody out are not shown."""
    out = standing.ranking.funnel.left_out
    return [
        FunnelStep(rule, str(reasons.RULE_NAMES[rule]), out[rule], standing_now)
        for rule, standing_now in standing.ranking.funnel.steps()
        if out[rule]
    ]


def left_out(standing: Standing, rule: str = "") -> list[LeftOut]:
    """The families left out, by rule, then by number."""
    found = [left for left in standing.ranking.left_out if not rule or left.reason == rule]
    order = {name: place for place, name in enumerate(RULES)}
    return sorted(found, key=lambda left: (order[left.reason], standing.cards[left.family_id].number))


def left_out_rows(standing: Standing, found: Iterable[LeftOut]) -> list[LeftOutRow]:
    return [
        LeftOutRow(
            standing.cards[left.family_id],
            left.reason,
            str(reasons.RULE_NAMES[left.reason]),
            str(reasons.why_left_out(left.remark)),
            left.verdict.km,
        )
        for left in found
    ]


@dataclass(frozen=True)
class Answer:
    """What is to be said about one family somebody asks about by its number."""

    card: Card
    row: CandidateRow | None  # where it suits
    left_out: LeftOutRow | None  # where a rule leaves it out
    failing: list[str]  # every rule in the way, in words


def about_number(standing: Standing, number: str) -> Answer | None:
    """The answer about the approved family of that number; None where there is none in the country."""
    wanted = number.strip()
    found = next((one for one in standing.cards.values() if one.number.casefold() == wanted.casefold()), None)
    if found is None:
        return None
    key = str(found.id)
    ranked = standing.ranking.candidate(key)
    if ranked:
        return Answer(found, candidate_row(standing, ranked, None, {}), None, [])
    left = [left for left in standing.ranking.left_out if left.family_id == key]
    failing = standing.failing(standing.family(found.id))
    return Answer(found, None, left_out_rows(standing, left)[0], [str(reasons.RULE_NAMES[rule]) for rule in failing])


def firmness(standing: Standing) -> list[str]:
    """Sentences on how firm the first place is; none where nobody or only one family suits."""
    if len(standing.ranking.candidates) < 2:
        return []
    return [str(sentence) for sentence in reasons.firmness(sensitivity(standing.ranking, standing.weights))]


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of staff by id."""
    wanted = {one for one in ids if one}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
