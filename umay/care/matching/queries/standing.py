"""The order of the families for one group, as it stands at this moment; and the input it was made from, for replay."""

import base64
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from umay.care.cases.models import Case, CaseChild
from umay.care.cases.queries import children_of
from umay.care.families import queries as families
from umay.care.families.models import Family as FamilyRow
from umay.care.families.models import Place
from umay.care.families.queries import Card
from umay.care.families.rules import free_places
from umay.care.families.words import PlaceState
from umay.care.matching.engine import (
    FORMAT,
    Attention,
    Family,
    Group,
    Instance,
    Ranking,
    Rules,
    Verdict,
    Weights,
    candidates,
    dump,
    failing_rules,
    judge,
    parse,
)
from umay.care.matching.models import Candidate, Match
from umay.care.matching.queries.groups import circles, families_for, group_of
from umay.care.matching.rules import must_ask_again
from umay.care.matching.weighing.force import in_force
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.packs.pack import Settings
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity

ENGINE = f"umay {FORMAT}"


@dataclass(frozen=True)
class Standing:
    """A Ranking with all it was made from. `cards` by the engine's id (text)."""

    group: Group
    children: Sequence[CaseChild]
    ranking: Ranking
    cards: dict[str, Card]
    families: tuple[Family, ...]
    rules: Rules
    weights: Weights
    settings: Settings
    is_part: bool

    @property
    def instance(self) -> Instance:
        return Instance(
            at=self.ranking.at, rules=self.rules, weights=self.weights, groups=(self.group,), families=self.families
        )

    def family(self, family_id: UUID) -> Family | None:
        return next((family for family in self.families if family.id == str(family_id)), None)

    def failing(self, family: Family) -> tuple[str, ...]:
        """Every rule that leaves this family out, in order."""
        return failing_rules(self.group, family, self.rules, self.weights, self.ranking.at, is_part=self.is_part)


def rules_of(settings: Settings) -> tuple[Rules, Weights]:
    """The country's rules, and the weights its board has approved for that day; until there are some, the country's settings.

    Raises Unconfirmed (a Refusal) where nobody has confirmed them.
    """
    get, approved = settings.get, in_force(settings.country, settings.day)
    return (
        Rules(
            max_km=get("matching.max_km"),
            sharing=get("matching.sharing"),
            splitting=get("matching.splitting"),
            time_limit_s=get("matching.time_limit_s"),
            gap=get("matching.gap_millionths") / 1_000_000,
        ),
        Weights(**(approved.weights if approved else get("matching.weights"))),
    )


def weights_number(settings: Settings) -> int | None:
    """The number of the approved document whose weights count on that day; None: the country's settings."""
    approved = in_force(settings.country, settings.day)
    return approved.number if approved else None


def children_in(match: Match) -> list[CaseChild]:
    """The children of the match who are still in the case, with their person, the eldest first."""
    return [child for child in children_of(match.case) if child.person_id in set(match.children)]


def children_in_case(case: Case) -> list[CaseChild]:
    return list(children_of(case))


def ranking(match: Match, by: Identity, at: datetime) -> Standing:
    """The families for the children of a match now. A fixed number of queries, however many families there are."""
    return _standing(match, children_in(match), families.cards(by=by, at=at), by=by, at=at)


def ranking_of_one(match: Match, family_id: UUID, by: Identity, at: datetime) -> tuple[Standing, Verdict | None]:
    """The same question about one family alone, quickly; the Verdict is None where it is no approved family any more."""
    card = families.card(family_id, by=by, at=at)
    found = _standing(match, children_in(match), [card] if card else [], by=by, at=at)
    if not found.families:
        return found, None
    weights = replace(found.weights, split=0) if found.is_part else found.weights
    return found, judge(found.group, found.families[0], found.rules, weights, found.ranking.at, is_part=found.is_part)


def is_word_old(standing: Standing, card: Card) -> bool:
    """Must the family be asked before it is listed or proposed, because nobody has asked it within the country's days?"""
    days = standing.settings.get("families.willing_confirm_days")
    return must_ask_again(confirmed_on=card.willing_confirmed_on, at=standing.ranking.at, days=days)


