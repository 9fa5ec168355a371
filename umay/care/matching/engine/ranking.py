"""Which families suit one group, in which order, why the others do not, and how firm the first place is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .attention import Attention, Remark, shortfall, strengths, weaknesses
from .exact import divided, micros, tie_key
from .inputs import Group, Instance
from .judging import RULES, WEIGHT_OF_TERM, Asking, Verdict, verdict

MOVES = ((3, 4), (5, 4), (0, 1))
"""How far a weight is moved when the advice is tried: a quarter less, a quarter more, left out altogether."""


_PLACE_OF_RULE = {rule: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A family that suits, at its place in the order (1 is first)."""

    place: int
    verdict: Verdict
    places_left: int
    strengths: tuple[Remark, ...]
    weaknesses: tuple[Remark, ...]

    @property
    def family_id(self):
        return self.verdict.family_id


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A family that a rule leaves out, with the numbers behind it."""

    verdict: Verdict
    remark: Remark

    @property
    def family_id(self):
        return self.verdict.family_id

    @property
    def reason(self):
        return self.verdict.reason


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many families each rule leaves out, each family counted once, under the first rule that fails."""

    feasible: int
    left_out: dict[str, int]

    @property
    def families(self):
        return self.feasible + sum(self.left_out.values())

    def steps(self):
        """(rule, how many families still stand after it), in the order of the rules."""
        standing = self.families
        for rule in RULES:
            standing -= self.left_out[rule]
            yield rule, standing


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer for one group. `candidates` are in order; `left_out` is ordered by rule, then by id."""

    group_id: str
    at: date
    size: int
    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    funnel: Funnel

    @property
    def first(self):
        """The Candidate in first place, None where no family suits."""
        return self.candidates[0] if self.candidates else None

    def candidate(self, family_id):
        """The Candidate of that id, None where the family is left out or unknown."""
        return next((candidate for candidate in self.candidates if candidate.family_id == family_id), None)


def candidates(
    group: Group,
    families,
    *,
    rules,
    weights,
    at: date,
    confirmed_on: Mapping[str, date] | None = None,
    attention: Attention | None = None,
    is_part=False,
):
    """The Ranking of `families` (any iterable, ids unique; its order never matters) for one group on the day `at`.

    Kin before everybody else whatever the values, then the higher value, then a draw by SHA-256. `confirmed_on` maps a
    family's id to the day it last said that it is willing; it is remarked on and never counted.

    Raises ValueError for an id that comes twice.
    """
    asking = Asking(group, rules, weights, at, is_part=is_part)
    known, judged = {}, []
    for family in families:
        if family.id in known:
            raise ValueError("a family is asked about once")
        known[family.id] = family
        judged.append(verdict(asking, family))
    confirmed_on, attention = confirmed_on or {}, attention or Attention()
    suiting = sorted((entry for entry in judged if entry.feasible), key=lambda entry: _rank(entry, at))
    others = sorted(
        (entry for entry in judged if not entry.feasible),
        key=lambda entry: (_PLACE_OF_RULE[entry.reason], entry.family_id),
    )
    return Ranking(
        group_id=group.id,
        at=at,
        size=asking.size,
        candidates=tuple(
            _candidate(place, entry, asking, known[entry.family_id], attention, confirmed_on.get(entry.family_id))
            for place, entry in enumerate(suiting, start=1)
        ),
        left_out=tuple(LeftOut(entry, shortfall(asking, known[entry.family_id], entry)) for entry in others),
        funnel=_funnel(judged),
    )


def candidates_in(instance: Instance, group_id, **facts):
    """`candidates` for one group of an Instance; KeyError if it has no such group. `facts`: confirmed_on, attention."""
    return candidates(
        instance.group(group_id),
        instance.families,
        rules=instance.rules,
        weights=instance.weights,
        at=instance.at,
        **facts,
    )


def _rank(entry: Verdict, at):
    return not entry.kin, -entry.value, tie_key(at, entry.family_id)


def _candidate(place, entry, asking, family, attention, confirmed_on):
    return Candidate(
        place=place,
        verdict=entry,
        places_left=family.places - asking.size,
        strengths=strengths(asking, family, entry, attention),
        weaknesses=weaknesses(asking, family, entry, attention, confirmed_on),
    )


def _funnel(judged):
    left_out = dict.fromkeys(RULES, 0)
    for entry in judged:
        if not entry.feasible:
            left_out[entry.reason] += 1
    return Funnel(feasible=len(judged) - sum(left_out.values()), left_out=left_out)


@dataclass(frozen=True, slots=True)
class Move:
    """What one moved weight would do. `times` is (3, 4), (5, 4) or (0, 1); `first` is then in first place, or None."""

    weight: str
    times: tuple[int, int]
    first: str | None
    is_first_kept: bool
    is_order_kept: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    moves: tuple[Move, ...]

    @property
    def is_first_firm(self):
        """Does the first place survive every weight moved by a quarter, one at a time?"""
        return all(move.is_first_kept for move in self.moves if move.times[0])

    @property
    def is_order_firm(self):
        """Does the whole order survive every weight moved by a quarter, one at a time?"""
        return all(move.is_order_kept for move in self.moves if move.times[0])

    @property
    def deciding_weights(self):
        """The weights that change the first place when moved by a quarter, in the order of the published list."""
        return tuple(dict.fromkeys(move.weight for move in self.moves if move.times[0] and not move.is_first_kept))


def sensitivity(ranking: Ranking, weights):
    """Every weight moved alone by a quarter down and up, and left out. `weights` are those the Ranking was made with.

    A family that a moved weight would bring in or push out by the `value` rule is counted too.
    """
    entries = [candidate.verdict for candidate in ranking.candidates]
    entries += [left.verdict for left in ranking.left_out if left.reason == "value"]
    keys = {entry.family_id: tie_key(ranking.at, entry.family_id) for entry in entries}
    order = [candidate.family_id for candidate in ranking.candidates]
    moves = []
    for term, weight in WEIGHT_OF_TERM.items():
        for times in MOVES:
            moved = _order_when_moved(entries, keys, ranking.size, term, micros(getattr(weights, weight)), times)
            first = moved[0] if moved else None
            moves.append(Move(weight, times, first, moved[:1] == order[:1], moved == order))
    return Sensitivity(tuple(moves))


def _order_when_moved(entries, keys, size, term, weight, times):
    moved_weight = divided(weight * times[0], times[1])
    ranked = []
    for entry in entries:
        value = entry.value - getattr(entry.terms, term) + _moved_term(entry, size, term, weight, moved_weight)
        if value >= 0:
            ranked.append((not entry.kin, -value, keys[entry.family_id]))
    return [key[1] for _, _, key in sorted(ranked)]


def _moved_term(entry, size, term, weight, moved_weight):
    if term == "distance":
        return -divided(size * moved_weight * entry.metres, 1000)
    # The other terms are the weight taken a whole number of times, so this division leaves nothing.
    return getattr(entry.terms, term) // weight * moved_weight if weight else 0
