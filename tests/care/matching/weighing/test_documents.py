"""Weights as a document: who prepares, who votes, when it counts, that nobody edits it, and what the pages say."""

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.care.matching import setting
from tests.factories.cast import make_person, user_of
from umay.care.matching import actions as matching
from umay.care.matching import jobs as runs
from umay.care.matching import queries as matches
from umay.care.matching.engine import STARTING_WEIGHTS
from umay.care.matching.models import Match, Run
from umay.care.matching.queries.standing import rules_of
from umay.care.matching.weighing import actions, jobs, queries
from umay.care.matching.weighing.evidence import CARDS
from umay.care.matching.weighing.force import in_force
from umay.care.matching.weighing.models import Effect, Voice, WeightsDocument
from umay.care.matching.weighing.rules import outcome
from umay.care.matching.weighing.words import TERMS, DocumentState, Vote
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import PREPARING_WEIGHTS, VOTING, acting, doing
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

WEIGHTS = {term: getattr(STARTING_WEIGHTS, term) for term in TERMS} | {"per_km": 2}
REASONS = dict.fromkeys(TERMS, "The board has talked about it.")
LIST_QUERIES, SEE_QUERIES = 30, 30  # signing in, the transaction and the journal included


def today():
    return local_day(now(), "Europe/Istanbul")


@pytest.fixture
def board(cast):
    """Three members; the one of the cast first."""
    return [cast.board, *(make_person(f"board{number}.meram", "board", cast.meram) for number in (2, 3))]


def prepared(by, at=None, **changes):
    values = {
        "weights": WEIGHTS,
        "reasons": REASONS,
        "why": "Near counts more.",
        "valid_from": today() + timedelta(days=7),
    }
    with acting(by):
        return actions.prepare_weights(**(values | changes), by=by, at=at or now())


def compared(document, by):
    with acting(by):
        effect = actions.compare_weights(document=document, by=by, at=now())
    jobs.compare(effect=str(effect.pk), user=str(by.user_id), role=by.role)
    return document


def before_board(by, at=None, **changes):
    document = compared(prepared(by, at, **changes), by)
    with acting(by):
        return actions.ask_board(document=document, by=by, at=at or now())


def say(document, member, says=Vote.YES, **changes):
    with acting(member):
        return actions.vote(
            **({"document": document, "says": says, "reason": "Well argued.", "by": member, "at": now()} | changes)
        )


def fresh(document, by):
    with acting(by), transaction.atomic():
        return WeightsDocument.objects.get(pk=document.pk)


def approved(cast, board, at=None, **changes):
    document = before_board(cast.inspector, at, **changes)
    for member in board:
        if fresh(document, cast.inspector).state == DocumentState.ASKED:
            say(document, member, at=at or now())
    return fresh(document, cast.inspector)


def test_a_document_is_numbered_and_counts_only_when_the_board_agreed_and_its_day_has_come(cast, board):
    document = approved(cast, board)
    assert (document.number, document.state, document.quorum) == (1, DocumentState.APPROVED, 3)
    with acting(cast.worker), transaction.atomic():
        assert in_force("TR", document.valid_from - timedelta(days=1)) is None
        settings = pack("TR", document.valid_from - timedelta(days=1))
        assert matches.weights_number(settings) is None
    with acting(cast.worker), transaction.atomic():
        settings = pack("TR", document.valid_from)
        assert matches.weights_number(settings) == 1
        assert rules_of(settings)[1].per_km == 2
    with acting(cast.azerbaijan["worker"]), transaction.atomic():
        assert in_force("AZ", document.valid_from) is None
    assert prepared(cast.inspector).number == 2


def test_the_approved_document_whose_day_came_last_counts_and_the_earlier_stay(cast, board):
    first = approved(cast, board)
    second = approved(cast, board, weights=WEIGHTS | {"per_km": 3}, valid_from=first.valid_from + timedelta(days=30))
    with acting(cast.worker), transaction.atomic():
        assert in_force("TR", second.valid_from - timedelta(days=1)).pk == first.pk
        assert in_force("TR", second.valid_from).pk == second.pk


@pytest.mark.parametrize(("said", "quorum", "state"), [
    (["yes", "yes", ""], 3, "asked"),
    (["yes", "yes", "yes"], 3, "approved"),
    (["yes", "yes", "no"], 3, "refused"),
    (["yes", "yes", ""], 2, "approved"),
    (["yes", "yes", "", ""], 2, "asked"),
    (["yes", "yes", "yes", ""], 2, "approved"),
    (["no", "no", "", ""], 2, "refused"),
    (["no", "", "", "", ""], 3, "asked"),
    (["no", "no", "no", "", ""], 2, "refused"),
])  # fmt: skip
def test_more_than_half_of_the_board_and_the_quorum_must_agree(said, quorum, state):
    assert outcome(said, quorum=quorum) == state


def test_one_no_of_three_where_three_must_agree_refuses_it(cast, board):
    document = before_board(cast.inspector)
    say(document, board[0], Vote.NO, reason="Distance is not everything.")
    assert fresh(document, cast.inspector).state == DocumentState.REFUSED
    with pytest.raises(Conflict):
        say(document, board[1])


