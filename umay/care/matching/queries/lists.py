"""Lists of the room: groups that wait for a family in the order in which they are helped, and matches."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Subquery

from umay.care.cases.models import Case, CaseChild, KinAsked
from umay.care.cases.queries import visible as visible_cases
from umay.care.cases.words import CaseState
from umay.care.families.models import Ask
from umay.care.families.queries import Card
from umay.care.families.words import AskState
from umay.care.matching.access import visible, visible_candidates
from umay.care.matching.models import Candidate, Match
from umay.care.matching.queries.groups import BirthMissing, circles, families_for, group_of
from umay.care.matching.queries.standing import Standing
from umay.care.matching.rules import groups_with_earlier_claim
from umay.care.matching.words import ON_THE_LIST, CandidateState, MatchState
from umay.kit.kernel.acting import Identity

LOOKED_AT = 300  # waiting groups that are compared with one another on a page, first those with the earliest claim


def _since_seeking() -> QuerySet[Match]:
    """Matches opened since the case looks for a family, whose day begins as its office counts it."""
    begins = Func(
        OuterRef("needs_family_since"),
        OuterRef("office__zone"),
        template="(%(expressions)s)",
        arg_joiner="::timestamp at time zone ",
        output_field=DateTimeField(),
    )
    return Match.objects.filter(case=OuterRef("pk"), opened_at__gte=begins)


def waiting(by: Identity) -> QuerySet[Case]:
    """Cases that look for a family and have not found one, in the order in which they are helped: urgent, then the longest wait.

    Each has `match_id` and `match_state` of its present search, and `present`, its children.
    """
    running = Match.objects.filter(
        case=OuterRef("pk"), state__in=[MatchState.OPEN, MatchState.PROPOSED, MatchState.NONE]
    ).order_by("-opened_at", "id")
    decided = _since_seeking().filter(state=MatchState.DECIDED)
    return (
        visible_cases(by)
        .filter(needs_family_since__isnull=False)
        .exclude(state=CaseState.CLOSED)
        .annotate(match_id=Subquery(running.values("pk")[:1]), match_state=Subquery(running.values("state")[:1]))
        .filter(Q(match_id__isnull=False) | ~Exists(decided))
        .select_related("worker", "office")
        .prefetch_related(
            Prefetch("children", queryset=_present(CaseChild.objects.filter(left_on__isnull=True)), to_attr="present")
        )
        .defer("why_care", "summary", "closing_note")
        .order_by("-is_urgent", "needs_family_since", "opened_at", "id")
    )


def _present(children: QuerySet[CaseChild]) -> QuerySet[CaseChild]:
    return (
        children.select_related("person")
        .defer("health", "view", "view_why_not")
        .order_by("person__born_on", "recorded_at", "id")
    )


def without_match(by: Identity) -> QuerySet[Case]:
    """Waiting groups for whom nobody searches yet."""
    return waiting(by).filter(match_id__isnull=True)


def matches(*, by: Identity, state: str = "") -> QuerySet[Match]:
    """Matches in the order of their groups; each case has `present`, the children of the case, of whom `children_of_row` picks the match's own."""
    found = visible(by).filter(state=state) if state else visible(by).exclude(state=MatchState.WITHDRAWN)
    return (
        found.select_related("case", "case__worker", "case__office")
        .defer("case__why_care", "case__summary", "case__closing_note", *_SEALED)
        .prefetch_related(
            Prefetch("case__children", queryset=_present(CaseChild.objects.all()), to_attr="present"),
            Prefetch(
                "candidates",
                queryset=Candidate.objects.filter(state__in=[*ON_THE_LIST, "chosen"]).defer(
                    "answer_note", "dropped_reason"
                ),
                to_attr="listed",
            ),
        )
        .order_by("-is_urgent", F("case__needs_family_since").asc(nulls_last=True), "opened_at", "id")
    )


_SEALED = (
    "split_reason",
    "split_contact_plan",
    "departs_reason",
    "returned_reason",
    "decision_reason",
    "ended_reason",
    "input",
)


def children_of_row(match: Match) -> list[CaseChild]:
    """The match's own children, of the prefetched ones of its case."""
    return [child for child in match.case.present if child.person_id in set(match.children)]


