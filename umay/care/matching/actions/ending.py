"""A search ends without a family, begins again, is withdrawn, or goes on in parts for a reason of the group's own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import Case
from umay.care.matching import queries
from umay.care.matching.access import OPEN, PROPOSE, held, require
from umay.care.matching.actions.keeping import _let_go, _let_others_go
from umay.care.matching.engine import NO_HOME_FOR_ALL, SplitReason, is_no_home_for_all, with_split
from umay.care.matching.lifecycle import CANDIDATE, MATCH
from umay.care.matching.models import Match
from umay.care.matching.rules import split_kind_of
from umay.care.matching.words import GIVEN_UP, CandidateState, MatchState
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record


def none_suits(*, match: Match, reason: str, by: Identity, at: datetime) -> Match:
    """No family suits for now. The children stay in the line of those who wait, with their day."""
    require(by, PROPOSE)
    return _end(match, "none_suits", reason, by=by, at=at)


def withdraw(*, match: Match, reason: str, by: Identity, at: datetime) -> Match:
    """The search is not needed any more, or was begun by mistake."""
    require(by, OPEN)
    return _end(match, "withdraw", reason, by=by, at=at)


def _end(match: Match, move: str, reason: str, *, by: Identity, at: datetime) -> Match:
    if not reason.strip():
        raise Refusal(_("Write the reason in a sentence."), code="reason", field="reason")
    with transaction.atomic():
        fresh = MATCH.apply(match, move, by=by, at=at, ended_by=by.user_id, ended_at=at, ended_reason=reason.strip())
        for candidate in fresh.candidates.filter(state=CandidateState.PROPOSED).order_by("id"):
            CANDIDATE.apply(candidate, "step_back", by=by, at=at)
        _let_others_go(fresh, None, by=by, at=at)
    return fresh


def fall_through(*, match: Match, why: str, by: Identity, at: datetime) -> Match:
    """The chosen home was given up before any child moved in: the children stand again among those who wait, with their day.

    Said by the room that knows (placements). A match that isn't decided is left as it is.
    """
    with transaction.atomic():
        fresh = held(match)
        if fresh.state != MatchState.DECIDED:
            return fresh
        for chosen in fresh.candidates.filter(state=CandidateState.CHOSEN).order_by("id"):
            CANDIDATE.apply(chosen, "fall_through", by=by, at=at)
            _let_go(fresh, chosen, by=by, at=at)
        return MATCH.apply(
            fresh, "fall_through", by=by, at=at, ended_by=by.user_id, ended_at=at, ended_reason=why.strip()
        )


def give_back(
    *, match: Match, child: UUID, others_stay: bool, why: str, contact_plan: str = "", by: Identity, at: datetime
) -> Match:
    """The home of one child of a decision was given up before the child moved in. Said by the room that knows (placements).

    others_stay: a brother or sister of the same decision keeps a home. Then, or where one has found a home since, the children without one are
    searched for again, all of them together, as a part of their own with a plan to stay in contact; what the others have is untouched. Where
    nobody keeps a home, the whole group waits together again.
    """
    with transaction.atomic():
        fresh = held(match)
        if fresh.state != MatchState.DECIDED:
            return fresh
        parts = queries.given_up_parts(fresh)
        apart = [part for part in parts if part.state != MatchState.DECIDED]
        if others_stay or len(apart) < len(parts):
            _checked_plan(contact_plan)
            children = {child, *(other for part in apart for other in part.children)}
            _join(apart, why, by=by, at=at)
            return _part(fresh.split_of or fresh, sorted(children, key=str), GIVEN_UP, why, contact_plan, by, at)
        _join(apart, why, by=by, at=at)
        return fall_through(match=fresh, why=why, by=by, at=at)


def _join(parts: Sequence[Match], why: str, *, by: Identity, at: datetime) -> None:
    """Searches of single children end, because they are searched for together."""
    for part in parts:
        _end(part, "join", why, by=by, at=at)


def withdraw_of(*, case: Case, why: str, by: Identity, at: datetime) -> list[Match]:
    """Nobody looks for a family for this case any longer: its open searches are withdrawn, their places are free."""
    running = Match.objects.filter(case=case, state__in=[MatchState.OPEN, MatchState.PROPOSED, MatchState.NONE])
    return [withdraw(match=match, reason=why, by=by, at=at) for match in running.defer("input").order_by("id")]


def look_again(*, match: Match, by: Identity, at: datetime) -> Match:
    """Search once more after no family suited."""
    require(by, OPEN)
    with transaction.atomic():
        fresh = held(match)
        for refusal in queries.promises(fresh.case, at):
            raise refusal
        if fresh.split_of_id is None and _is_searched_for(fresh):
            raise Conflict(
                _("Somebody has already begun to look for a family for these children. Open that search."), code="open"
            )
        return MATCH.apply(fresh, "look_again", by=by, at=at, ended_by=None, ended_at=None, ended_reason=None)


def _is_searched_for(match: Match) -> bool:
    return Match.objects.filter(case=match.case_id, split_of__isnull=True, state__in=["open", "proposed"]).exists()


def split(
    *,
    match: Match,
    parts: Sequence[Sequence[UUID]],
    kind: str,
    reason: str,
    contact_plan: str,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> list[Match]:
    """Search for brothers and sisters in parts, for a reason of this group's own, with a plan how they stay in contact.

    parts: ids of persons; kind: a code of matching.split_reasons. "No home for all" is refused while a home for all is found.
    """
    require(by, OPEN)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.match") as made:
        fresh = held(match)
        MATCH.check(fresh, "split", by=by, at=at)
        if fresh.split_of_id is not None:
            raise Refusal(_("A part is not parted again. Withdraw the parts and begin anew."), code="part")
        if refusal := queries.children_changed(fresh):
            raise refusal
        standing = queries.ranking(fresh, by, at)
        named = _checked_parts(fresh, standing, parts, kind, reason, contact_plan)
        fresh = MATCH.apply(fresh, "split", by=by, at=at, ended_by=by.user_id, ended_at=at, ended_reason=reason.strip())
        _let_others_go(fresh, None, by=by, at=at)
        made(fresh.pk)
        return [_part(fresh, part, kind, reason, contact_plan, by, at) for part in named]


def _checked_parts(match: Match, standing, parts, kind, reason, contact_plan) -> list[list[UUID]]:
    if kind not in standing.settings.get("matching.split_reasons"):
        raise Refusal(_("Choose why brothers and sisters must be parted."), code="kind", field="kind")
    if not reason.strip():
        raise Refusal(_("Write this group's own reason in a sentence."), code="reason", field="reason")
    _checked_plan(contact_plan)
    engine_kind = split_kind_of(kind)
    if engine_kind == NO_HOME_FOR_ALL and not is_no_home_for_all(standing.ranking):
        raise Refusal(
            _("There are families for all of them together: %(number)d now. They are not parted for this reason.")
            % {"number": len(standing.ranking.candidates)},
            code="home_for_all",
            field="kind",
        )
    try:
        with_split(
            standing.group,
            [[str(child) for child in part] for part in parts if part],
            reason=SplitReason(engine_kind, str(match.pk)),
        )
    except ValueError as error:
        raise Refusal(
            _("Put every child in exactly one part. There must be at least two parts."), code="parts", field="parts"
        ) from error
    return [list(part) for part in parts if part]


def _checked_plan(contact_plan: str) -> None:
    if not contact_plan.strip():
        raise Refusal(
            _("Write how the brothers and sisters will see each other: who, how often, who makes it happen."),
            code="contact_plan",
            field="contact_plan",
        )


def _part(match: Match, children, kind, reason, contact_plan, by: Identity, at: datetime) -> Match:
    part = Match.objects.create(
        **follow(match),
        recorded_by=by.user_id,
        case=match.case,
        care_type=match.care_type,
        is_urgent=match.is_urgent,
        children=children,
        opened_at=at,
        split_of=match,
        split_kind=kind,
        split_reason=reason.strip(),
        split_contact_plan=contact_plan.strip(),
    )
    record("matching.open", kind="matching.match", thing=part.pk, file=part.file_id, fields=["state", "children"])
    return part