def test_only_the_inspector_prepares_and_only_the_named_board_votes(cast, board):
    for role in ("director", "worker", "auditor", "board", "administrator"):
        with pytest.raises(NotAllowed):
            prepared(getattr(cast, role))
    document = before_board(cast.inspector)
    with pytest.raises(NotAllowed):
        say(document, cast.inspector)
    late = make_person("board4.meram", "board", cast.meram)
    with pytest.raises(NotAllowed):
        say(document, late)


def test_a_vote_is_given_once_with_a_reason(cast, board):
    document = before_board(cast.inspector)
    with pytest.raises(Refusal, match="your reason"):
        say(document, board[0], reason="  ")
    say(document, board[0])
    with pytest.raises(Refusal, match="not changed"):
        say(document, board[0], Vote.NO)


def test_the_board_is_asked_only_after_somebody_looked_at_what_it_would_have_changed(cast, board):
    document = prepared(cast.inspector)
    with acting(cast.inspector), pytest.raises(Refusal, match="look at what it would have changed"):
        actions.ask_board(document=document, by=cast.inspector, at=now())


def test_too_small_a_board_is_not_asked(cast):
    document = compared(prepared(cast.inspector), cast.inspector)
    with acting(cast.inspector), pytest.raises(Refusal, match="1 members who may vote on this, and 3"):
        actions.ask_board(document=document, by=cast.inspector, at=now())


def test_whoever_prepared_it_is_no_voice_even_with_a_seat_on_the_board(cast, board):
    from umay.ground.offices.models import Post
    from umay.kit.kernel.acting import founding

    with founding():
        Post.objects.create(
            user=user_of(cast.inspector), role="board", level="none", office=cast.meram, begins_on=date(2020, 1, 1), confirmed_at=now()
        )  # fmt: skip
    document = before_board(cast.inspector)
    with acting(cast.inspector), transaction.atomic():
        assert {voice.user_id for voice in queries.voices(document)} == {member.user_id for member in board}


def test_weights_begin_on_a_day_to_come_also_when_the_board_is_slow(cast, board):
    with pytest.raises(Refusal, match="a day to come"):
        prepared(cast.inspector, valid_from=today())
    earlier = now() - timedelta(days=10)
    document = before_board(cast.inspector, earlier, valid_from=today() - timedelta(days=3))
    say(document, board[0], at=earlier)
    say(document, board[1], at=earlier)
    with pytest.raises(Refusal, match="has come before the board agreed"):
        say(document, board[2])
    assert fresh(document, cast.inspector).state == DocumentState.ASKED


@pytest.mark.parametrize(
    "weights", [WEIGHTS | {"per_km": -1}, WEIGHTS | {"per_km": 2_000_000}, WEIGHTS | {"looks": 3}, {}]
)
def test_weights_that_the_engine_does_not_know_are_refused(cast, weights):
    with pytest.raises(Refusal):
        prepared(cast.inspector, weights=weights)


def test_withdrawing_keeps_the_number(cast):
    document = prepared(cast.inspector)
    with acting(cast.inspector):
        actions.withdraw_weights(document=document, by=cast.inspector, at=now())
    assert fresh(document, cast.inspector).state == DocumentState.WITHDRAWN
    assert prepared(cast.inspector).number == 2


def test_no_statement_edits_a_document_or_votes_for_another_or_counts_wrongly(cast, board):
    document = before_board(cast.inspector)
    say(document, board[0])
    tries = [
        (cast.inspector, "", "update matching_weights set state = 'approved', decided_at = now() where id = %s"),
        (cast.inspector, PREPARING_WEIGHTS, "update matching_weights set state = 'approved', decided_at = now() where id = %s"),
        (board[0], VOTING, "update matching_weights set state = 'approved', decided_at = now() where id = %s"),
        (cast.inspector, PREPARING_WEIGHTS, "update matching_weights set weights = '{}' where id = %s"),
        (cast.inspector, PREPARING_WEIGHTS, "update matching_weights set quorum = 2 where id = %s"),
        (board[0], VOTING, "update matching_weights_voice set vote = 'no' where vote <> '' and document_id = %s"),
        (board[0], VOTING, "update matching_weights_voice set vote = 'yes', reason = 'x', voted_at = now() where vote = '' and document_id = %s"),
        (board[0], VOTING, "update matching_weights_effect set figures = '{}' where document_id = %s"),
    ]  # fmt: skip
    for by, deed, statement in tries:
        touched = 0
        try:
            with transaction.atomic(), doing(deed, by), connection.cursor() as cursor:
                cursor.execute(statement, [document.pk])
                touched = cursor.rowcount
        except DatabaseError:
            pass
        assert not touched, statement
    assert fresh(document, cast.inspector).state == DocumentState.ASKED


def test_an_approved_document_is_never_changed_again(cast, board):
    document = approved(cast, board)
    for deed in (PREPARING_WEIGHTS, VOTING):
        with pytest.raises(DatabaseError), transaction.atomic(), doing(deed, cast.inspector):
            WeightsDocument.objects.filter(pk=document.pk).update(state="withdrawn")


