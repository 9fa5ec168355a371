"""Signing with a key that never comes here: digest out, answer back, days between."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs7

from tests.cooperation.accords.proving.authority import Authority, authority
from tests.cooperation.accords.proving.signed import LATER, NOW, Declaration, put, text, trust
from umay.cooperation.accords.proving import (
    Pending,
    Reason,
    Unproved,
    begin,
    card,
    finish,
    follows,
    prepare,
    verify,
    withdrawn_list,
)


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def _begun(declaration, state="XA", **options) -> Pending:
    return begin(
        declaration.sealed, field=state.lower(), certificate=declaration.ministers[state].der, at=NOW, **options
    )


def _refused(function, *given, **named) -> Reason:
    with pytest.raises(Unproved) as refused:
        function(*given, **named)
    return refused.value.reason


def test_an_interrupted_signature_is_finished_from_what_was_written_down(declaration):
    written = json.dumps(_begun(declaration).as_json())
    pending = Pending.from_json(json.loads(written))

    signed = finish(pending, signature=declaration.ministers["XA"].sign(pending.attributes))

    assert verify(signed, trust_lists=trust(), at=LATER).is_proven


def test_what_is_written_down_holds_no_key(declaration):
    key = declaration.ministers["XA"].key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )

    assert key[-32:] not in b"".join((_begun(declaration).document, _begun(declaration).attributes))


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_cards_with_either_kind_of_key_sign(kind):
    state = Authority.make("XK", kind=kind)
    minister = state.issue("Invented Minister of XK", kind=kind)
    signed = put(prepare(text(), kind="", places=[]), "seal", minister, certify=True)

    assert verify(signed, trust_lists=(state.list(NOW - timedelta(days=1)),), at=LATER).is_proven


def test_a_card_that_answers_with_two_numbers_side_by_side_is_understood(declaration):
    pending, minister = _begun(declaration), declaration.ministers["XA"]
    first, second = decode_dss_signature(minister.sign(pending.attributes))

    signed = finish(pending, signature=first.to_bytes(32, "big") + second.to_bytes(32, "big"))

    assert verify(signed, trust_lists=trust(), at=LATER).is_proven


def test_a_ministry_may_sign_with_its_own_program_and_bring_the_p7s(declaration):
    pending, minister = _begun(declaration), declaration.ministers["XA"]
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
    made = pkcs7.PKCS7SignatureBuilder().set_data(pending.covered)
    made = made.add_signer(minister.certificate, minister.key, hashes.SHA256())

    for encoding in (serialization.Encoding.DER, serialization.Encoding.PEM):
        signed = finish(pending, signature=made.sign(encoding, options))

        assert verify(signed, trust_lists=trust(), at=LATER).findings[-1].is_sound


def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_put_in(declaration):
    pending, minister, other = _begun(declaration), declaration.ministers["XA"], declaration.ministers["XB"]
    later = begin(declaration.sealed, field="xa", certificate=minister.der, at=LATER)
    over_other = pkcs7.PKCS7SignatureBuilder().set_data(b"another file")
    over_other = over_other.add_signer(minister.certificate, minister.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    answers = [
        other.sign(pending.attributes),
        minister.sign(_begun(declaration, "XB").attributes),
        over_other.sign(serialization.Encoding.DER, options),
        b"",
        b"not a signature",
        b"-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n",
    ]

    assert [_refused(finish, pending, signature=one) for one in answers] == [Reason.WRONG_SIGNATURE] * len(answers)
    assert later.document != pending.document


def test_a_field_signs_once_and_only_a_field_that_is_there(declaration):
    minister = declaration.ministers["XA"]

    assert _refused(begin, declaration.signed("XA"), field="xa", certificate=minister.der, at=NOW) == Reason.FIELD_TAKEN
    assert _refused(begin, declaration.sealed, field="xq", certificate=minister.der, at=NOW) == Reason.NO_FIELD
    assert _refused(begin, declaration.sealed, field="xa", certificate=b"no", at=NOW) == Reason.WRONG_CERTIFICATE


def test_the_seal_comes_first_or_not_at_all(declaration):
    signed = put(prepare(text(), kind="", places=[]), "seal", declaration.ministers["XA"])

    assert _refused(prepare, signed, kind="declaration", places=[]) == Reason.CERTIFIED_LATE
    assert (
        _refused(begin, declaration.signed("XA"), field="xb", certificate=declaration.seal.der, at=NOW, certify=True)
        == Reason.CERTIFIED_LATE
    )


def test_a_copy_without_an_earlier_signature_is_told_apart(declaration):
    one, other = declaration.signed("XA"), declaration.signed("XB")

    follows(declaration.signed("XA"), declaration.sealed)
    assert _refused(follows, other, one) == Reason.OLDER_COPY
    assert _refused(follows, one, one) == Reason.OLDER_COPY


def test_the_frozen_text_stays_the_beginning_of_every_file(declaration):
    assert declaration.signed("XA", "XB").startswith(declaration.sealed)
    assert declaration.sealed.startswith(declaration.frozen)


def test_a_certificate_is_read_for_a_person_to_compare(declaration):
    found = card(declaration.ministers["XA"].der)

    assert (found.name, found.country, found.may_sign, found.is_authority) == (
        "Invented Minister of XA",
        "XA",
        True,
        False,
    )
    assert found.sha256 == declaration.ministers["XA"].sha256


def test_a_list_of_withdrawn_certificates_is_taken_from_its_own_authority_alone():
    state, other = authority("XA"), authority("XB")

    _, made, until = withdrawn_list(state.crl(NOW), authorities=state.list().roots)

    assert (made, until) == (NOW, NOW + timedelta(days=30))
    assert _refused(withdrawn_list, other.crl(NOW), authorities=state.list().roots) == Reason.UNTRUSTED
    assert _refused(withdrawn_list, b"no list", authorities=state.list().roots) == Reason.WRONG_CERTIFICATE
