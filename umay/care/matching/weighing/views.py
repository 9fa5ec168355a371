"""Pages of the weights: which count today and why, the documents with their votes, and what one would have changed."""

from uuid import UUID

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from umay.care.matching.access import PREPARE_WEIGHTS, VOTE_WEIGHTS, WEIGHTS
from umay.care.matching.views.common import pressed, settings_of
from umay.care.matching.weighing import actions, queries, showing
from umay.care.matching.weighing.force import in_force
from umay.care.matching.weighing.forms import PrepareForm, VoteForm, like
from umay.care.matching.weighing.words import DocumentState
from umay.care.matching.words import RunState
from umay.ground.journal.actions import AlreadyDone
from umay.ground.offices.queries import names_of
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.ui.forms import answer_form

ROWS = 25
AGAIN_AFTER_S = "2"


@door(WEIGHTS)
def list_weights(request):
    """The weights that count today with their evidence, what comes next, and every document there was."""
    identity, at = request.identity, clock.now()
    settings = settings_of(request, at)
    now = in_force(identity.country, settings.day)
    page = Paginator(queries.documents(identity), ROWS).get_page(request.GET.get("page"))
    context = {
        "now": now,
        "terms": showing.terms(now.weights, now.reasons)
        if now
        else showing.terms(settings.get("matching.weights"), {})
        if settings.has("matching.weights")
        else [],
        "is_verified": now is not None or settings.is_verified("matching.weights"),
        "next": queries.upcoming(identity, settings.day),
        "board": queries.board(identity.country, settings.day),
        "page": page,
        "may_prepare": identity.may(PREPARE_WEIGHTS),
    }
    return render(request, "matching/list_weights.html", context)


@door(WEIGHTS)
def see_weights(request, pk):
    """One document: its terms beside those it would follow, what it would have changed, and every vote with its reason."""
    identity, at = request.identity, clock.now()
    document = get_object_or_404(queries.documents(identity), pk=pk)
    voices, effect = queries.voices(document), queries.latest_effect(document)
    before = _before(request, document, at)
    is_at_work = effect is not None and effect.state in queries.AT_WORK
    is_own = document.prepared_by == identity.user_id and identity.may(PREPARE_WEIGHTS)
    is_open = document.state in (DocumentState.PREPARED, DocumentState.ASKED)
    own = next((voice for voice in voices if voice.user_id == identity.user_id), None)
    context = {
        "document": document,
        "terms": showing.terms(document.weights, document.reasons, before),
        "prepared_by": names_of([document.prepared_by]).get(document.prepared_by, ""),
        "voices": voices,
        "agreed": sum(voice.vote == "yes" for voice in voices),
        "effect": effect,
        "is_at_work": is_at_work,
        "is_stopping": is_at_work and queries.is_asked_to_stop(effect.pk),
        "may_stop": is_at_work and identity.may(PREPARE_WEIGHTS) and not queries.is_asked_to_stop(effect.pk),
        "may_compare": is_open and not is_at_work and identity.may(PREPARE_WEIGHTS),
        "may_ask": is_own and document.state == DocumentState.PREPARED and queries.is_compared(document),
        "may_withdraw": is_own and is_open,
        "may_vote": document.state == DocumentState.ASKED
        and identity.may(VOTE_WEIGHTS)
        and own is not None
        and not own.vote,
        "may_prepare": identity.may(PREPARE_WEIGHTS),
        "key": new_id(),
    }
    if is_at_work:
        done, total = queries.progress(effect)
        context |= {"done": done, "total": total, "share": round(100 * done / max(total, 1))}
    elif effect is not None and effect.state == RunState.DONE:
        context["shown"] = _shown(effect, identity)
    response = render(request, "matching/see_weights.html", context)
    if is_at_work:
        response["Refresh"] = AGAIN_AFTER_S
    return response


def _shown(effect, identity) -> dict:
    return showing.effect(queries.figures_of(effect, identity), is_countrywide=identity.is_countrywide)


def _before(request, document, at) -> dict | None:
    """The weights beside which the document is read: those that count today, or counted the day before it began."""
    settings = settings_of(request, at)
    day = settings.day
    if document.state == DocumentState.APPROVED and document.valid_from <= day:
        earlier = queries.documents(request.identity).filter(
            state=DocumentState.APPROVED, valid_from__lte=document.valid_from, number__lt=document.number
        )
        held = earlier.order_by("-valid_from", "-number").first()
        return held.weights if held else None
    held = in_force(document.country, day)
    if held:
        return held.weights
    return settings.get("matching.weights") if settings.has("matching.weights") else None


@door(PREPARE_WEIGHTS, writes=True)
def prepare_weights(request):
    """Write a new document; ?like=… begins with the words of an earlier one."""
    identity, at = request.identity, clock.now()
    form = PrepareForm(request.POST or None, initial=_first_words(request, at))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_weights(**form.values, by=identity, at=at, key=form.cleaned_data["idempotency_key"])
            return redirect("matching:see_weights", pk=made.pk)
        except NotAllowed:
            raise
        except AlreadyDone as done:
            return redirect("matching:see_weights", pk=done.thing)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return answer_form(request, "matching/prepare_weights.html", form)


def _first_words(request, at) -> dict:
    settings = settings_of(request, at)
    document = in_force(request.identity.country, settings.day)
    if asked := _uuid(request.GET.get("like", "")):
        document = queries.documents(request.identity).filter(pk=asked).first() or document
    if document:
        return like(document.weights, document.reasons)
    return like(settings.get("matching.weights"), {}) if settings.has("matching.weights") else {}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@door(PREPARE_WEIGHTS, writes=True)
def compare_weights(request, pk):
    """What would it have changed last month?"""
    document = get_object_or_404(queries.documents(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: actions.compare_weights(document=document, by=request.identity, at=clock.now()))
    return redirect("matching:see_weights", pk=pk)


@door(PREPARE_WEIGHTS, writes=True)
def stop_comparing(request, pk):
    """End the look back; nothing of it is kept."""
    document = get_object_or_404(queries.documents(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: actions.stop_comparing(document=document, by=request.identity, at=clock.now()))
    return redirect("matching:see_weights", pk=pk)


@door(PREPARE_WEIGHTS, writes=True)
def ask_board(request, pk):
    document = get_object_or_404(queries.documents(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: actions.ask_board(document=document, by=request.identity, at=clock.now()))
    return redirect("matching:see_weights", pk=pk)


@door(VOTE_WEIGHTS, writes=True)
def vote(request, pk):
    """Yes or no, with a reason, once."""
    identity, at = request.identity, clock.now()
    document = get_object_or_404(queries.documents(identity), pk=pk)
    if document.state != DocumentState.ASKED:
        return redirect("matching:see_weights", pk=pk)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.vote(
                document=document,
                says=form.cleaned_data["says"],
                reason=form.cleaned_data["reason"],
                by=identity,
                at=at,
            )
            return redirect("matching:see_weights", pk=pk)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    effect = queries.latest_done(document)
    shown = _shown(effect, identity) if effect else None
    return answer_form(request, "matching/vote.html", form, document=document, shown=shown)


@door(PREPARE_WEIGHTS, writes=True)
def withdraw_weights(request, pk):
    document = get_object_or_404(queries.documents(request.identity), pk=pk)
    if request.method == "POST":
        pressed(request, lambda key: actions.withdraw_weights(document=document, by=request.identity, at=clock.now()))
    return redirect("matching:see_weights", pk=pk)