def test_another_country_sees_no_document_and_no_vote(cast, board):
    before_board(cast.inspector)
    with acting(cast.azerbaijan["inspector"]), transaction.atomic():
        assert not WeightsDocument.objects.exists()
        assert not Voice.objects.exists()
        assert not Effect.objects.exists()


def test_a_run_and_a_proposal_say_which_document_they_used(cast, board):
    document = approved(cast, board, now() - timedelta(days=10), valid_from=today() - timedelta(days=3))
    match = setting.proposed(setting.opened(cast), setting.home(cast), cast.worker)
    with acting(cast.worker), transaction.atomic():
        assert Match.objects.get(pk=match.pk).weights_number == document.number
    setting.opened(cast, ages=(9,))
    with acting(cast.director), transaction.atomic():
        made = matching.ask_run(by=cast.director, at=now())
    runs.run(str(made), "TR")
    with acting(cast.director), transaction.atomic():
        assert Run.objects.get(pk=made).weights_number == document.number


def test_every_term_has_an_evidence_card_and_what_is_from_memory_says_so():
    assert set(CARDS) == {*TERMS, "kin"}
    assert [card.says for card in CARDS.values() if not card.findings and str(card.confidence) != "none found"] == []
    assert sum(not finding.is_read for card in CARDS.values() for finding in card.findings) == 2


@pytest.fixture
def visit(client):
    def ask(by, verb, row=None, data=None, **query):
        client.force_login(user_of(by))
        client.cookies["umay_language"] = client.cookies["django_language"] = "en"
        address = reverse(f"matching:{verb}", args=[row.pk] if row else [])
        if data is None:
            return client.get(address, query)
        return client.post(address, {"idempotency_key": new_id()} | data)

    return ask


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def form_values(**changes):
    day = today() + timedelta(days=10)
    values = {
        "why": "Near counts more.",
        "valid_from_day": day.day,
        "valid_from_month": day.month,
        "valid_from_year": day.year,
    }
    for term in TERMS:
        values |= {f"weight_{term}": str(WEIGHTS[term]), f"reason_{term}": REASONS[term]}
    return values | changes


def test_a_document_goes_its_whole_way_by_the_pages(cast, board, visit):
    made = visit(cast.inspector, "prepare_weights", data=form_values(weight_per_km="2.5"))
    assert made.status_code == 302
    with acting(cast.inspector), transaction.atomic():
        document = WeightsDocument.objects.get()
    assert document.weights["per_km"] == 2.5
    assert document.weights["placed"] == 1000
    assert "Nobody has looked yet" in words(visit(cast.inspector, "see_weights", document))
    visit(cast.inspector, "compare_weights", document, data={})
    at_work = visit(cast.inspector, "see_weights", document)
    assert at_work["Refresh"]
    with acting(cast.inspector), transaction.atomic():
        effect = Effect.objects.get()
    jobs.compare(effect=str(effect.pk), user=str(cast.inspector.user_id), role="inspector")
    assert "it would have changed nothing" in words(visit(cast.inspector, "see_weights", document))
    visit(cast.inspector, "ask_board", document, data={})
    for member in board:
        assert "Vote" in words(visit(member, "see_weights", document))
        assert visit(member, "vote", document, data={"says": "yes", "reason": ""}).status_code == 422
        assert visit(member, "vote", document, data={"says": "yes", "reason": "Well argued."}).status_code == 302
    page = words(visit(cast.worker, "see_weights", document))
    assert "3 of 3 agree" in page
    assert page.count("Well argued.") == 3
    assert "until then 1" in page
    listing = words(visit(cast.auditor, "list_weights"))
    assert "New weights count from" in listing
    assert "from memory, not confirmed" in listing


def test_a_wrong_entry_comes_back_with_its_words(cast, visit):
    answer = visit(cast.inspector, "prepare_weights", data=form_values(weight_per_km="-1", reason_split=""))
    assert answer.status_code == 422
    assert "Write a reason for each weight." in words(answer)


@pytest.mark.parametrize(
    "role", ["worker", "placement_officer", "director", "inspector", "auditor", "board", "approver"]
)
def test_everybody_who_matches_and_the_auditor_read_the_weights(cast, visit, role):
    assert visit(getattr(cast, role), "list_weights").status_code == 200


@pytest.mark.parametrize("role", ["administrator", "importer"])
def test_others_do_not_need_them(cast, visit, role):
    assert visit(getattr(cast, role), "list_weights").status_code == 403


@pytest.mark.parametrize("documents", [1, 3])
def test_the_pages_take_so_many_queries(cast, board, visit, django_assert_num_queries, documents):
    for _number in range(documents):
        document = prepared(cast.inspector)
    document = compared(document, cast.inspector)
    with acting(cast.inspector):
        actions.ask_board(document=document, by=cast.inspector, at=now())
    visit(cast.worker, "list_weights")
    with django_assert_num_queries(LIST_QUERIES):
        visit(cast.worker, "list_weights")
    with django_assert_num_queries(SEE_QUERIES):
        visit(cast.worker, "see_weights", document)
