"""A stranger's file is read in a process of its own, bounded and without a network."""

import socket
import time

import pytest

from tests.cooperation.accords.proving.signed import LATER, STATES, Declaration, trust
from umay.cooperation.accords.proving import Reason, Verdict, verify, verify_apart


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
