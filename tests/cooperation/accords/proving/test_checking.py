"""What a signed file proves, and what it does not: tried with invented states and a certificate authority of the tests."""

from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.cooperation.accords.proving.authority import Authority, authority
from tests.cooperation.accords.proving.signed import LATER, NOW, STATES, Declaration, page_replaced, put, text, trust
from umay.cooperation.accords.proving import Known, Place, Reason, TrustList, Verdict, prepare, verify
from umay.cooperation.accords.proving.known import MOST_BYTES, sha256


@pytest.fixture(scope="module")
def declaration() -> Declaration:
    return Declaration.make()


def _said(verdict: Verdict) -> dict[str, tuple[Reason, ...]]:
    return {one.field: one.reasons for one in verdict.findings}


def test_a_sealed_declaration_signed_by_three_states_is_proven(declaration):
    verdict = verify(declaration.signed(*STATES), trust_lists=trust(), at=LATER)

    assert (verdict.outcome, verdict.kind, verdict.of) == ("proven", "declaration", sha256(declaration.frozen))
    assert [(one.field, one.trusted_by, one.modification) for one in verdict.findings] == [
        ("seal", ("XA",), "filling"),
        ("xa", ("XA",), "filling"),
        ("xb", ("XB",), "filling"),
        ("xc", ("XC",), "none"),
    ]
    assert verdict.findings[0].is_certification
    assert verdict.findings[2].signer == "Invented Minister of XB"
    assert verdict.empty_fields == ("spare1",)
    assert {one.revocation for one in verdict.findings} == {"good"}


def test_the_states_may_sign_in_any_order_and_years_apart(declaration):
    year = timedelta(days=365)
    signed = put(declaration.sealed, "xc", declaration.ministers["XC"], NOW)
    signed = put(signed, "xa", declaration.ministers["XA"], NOW + year)

    verdict = verify(signed, trust_lists=trust(NOW + year), at=NOW + year)

    assert verdict.is_proven


