"""Certificates that were withdrawn, have expired, are not valid yet or are for another use: what a signature with them proves."""

from datetime import timedelta

import pytest

from tests.cooperation.accords.proving.authority import Authority, authority, no_non_repudiation
from tests.cooperation.accords.proving.signed import LATER, NOW, STATES, Declaration, put, text
from umay.cooperation.accords.proving import Known, Place, Reason, keep_evidence, prepare, verify
from umay.cooperation.accords.proving.known import sha256


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def test_a_revoked_certificate_fails():
    state = Authority.make("XR")
    minister = state.issue("Invented Minister of XR")
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, certify=True)
    state.withdraw(minister, NOW - timedelta(days=2))

    verdict = verify(signed, trust_lists=(state.list(NOW - timedelta(days=1)),), at=LATER)

    finding = verdict.findings[0]
    assert (finding.reasons, finding.revocation) == ((Reason.REVOKED,), "revoked")
    assert finding.revoked_at == NOW - timedelta(days=2)


def test_a_certificate_withdrawn_after_the_day_the_signature_is_held_since_stays_good():
    state = Authority.make("XR")
    minister = state.issue("Invented Minister of XR")
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, certify=True)
    arrived = verify(signed, trust_lists=(state.list(NOW - timedelta(days=1)),), at=LATER, is_arriving=True)
    state.withdraw(minister, NOW + timedelta(days=100))
    lists = (state.list(NOW + timedelta(days=101)),)
    pin = frozenset({minister.sha256})
    known = Known("", "", places=(Place("seal", "p", "XR", certificates=pin),), held={sha256(signed): LATER})
    year = NOW + timedelta(days=365)

    held = verify(signed, trust_lists=lists, at=NOW + timedelta(days=105), known=known)
    unheld = verify(signed, trust_lists=lists, at=NOW + timedelta(days=105))

    assert arrived.is_proven and year
    assert (held.findings[0].reasons, held.findings[0].time_source) == ((), "held")
    assert unheld.findings[0].reasons == (Reason.REVOKED,)


def test_a_pinned_list_past_its_day_still_tells_who_was_withdrawn():
    state = Authority.make("XR")
    minister = state.issue("Invented Minister of XR")
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, certify=True)
    state.withdraw(minister, NOW - timedelta(days=200))

    verdict = verify(signed, trust_lists=(state.list(NOW - timedelta(days=190)),), at=LATER)

    assert verdict.findings[0].reasons == (Reason.REVOKED,)


def test_an_old_clean_list_in_the_file_does_not_hide_a_newer_pinned_one():
    state = Authority.make("XR")
    minister = state.issue("Invented Minister of XR")
    clean = state.crl(NOW - timedelta(days=5))
    signed = keep_evidence(put(prepare(text(), kind="", places=[]), "seal", minister, certify=True), crls=(clean,))
    believed = verify(signed, trust_lists=(state.list(),), at=LATER)
    state.withdraw(minister, NOW - timedelta(days=2))

    verdict = verify(signed, trust_lists=(state.list(NOW - timedelta(days=1)),), at=LATER)

    assert believed.is_proven
    assert verdict.findings[0].reasons == (Reason.REVOKED,)


def test_without_a_list_of_withdrawn_certificates_the_question_stays_open_unless_the_country_has_none(declaration):
    lists = tuple(authority(state).list() for state in STATES)
    without = tuple(authority(state).list(needs_revocation=False) for state in STATES)

    assert verify(declaration.signed("XA"), trust_lists=lists, at=LATER).outcome == "open"
    assert verify(declaration.signed("XA"), trust_lists=without, at=LATER).is_proven


def test_a_certificate_expired_when_the_file_arrives_fails():
    state = Authority.make("XE")
    minister = state.issue("Invented Minister of XE", end=NOW - timedelta(days=1))
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, NOW - timedelta(days=3), certify=True)
    lists = (state.list(NOW - timedelta(days=5)),)

    arriving = verify(signed, trust_lists=lists, at=LATER, is_arriving=True)
    found = verify(signed, trust_lists=lists, at=LATER)
    after = put(prepare(text(), kind="", places=[]), "seal", minister, NOW, certify=True)

    assert arriving.findings[0].reasons == (Reason.EXPIRED,)
    assert found.outcome == "open" and Reason.EXPIRED_SINCE in found.findings[0].reasons
    assert Reason.EXPIRED in verify(after, trust_lists=lists, at=LATER).findings[0].reasons


def test_a_certificate_that_was_good_when_the_depositary_took_the_signature_is_good_for_ever():
    state = Authority.make("XE")
    minister = state.issue("Invented Minister of XE", end=NOW + timedelta(days=10))
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, certify=True)
    pin = frozenset({minister.sha256})
    known = Known("", "", places=(Place("seal", "p", "XE", certificates=pin),), held={sha256(signed): LATER})

    verdict = verify(signed, trust_lists=(state.list(NOW),), at=NOW + timedelta(days=3650), known=known)

    assert verdict.findings[0].reasons == ()


def test_a_certificate_not_yet_valid_and_one_for_another_use_fail():
    state = Authority.make("XN")
    early = state.issue("Early", start=NOW + timedelta(days=5))
    cipher = state.issue("Cipher", use=no_non_repudiation())
    file = prepare(text(), kind="", places=[])
    lists = (state.list(NOW - timedelta(days=1)),)

    found = [verify(put(file, "seal", one, certify=True), trust_lists=lists, at=LATER) for one in (early, cipher)]

    assert Reason.NOT_YET_VALID in found[0].findings[0].reasons
    assert found[1].findings[0].reasons == (Reason.WRONG_USE,)
