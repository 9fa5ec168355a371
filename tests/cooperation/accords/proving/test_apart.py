"""A stranger's file is read in a process of its own, bounded and without a network."""

import socket
import time

import pytest

from tests.cooperation.accords.proving.authority import authority
from tests.cooperation.accords.proving.signed import LATER, STATES, Declaration, put, trust
from umay.cooperation.accords import papers
from umay.cooperation.accords.proving import Place, Reason, Verdict, laid_out, prepare, verify, verify_apart


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def test_the_process_apart_says_the_same(declaration):
    signed = declaration.signed(*STATES)
    given = {"trust_lists": trust(), "at": LATER, "known": declaration.known}

    assert verify_apart(signed, **given) == verify(signed, **given)


def test_garbage_and_size_are_answered_not_raised():
    assert verify_apart(b"%PDF-1.7 no", trust_lists=(), at=LATER).reasons == (Reason.UNREADABLE,)
    assert verify_apart(bytes(30 * 1024 * 1024), trust_lists=(), at=LATER).reasons == (Reason.TOO_LARGE,)


def test_a_file_that_needs_too_long_is_stopped(declaration):
    started = time.monotonic()

    found = verify_apart(declaration.signed(*STATES), trust_lists=trust(), at=LATER, seconds=0)

    assert found.reasons == (Reason.TOO_SLOW,)
    assert isinstance(found, Verdict) and time.monotonic() - started < 15


def test_nothing_asks_the_network(declaration, monkeypatch):
    def asked(*given, **named):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    monkeypatch.setattr(socket.socket, "connect", asked)

    assert verify(declaration.signed("XA"), trust_lists=trust(), at=LATER).is_proven


def test_a_declaration_of_twenty_six_states_is_checked_within_the_bounds():
    """As many as were announced for the forum of 2025. Most of the time goes into comparing each signature with all that came after it."""
    states = [f"Y{chr(65 + number)}" for number in range(26)]
    places = laid_out([Place(state.lower(), state, state) for state in states], first_page=1)
    pdf, places = papers.declaration(
        papers.DeclarationPaper({"en": "Invented"}, ((1, {"en": "Nothing."}),), "0" * 64, "x"), places
    )
    signed = put(prepare(pdf, kind="declaration", places=places), "seal", authority("XA").issue("Seal"), certify=True)
    for state in states:
        signed = put(signed, state.lower(), authority(state).issue(f"Invented Minister of {state}"))

    verdict = verify_apart(signed, trust_lists=trust(states=("XA", *states)), at=LATER, seconds=60)

    assert (verdict.outcome, len(verdict.findings)) == ("proven", 27)