def kin_asked(by: Identity) -> QuerySet[KinAsked]:
    """Kin who were asked, in the cases the person may see."""
    return KinAsked.objects.filter(country=by.country).select_related("case", "person")


def matches_of(case: Case) -> list[Match]:
    """All searches for the children of a case, the newest first."""
    return list(Match.objects.filter(case=case).defer("input").order_by("-opened_at", "id"))


def open_match_of(case: Case) -> Match | None:
    return (
        Match.objects.filter(case=case, split_of__isnull=True, state__in=[MatchState.OPEN, MatchState.PROPOSED])
        .defer("input")
        .first()
    )


def candidates_for_family(family_id: UUID) -> list[Candidate]:
    """Where this family is on a shortlist, proposed or chosen, in the cases the asker may see."""
    return list(
        Candidate.objects.filter(family_id=family_id, state__in=[*ON_THE_LIST, "chosen"])
        .exclude(match__state=MatchState.WITHDRAWN)
        .select_related("match", "match__case")
        .defer("match__input")
        .order_by("-recorded_at", "id")[:20]
    )


def earlier_claims(standing: Standing, match: Match, card: Card, *, by: Identity, on: date) -> int:
    """How many waiting groups that the asker may see come before this one and would suit this family too: look at them first."""
    others = [case for case in waiting(by)[:LOOKED_AT] if case.pk != match.case_id and case.present]
    groups = list(_groups(others, standing, on))
    found = next(iter(families_for([standing.group, *groups], standing.children, [card], {})))
    return len(
        groups_with_earlier_claim(standing.group, found, groups, rules=standing.rules, weights=standing.weights, at=on)
    )


def _groups(cases: Iterable[Case], standing: Standing, on: date):
    cases = list(cases)
    around = circles(cases, standing.settings)
    for case in cases:
        try:
            yield group_of(
                group_id=case.pk,
                case=case,
                children=case.present,
                circle=around[case.pk],
                care_type=case.care_type,
                urgent=case.is_urgent,
                on=on,
                first_language=standing.settings.get("country.language"),
            )
        except BirthMissing:
            continue


def _mine(by: Identity) -> Q:
    return Q(worker_id=by.user_id) if by.level in ("own", "team") else Q()


def proposals_for(by: Identity) -> QuerySet[Match]:
    """Proposals this person can decide as the second one, urgent first."""
    return (
        visible(by)
        .filter(state=MatchState.PROPOSED)
        .exclude(proposed_by=by.user_id)
        .select_related("case")
        .defer(*_SEALED)
        .order_by("-is_urgent", "proposed_at", "id")
    )


def returned(by: Identity) -> QuerySet[Match]:
    """Proposals that a second person sent back and nobody has taken up."""
    return (
        visible(by)
        .filter(_mine(by), state=MatchState.OPEN, returned_at__isnull=False)
        .select_related("case")
        .defer(*_SEALED)
        .order_by("-is_urgent", "returned_at", "id")
    )


def offices_answered(by: Identity) -> QuerySet[Candidate]:
    """Families whose office has answered while nobody has gone on. `agreed` says what it answered."""
    ask = Ask.objects.filter(by_thing=OuterRef("pk"), state__in=[AskState.AGREED, AskState.REFUSED])
    return (
        visible_candidates(by)
        .filter(_mine(by), state=CandidateState.OFFICE_ASKED, match__state=MatchState.OPEN)
        .filter(Exists(ask))
        .annotate(agreed=Exists(ask.filter(state=AskState.AGREED)))
        .select_related("match__case")
        .defer("answer_note", "dropped_reason", *(f"match__{name}" for name in _SEALED))
        .order_by("-match__is_urgent", "recorded_at", "id")
    )


def families_unanswered(by: Identity) -> QuerySet[Candidate]:
    """Families that were asked and whose answer isn't written yet, those whose places run out first before the others."""
    return (
        visible_candidates(by)
        .filter(_mine(by), state=CandidateState.FAMILY_ASKED, match__state=MatchState.OPEN)
        .select_related("match__case")
        .defer("answer_note", "dropped_reason", *(f"match__{name}" for name in _SEALED))
        .order_by("held_until", "id")
    )