def test_a_file_whose_page_was_replaced_fails_though_the_mathematics_is_right(declaration):
    verdict = verify(page_replaced(declaration.signed(*STATES)), trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"
    assert {Reason.CHANGED, Reason.LOOSE_END} <= set(verdict.all_reasons)
    assert all(one.is_sound and one.is_changed for one in verdict.findings)


def test_a_page_replaced_between_two_signatures_fails_for_those_who_signed_before(declaration):
    tampered = put(page_replaced(declaration.signed("XA")), "xb", declaration.ministers["XB"])

    verdict = verify(tampered, trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"
    assert [one.is_changed for one in verdict.findings] == [True, True, False]


def test_a_byte_changed_inside_breaks_the_mathematics(declaration):
    signed = bytearray(declaration.signed("XA"))
    signed[signed.index(b"/MediaBox") + 12] ^= 1

    verdict = verify(bytes(signed), trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"


def test_a_field_added_after_the_seal_fails(declaration):
    writer = IncrementalPdfFileWriter(BytesIO(declaration.signed("XA")))
    append_signature_field(writer, SigFieldSpec("late", on_page=-1, box=(10, 10, 90, 40)))
    out = BytesIO()
    writer.write(out)
    late = authority("XB").issue("Invented Latecomer")

    verdict = verify(put(out.getvalue(), "late", late), trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"
    assert Reason.CHANGED in _said(verdict)["seal"]
    assert Reason.UNKNOWN_FIELD in _said(verdict)["late"]


def test_an_empty_update_behind_the_last_signature_that_redraws_a_field_fails(declaration):
    """A shadow: nothing signed, but the empty field of a state gets another face."""
    writer = IncrementalPdfFileWriter(BytesIO(declaration.signed("XA")))
    fields = writer.root["/AcroForm"]["/Fields"]
    empty = next(one for one in fields if one.get_object()["/T"] == "xb")
    face = generic.StreamObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): generic.ArrayObject(map(generic.FloatObject, (0, 0, 230, 84))),
        },
        stream_data=b"0 0 230 84 re f",
    )
    empty.get_object()["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(face)})
    writer.mark_update(empty)
    out = BytesIO()
    writer.write(out)

    verdict = verify(out.getvalue(), trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"
    assert Reason.LOOSE_END in verdict.reasons


def test_a_spare_filled_by_a_stranger_fails_the_file(declaration):
    stranger = Authority.make("XZ").issue("Nobody Known")

    verdict = verify(put(declaration.signed("XA"), "spare1", stranger), trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"
    assert _said(verdict)["spare1"] == (Reason.UNTRUSTED,)


def test_a_late_state_signs_a_spare_and_everybody_else_stays_good(declaration):
    late = authority("XD").issue("Invented Minister of XD")
    signed = put(declaration.signed(*STATES), "spare1", late)
    places = [one for one in declaration.places if one.field != "spare1"]
    places.append(Place("spare1", "party-XD", "XD", certificates=frozenset({late.sha256})))
    known = Known(
        "declaration", sha256(declaration.frozen), len(declaration.sealed), sha256(declaration.sealed), tuple(places)
    )

    verdict = verify(signed, trust_lists=trust(states=(*STATES, "XD")), at=LATER, known=known)

    assert verdict.is_proven
    assert verdict.findings[-1].party == "party-XD"


def test_a_second_signature_by_the_same_party_fails(declaration):
    again = put(declaration.signed("XA"), "spare1", declaration.ministers["XA"])

    verdict = verify(again, trust_lists=trust(), at=LATER)

    assert _said(verdict)["spare1"] == (Reason.SECOND_BY_PARTY,)
    assert verdict.outcome == "failed"


def test_another_certificate_of_the_same_party_does_not_make_a_second_signature(declaration):
    deputy = authority("XA").issue("Invented Deputy of XA")
    places = [*declaration.places[:-1], Place("spare1", "party-XA", "XA", certificates=frozenset({deputy.sha256}))]
    known = Known("declaration", sha256(declaration.frozen), places=tuple(places))

    verdict = verify(put(declaration.signed("XA"), "spare1", deputy), trust_lists=trust(), at=LATER, known=known)

    assert _said(verdict)["spare1"] == (Reason.SECOND_BY_PARTY,)


def test_a_state_that_signs_in_anothers_field_fails(declaration):
    verdict = verify(put(declaration.sealed, "xb", declaration.ministers["XA"]), trust_lists=trust(), at=LATER)

    assert _said(verdict)["xb"] == (Reason.FIELD_OF_ANOTHER,)


def test_a_person_without_full_powers_fails_though_the_country_trusts_the_card(declaration):
    citizen = authority("XA").issue("Invented Citizen")

    verdict = verify(put(declaration.sealed, "xa", citizen), trust_lists=trust(), at=LATER, known=declaration.known)

    assert _said(verdict)["xa"] == (Reason.NOT_EMPOWERED,)


def test_a_signature_file_of_another_text_fails(declaration):
    other = Declaration.make(text("Another invented declaration"))

    verdict = verify(other.signed("XA"), trust_lists=trust(), at=LATER, known=declaration.known)

    assert Reason.ANOTHER_TEXT in verdict.reasons


def test_the_same_text_under_a_seal_that_is_not_ours_fails(declaration):
    twin = Declaration.make(declaration.frozen)

    verdict = verify(twin.sealed, trust_lists=trust(), at=LATER, known=declaration.known)

    assert Reason.ANOTHER_TEXT in verdict.reasons


def test_a_signature_before_the_seal_is_the_wrong_order(declaration):
    places = [Place("xa", "party-XA", "XA")]
    prepared = prepare(declaration.frozen, kind="declaration", places=places)

    verdict = verify(put(prepared, "xa", declaration.ministers["XA"]), trust_lists=trust(), at=LATER)

    assert verdict.reasons == (Reason.NOT_CERTIFIED,)


def test_a_claimed_time_in_the_future_fails(declaration):
    signed = declaration.signed("XA", at=NOW + timedelta(days=3))

    assert Reason.FUTURE in _said(verify(signed, trust_lists=trust(), at=LATER))["xa"]


def test_what_is_no_signed_pdf_is_said_so(declaration):
    cases = {
        b"": Reason.NOT_PDF,
        b"PK\x03\x04 a package": Reason.NOT_PDF,
        b"%PDF-1.7\n" + b"garbage " * 50: Reason.UNREADABLE,
        declaration.sealed[:-900]: Reason.UNREADABLE,
        declaration.frozen: Reason.NO_SIGNATURE,
        prepare(declaration.frozen, kind="declaration", places=[]): Reason.NO_SIGNATURE,
    }

    found = {data: verify(data, trust_lists=trust(), at=LATER).reasons for data in cases}

    assert found == {data: (reason,) for data, reason in cases.items()}


def test_thirty_megabytes_are_refused_before_anything_is_parsed(monkeypatch):
    def parsed(*given, **named):
        raise AssertionError("parsed")

    monkeypatch.setattr("umay.cooperation.accords.proving.reading.PdfFileReader", parsed)

    verdict = verify(b"%PDF-" + bytes(30 * 1024 * 1024), trust_lists=(), at=LATER)

    assert verdict.reasons == (Reason.TOO_LARGE,)
    assert MOST_BYTES == 10 * 1024 * 1024


def test_garbage_in_the_place_of_a_signature_is_broken_not_a_crash(declaration):
    signed = declaration.signed("XA")
    at = signed.rindex(b"/Contents") + 40
    spoiled = signed[:at] + b"00" * 40 + signed[at + 80 :]

    verdict = verify(spoiled, trust_lists=trust(), at=LATER)

    assert verdict.outcome == "failed"


def test_a_verdict_goes_to_json_and_back_unchanged(declaration):
    verdict = verify(declaration.signed("XA"), trust_lists=trust(), at=LATER)

    assert Verdict.from_json(verdict.as_json()) == verdict


def test_an_accession_instrument_belongs_to_the_text_it_names(declaration):
    late = authority("XD").issue("Invented Minister of XD")
    pin = Place("xd", "party-XD", "XD", certificates=frozenset({late.sha256}))
    seal = declaration.places[0]
    base = prepare(text("Accession of XD"), kind="accession", of=sha256(declaration.frozen), places=[pin], seal=seal)
    sealed = put(base, "seal", declaration.seal, certify=True)
    signed = put(sealed, "xd", late)
    lists = trust(states=(*STATES, "XD"))
    right = Known("accession", sha256(declaration.frozen), len(sealed), sha256(sealed), (seal, pin))
    wrong = Known("accession", sha256(text("Another")), places=(seal, pin))

    assert verify(signed, trust_lists=lists, at=LATER, known=right).is_proven
    assert verify(signed, trust_lists=lists, at=LATER).of == sha256(declaration.frozen)
    assert Reason.ANOTHER_TEXT in verify(signed, trust_lists=lists, at=LATER, known=wrong).reasons


def test_a_seal_over_the_certified_copy_lets_nothing_be_added(declaration):
    scan = text("A scanned paper page")
    base = prepare(scan, kind="copy", of=sha256(declaration.frozen), places=[Place("xa", "party-XA", "XA")])
    sealed = put(base, "seal", declaration.seal, certify=True, may_fill=False)

    verdict = verify(sealed, trust_lists=trust(), at=LATER)
    tampered = verify(page_replaced(sealed), trust_lists=trust(), at=LATER)

    assert (verdict.outcome, verdict.kind, verdict.of) == ("proven", "copy", sha256(declaration.frozen))
    assert tampered.outcome == "failed"


def test_no_list_at_all_trusts_nobody(declaration):
    verdict = verify(declaration.signed("XA"), trust_lists=(), at=LATER)

    assert verdict.outcome == "failed"


def test_a_list_with_an_empty_country_can_not_speak_for_a_state(declaration):
    lists = (TrustList("XB", authority("XA").list().roots, crls=authority("XA").list(NOW - timedelta(days=1)).crls),)

    assert Reason.FIELD_OF_ANOTHER in _said(verify(declaration.signed("XA"), trust_lists=lists, at=LATER))["xa"]