def ranking_for(
    *, case: Case, children: Sequence[CaseChild], care_type: str, urgent: bool, by: Identity, at: datetime
) -> Standing:
    """The families for children of a case for whom no match is open: for an emergency."""
    unsaved = Match(
        id=case.pk,
        case=case,
        care_type=care_type,
        is_urgent=urgent,
        children=[child.person_id for child in children],
        country=case.country,
    )
    return _standing(unsaved, children, families.cards(by=by, at=at), by=by, at=at)


def _standing(match: Match, children, cards: Sequence[Card], *, by: Identity, at: datetime) -> Standing:
    on = local_day(at, by.zone)
    settings = pack(match.country, on)
    rules, weights = rules_of(settings)
    is_part = match.split_of_id is not None
    group = group_of(
        group_id=match.pk,
        case=match.case,
        children=children,
        circle=circles([match.case], settings)[match.case_id],
        care_type=match.care_type,
        urgent=match.is_urgent,
        on=on,
        first_language=settings.get("country.language"),
        also_barred=_of_other_parts(match) if is_part else (),
    )
    found = families_for([group], children, cards, free_for(match, at))
    # Kin who aren't approved yet are no families of this question: every safety check stays.
    known = {family.id for family in found}
    group = replace(group, kin=group.kin & known, not_with_families=group.not_with_families & known)
    order = candidates(
        group,
        found,
        rules=rules,
        weights=replace(weights, split=0) if is_part else weights,
        at=on,
        confirmed_on={str(card.id): card.willing_confirmed_on for card in cards},
        attention=Attention(ask_again_days=settings.get("families.willing_confirm_days")),
        is_part=is_part,
    )
    by_id = {str(card.id): card for card in cards}
    return Standing(group, children, order, by_id, found, rules, weights, settings, is_part)


def _of_other_parts(match: Match) -> list[str]:
    """Families that another part of the same group is given: parts go to different families."""
    taken = Candidate.objects.filter(
        match__split_of_id=match.split_of_id, state__in=["proposed", "chosen"], match__state__in=["proposed", "decided"]
    ).exclude(match_id=match.pk)
    return [str(family_id) for family_id in taken.order_by("id").values_list("family_id", flat=True)]


def free_for(match: Match, at: datetime) -> dict[UUID, int]:
    """Free places for this match in the families where it keeps some itself: its own hold doesn't stand in its way."""
    open_now = Place.objects.filter(freed_at__isnull=True)
    own = open_now.filter(by_thing=match.pk, state=PlaceState.HELD, until_at__gt=at).values("family_id")
    lines = list(open_now.filter(family_id__in=own).values_list("family_id", "state", "count", "by_thing", "until_at"))
    if not lines:
        return {}
    limits = FamilyRow.objects.filter(pk__in={line[0] for line in lines}).values_list("pk", "places", "places_mixed")
    found = {}
    for family_id, places, mixed in limits:
        used = dict.fromkeys(("taken", "held", "blocked"), 0)
        for line_family, state, count, by_thing, until_at in lines:
            is_running = state == PlaceState.TAKEN or until_at is None or until_at > at
            if line_family == family_id and is_running and by_thing != match.pk:
                used[state] += count
        found[family_id] = free_places(places=places, mixed=places if mixed is None else mixed, **used)
    return found


def sealed_input(instance: Instance) -> tuple[str, str]:
    """The instance as it is kept (zlib in base64), and the SHA-256 of the file's own bytes."""
    raw = dump(instance)
    return base64.b64encode(zlib.compress(raw, 6)).decode(), hashlib.sha256(raw).hexdigest()


def opened_input(match: Match) -> bytes:
    """The bytes of the instance file a proposal was based on; empty where there was none or its key was destroyed."""
    return zlib.decompress(base64.b64decode(match.input)) if match.input else b""


def replayed(match: Match) -> Ranking | None:
    """The order made again from the kept input: the same families in the same places."""
    raw = opened_input(match)
    if not raw:
        return None
    instance = parse(raw)
    weights = replace(instance.weights, split=0) if match.split_of_id else instance.weights
    return candidates(
        instance.groups[0],
        instance.families,
        rules=instance.rules,
        weights=weights,
        at=instance.at,
        is_part=match.split_of_id is not None,
    )
