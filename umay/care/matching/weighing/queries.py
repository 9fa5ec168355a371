"""Documents of weights, the people of the board, and what a document would have changed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q, QuerySet

from umay.care.matching.access import visible
from umay.care.matching.models import Match, Run
from umay.care.matching.queries.runs import WITH_ANSWER, kept
from umay.care.matching.queries.standing import opened_input
from umay.care.matching.weighing.models import Effect, EffectFigures, Voice, WeightsDocument
from umay.care.matching.weighing.words import DocumentState
from umay.care.matching.words import FileKind, MatchState, RunState
from umay.ground.offices.models import Post
from umay.kit.kernel.acting import Identity

BOARD = "board"
"""The role of those who sit on the board: given by one administrator, confirmed by a second person, dated."""

MONTH = timedelta(days=30)
KEPT_S = 24 * 3600
AT_WORK = (RunState.QUEUED, RunState.RUNNING)


def documents(by: Identity) -> QuerySet[WeightsDocument]:
    """The country's documents, the newest number first."""
    return WeightsDocument.objects.filter(country=by.country)


def upcoming(by: Identity, day: date) -> WeightsDocument | None:
    """The approved document that will count next."""
    found = documents(by).filter(state=DocumentState.APPROVED, valid_from__gt=day)
    return found.order_by("valid_from", "-number").first()


def board(country: str, on: date, *, but: UUID | None = None) -> list[Post]:
    """Who sits on the board on a day, one post each, without the person `but`."""
    held = (
        Post.objects.filter(role=BOARD, office__country=country, user__is_active=True, begins_on__lte=on)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), confirmed_at__isnull=False)
        .exclude(user_id=but)
        .select_related("user", "office")
        .order_by("user__name_sort", "user_id", "begins_on", "id")
    )
    return list({post.user_id: post for post in held}.values())


def voices(document: WeightsDocument) -> list[Voice]:
    return list(document.voices.all())


def latest_effect(document: WeightsDocument) -> Effect | None:
    return document.effects.first()


def latest_done(document: WeightsDocument) -> Effect | None:
    """The newest that came to its end."""
    return document.effects.filter(state=RunState.DONE).first()


def figures_of(effect: Effect, by: Identity) -> dict:
    """Its numbers: as they were counted for who reads the whole country, as the database protected them for all others."""
    exact = EffectFigures.objects.filter(effect=effect).first() if by.is_countrywide else None
    return exact.figures if exact else effect.figures


def is_compared(document: WeightsDocument) -> bool:
    """Has somebody looked at what it would have changed?"""
    return document.effects.filter(state=RunState.DONE).exists()


def tell(effect_id: UUID, done: int, total: int) -> None:
    cache.set(f"matching:effect:{effect_id}", (done, total), KEPT_S)


def progress(effect: Effect) -> tuple[int, int]:
    """(steps done, steps in all)."""
    return cache.get(f"matching:effect:{effect.pk}") or (0, 1)


def ask_to_stop(effect_id: UUID) -> None:
    cache.set(f"matching:effect_stop:{effect_id}", True, KEPT_S)


def is_asked_to_stop(effect_id: UUID) -> bool:
    return bool(cache.get(f"matching:effect_stop:{effect_id}"))


def runs_of_month(by: Identity, at: datetime) -> list[UUID]:
    """The runs of the last month that have an answer, the newest first. For the job, in its own transaction."""
    with transaction.atomic():
        found = Run.objects.filter(
            country=by.country, replay_of__isnull=True, state__in=WITH_ANSWER, asked_at__gt=at - MONTH, asked_at__lte=at
        )
        return list(found.order_by("-asked_at", "id").values_list("pk", flat=True))


def files_of(run_id: UUID) -> tuple[bytes, bytes]:
    """What a run read and what came out. The database gives them to the job alone."""
    with transaction.atomic():
        run = Run.objects.get(pk=run_id)
        return kept(run, FileKind.INPUT), kept(run, FileKind.RESULT)


def decisions_of_month(by: Identity, at: datetime) -> Iterator[tuple[bytes, bool, UUID | None]]:
    """(the file a decided proposal was based on, is it a part, the family decided for) of each decision of the last month."""
    with transaction.atomic():
        decided = visible(by).filter(state=MatchState.DECIDED, decided_at__gt=at - MONTH, decided_at__lte=at)
        ids = list(decided.exclude(input_hash="").order_by("decided_at", "id").values_list("pk", flat=True))
    for match_id in ids:  # one short transaction each: a signed context lives two minutes
        with transaction.atomic():
            match = Match.objects.get(pk=match_id)
            chosen = match.candidates.filter(state="chosen").values_list("family_id", flat=True).first()
            raw = opened_input(match)
        if raw:
            yield raw, match.split_of_id is not None, chosen
