"""From the invitation to the signature: what is refused, what is kept, who may."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cooperation.accords.declarations.setting import ARTICLES, Scene, trust
from tests.cooperation.accords.proving.signed import page_replaced, text
from umay.cooperation.accords.actions import declarations
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.declaration_words import Standing
from umay.cooperation.accords.models import Answer, Declaration, Notice, Proof, Side, Signature
from umay.cooperation.accords.proving import finish
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.partners.files import Taken
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(coop_cast) -> Scene:
    return Scene.make(coop_cast)


def _refusal(function, **given) -> str:
    with pytest.raises(Refusal) as refused, transaction.atomic():
        function(**given)
    return refused.value.code


def _standings(scene) -> dict:
    with acting(scene.coop.tr_desk):
        return {row.party.code: row.standing for row in queries.rows(scene.declaration)}


def _scan() -> Taken:
    return Taken("page.pdf", "application/pdf", 9, "1" * 64, b"%PDF-1.7\n")


def test_the_way_from_the_invitation_to_a_proven_signature(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc, coop.ml)
    minister = scene.issue("AZ", "Invented Chair")
    assert _standings(scene)["AZ-C"] == Standing.INVITED
    scene.empower(coop.sc, coop.sc_desk, minister)
    assert _standings(scene)["AZ-C"] == Standing.EMPOWERED

    proof = scene.sign(instrument, coop.sc_lead, minister)

    assert _standings(scene) == {"TR-M": None, "AZ-C": Standing.SIGNED, "AZ-M": Standing.INVITED}
    with acting(coop.tr_desk):
        assert (proof.position, proof.verdict["kind"]) == (1, "declaration")
        assert [one["reasons"] for one in proof.verdict["findings"]] == [[], []]
        assert Declaration.objects.get().state == "open"
        assert Side.objects.get(member=coop.sc).role == "signatory"
        assert [one.kind for one in Notice.objects.order_by("number")] == ["opened", "signed"]
        assert Notice.objects.get(kind="signed").words["az"].startswith("Komitə")


def test_two_institutions_of_one_state_sign_each_in_its_own_field(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc, coop.ml)
    for party, desk, lead in ((coop.sc, coop.sc_desk, coop.sc_lead), (coop.ml, coop.ml_desk, coop.ml_lead)):
        minister = scene.issue("AZ", f"Invented {party.code}")
        scene.empower(party, desk, minister)
        scene.sign(instrument, lead, minister)

    with acting(coop.tr_desk):
        assert [one.position for one in queries.chain(instrument)] == [0, 1, 2]
        assert {one.party.code for one in Signature.objects.all()} == {"AZ-C", "AZ-M"}


def test_a_signature_by_somebody_without_powers_is_refused(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    minister, other = scene.issue("AZ", "Invented Chair"), scene.issue("AZ", "Somebody Else")
    given = {"instrument": instrument, "by": coop.sc_lead, "at": now()}

    with acting(coop.sc_lead):
        before = _refusal(declarations.begin, certificate=minister.der, **given)
    scene.empower(coop.sc, coop.sc_desk, minister, is_in_order=False)
    with acting(coop.sc_lead):
        not_in_order = _refusal(declarations.begin, certificate=minister.der, **given)
    scene.empower(coop.sc, coop.sc_desk, minister)
    with acting(coop.sc_lead):
        stranger = _refusal(declarations.begin, certificate=other.der, **given)

    assert (before, not_in_order, stranger) == ("no_powers", "not_empowered", "not_empowered")


def test_a_file_of_another_declaration_an_older_copy_and_replaced_pages_are_refused(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc, coop.ml)
    minister, other = scene.issue("AZ", "Invented Chair"), scene.issue("AZ", "Invented Minister")
    scene.empower(coop.sc, coop.sc_desk, minister)
    scene.empower(coop.ml, coop.ml_desk, other)
    with acting(coop.sc_lead):
        begun = declarations.begin(instrument=instrument, certificate=minister.der, by=coop.sc_lead, at=now())
        pending = pending_of(begun)
        sealed = bytes(queries.latest_file(instrument).content)
    with acting(coop.ml_lead):
        late = declarations.begin(instrument=instrument, certificate=other.der, by=coop.ml_lead, at=now())
        fork = pending_of(late)
    given = {"instrument": instrument, "by": coop.sc_lead, "at": now()}
    signed = finish(pending, signature=minister.sign(pending.attributes))
    with acting(coop.sc_lead):
        codes = [
            _refusal(declarations.bring, content=page_replaced(signed), **given),
            _refusal(declarations.bring, content=b"%PDF-1.7 another", **given),
            _refusal(declarations.bring, content=sealed, **given),
            _refusal(declarations.bring, content=bytes(30 << 20), **given),
        ]
        declarations.bring(content=signed, **given)
        again = _refusal(declarations.bring, content=signed, **given)
    with acting(coop.ml_lead):
        older = _refusal(
            declarations.bring, instrument=instrument, by=coop.ml_lead, at=now(),
            content=finish(fork, signature=other.sign(fork.attributes))
        )  # fmt: skip

    assert codes == ["changed", "older_copy", "older_copy", "too_large"]
    assert (again, older) == ("older_copy", "older_copy")


def test_a_revoked_card_is_refused_when_the_signature_comes(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, minister)
    scene.authorities["AZ"].withdraw(minister, now() - timedelta(days=3))
    trust("AZ", scene.authorities["AZ"], now())

    with acting(coop.sc_lead):
        signing = declarations.begin(instrument=instrument, certificate=minister.der, by=coop.sc_lead, at=now())
        answer = minister.sign(pending_of(signing).attributes)
        code = _refusal(declarations.finish, signing=signing, signature=answer, by=coop.sc_lead, at=now())

    assert code == "revoked"
    with acting(coop.tr_desk):
        assert not Signature.objects.exists() and Proof.objects.count() == 1


def test_an_institution_signs_once(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, minister)
    scene.sign(instrument, coop.sc_lead, minister)

    with acting(coop.sc_lead):
        on_screen = _refusal(
            declarations.begin, instrument=instrument, certificate=minister.der, by=coop.sc_lead, at=now()
        )
        on_paper = _refusal(
            declarations.scan, declaration=scene.declaration, file=_scan(), signed_on=now().date(), place={},
            by=coop.sc_lead, at=now()
        )  # fmt: skip

    assert (on_screen, on_paper) == ("field_taken", "second_by_party")


def test_a_signature_by_hand_is_attested_by_the_depositary_alone(scene):
    coop = scene.coop
    scene.opened(coop.sc)
    scene.empower(coop.sc, coop.sc_desk, scene.issue("AZ", "Invented Chair"))
    with acting(coop.sc_lead):
        proof = declarations.scan(
            declaration=scene.declaration, file=_scan(), signed_on=now().date(), place={"en": "Baku"}, by=coop.sc_lead,
            at=now()
        )  # fmt: skip
        with pytest.raises(NotAllowed), transaction.atomic():
            declarations.attest(signature=proof.signature, words={"en": "Seen"}, by=coop.sc_lead, at=now())
    with acting(coop.tr_lead):
        declarations.attest(signature=proof.signature, words={"en": "Seen"}, by=coop.tr_lead, at=now())
        row = next(one for one in queries.rows(scene.declaration) if one.party == coop.sc)

    assert [one.kind for one in row.proofs] == ["scan", "attestation"]
    assert row.signature.signed_on == now().date()


def test_the_seal_over_a_certified_copy_is_the_third_proof(scene):
    coop = scene.coop
    scene.opened(coop.sc)
    scene.empower(coop.sc, coop.sc_desk, scene.issue("AZ", "Invented Chair"))
    page = text("A scanned paper page")
    taken = Taken("page.pdf", "application/pdf", len(page), "2" * 64, page)
    with acting(coop.sc_lead):
        proof = declarations.scan(
            declaration=scene.declaration, file=taken, signed_on=now().date(), place={}, by=coop.sc_lead, at=now()
        )
    with acting(coop.tr_lead):
        copy = declarations.copy(signature=proof.signature, scan=proof.file, by=coop.tr_lead, at=now())
    sealed = scene.seal(copy)

    assert (sealed.kind, sealed.signature_id, sealed.verdict["kind"]) == ("seal", proof.signature_id, "copy")


def test_an_institution_that_comes_late_takes_a_spare_and_after_that_accedes(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc)
    scene.invite(coop.ml)
    minister = scene.issue("AZ", "Invented Minister")
    scene.empower(coop.ml, coop.ml_desk, minister)
    scene.sign(instrument, coop.ml_lead, minister)
    with acting(coop.tr_desk):
        no_spare = _refusal(
            declarations.invite, declaration=scene.declaration, party=coop.kz, sent_on=None, by=coop.tr_desk, at=now()
        )
    with acting(coop.tr_lead):
        own = declarations.close(declaration=scene.declaration, by=coop.tr_lead, at=now())
        accession = declarations.accede(declaration=own, party=coop.sc, by=coop.tr_lead, at=now())
    scene.seal(accession)
    chair = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, chair)
    proof = scene.sign(accession, coop.sc_lead, chair)

    assert (no_spare, accession.of) == ("no_spare", instrument.of)
    assert (proof.signature.kind, proof.verdict["kind"], proof.verdict["of"]) == (
        "accession",
        "accession",
        instrument.of,
    )
    with acting(coop.tr_desk):
        assert [one.kind for one in Notice.objects.order_by("number")] == ["opened", "signed", "closed", "acceded"]


def test_a_state_that_was_never_invited_can_accede(scene):
    coop = scene.coop
    scene.opened(coop.sc)
    with acting(coop.tr_lead):
        declarations.accede(declaration=scene.declaration, party=coop.kz, by=coop.tr_lead, at=now())

    assert _standings(scene)["KZ-M"] == Standing.INVITED


def test_a_frozen_text_is_not_amended_by_the_program_or_by_the_database(scene):
    coop = scene.coop
    scene.opened(coop.sc)
    with acting(coop.tr_desk):
        code = _refusal(
            declarations.commit, declaration=scene.declaration, articles=ARTICLES, version=9, by=coop.tr_desk, at=now()
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            row = queries.articles(scene.declaration)[0]
            row.words = {"en": "Other"}
            row.save(update_fields=["words"])
        with pytest.raises(DatabaseError), transaction.atomic():
            Declaration.objects.filter(pk=scene.declaration.pk).update(state="draft")

    assert code == "frozen"


def test_a_text_with_a_missing_article_or_without_approval_is_not_frozen(scene):
    coop = scene.coop
    with acting(coop.tr_desk):
        scene.declaration.refresh_from_db()
        declarations.commit(
            declaration=scene.declaration, articles=[{"tr": "Bir", "az": "Bir", "en": ""}], version=scene.declaration.version,
            by=coop.tr_desk, at=now()
        )  # fmt: skip
    with acting(coop.tr_lead):
        missing = _refusal(declarations.freeze, declaration=scene.declaration, by=coop.tr_lead, at=now())
    with acting(coop.tr_desk):
        scene.declaration.refresh_from_db()
        declarations.commit(
            declaration=scene.declaration,
            articles=ARTICLES,
            version=scene.declaration.version,
            by=coop.tr_desk,
            at=now(),
        )
    with acting(coop.tr_lead):
        unapproved = _refusal(declarations.freeze, declaration=scene.declaration, by=coop.tr_lead, at=now())

    assert (missing, unapproved) == ("incomplete", "not_agreed")


def test_two_officers_in_the_same_text_are_told(scene):
    coop = scene.coop
    with acting(coop.tr_desk):
        scene.declaration.refresh_from_db()
        version = scene.declaration.version
        declarations.commit(
            declaration=scene.declaration, articles=ARTICLES[:1], version=version, by=coop.tr_desk, at=now()
        )
    with acting(coop.tr_lead), pytest.raises(Conflict), transaction.atomic():
        declarations.commit(
            declaration=scene.declaration, articles=ARTICLES, version=version, by=coop.tr_lead, at=now()
        )


def test_an_officer_does_not_sign_and_another_side_does_not_answer_for_it(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc, coop.ml)
    minister = scene.issue("AZ", "Invented Chair")
    scene.empower(coop.sc, coop.sc_desk, minister)

    with acting(coop.sc_desk), pytest.raises(NotAllowed), transaction.atomic():
        declarations.begin(instrument=instrument, certificate=minister.der, by=coop.sc_desk, at=now())
    with acting(coop.ml_desk):
        code = _refusal(
            declarations.answer,
            declaration=scene.declaration,
            will_sign=False,
            party=coop.sc,
            by=coop.ml_desk,
            at=now(),
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            Answer.objects.create(
                accord=scene.declaration.accord,
                party=coop.sc,
                will_sign=False,
                at=now(),
                recorded_by=coop.ml_desk.user_id,
            )

    assert code == "not_theirs"


def test_statements_objections_and_withdrawal_are_of_those_who_signed(scene):
    coop = scene.coop
    instrument = scene.opened(coop.sc, coop.ml)
    given = {"declaration": scene.declaration, "at": now()}
    for party, desk, lead in ((coop.sc, coop.sc_desk, coop.sc_lead), (coop.ml, coop.ml_desk, coop.ml_lead)):
        minister = scene.issue("AZ", f"Invented {party.code}")
        with acting(lead):
            early = _refusal(declarations.state, kind="statement", words={"en": "x"}, by=lead, **given)
        assert early == "not_signed"
        scene.empower(party, desk, minister)
        scene.sign(instrument, lead, minister)
    with acting(coop.sc_lead):
        said = declarations.state(kind="reservation", words={"en": "Except article 2."}, by=coop.sc_lead, **given)
        alone = _refusal(declarations.state, kind="objection", words={"en": "No."}, to=said, by=coop.sc_lead, **given)
    with acting(coop.ml_lead):
        declarations.state(kind="objection", words={"en": "We object."}, to=said, by=coop.ml_lead, **given)
    with acting(coop.sc_lead):
        declarations.withdraw(declaration=scene.declaration, on=now().date(), by=coop.sc_lead, at=now())
        twice = _refusal(
            declarations.withdraw, declaration=scene.declaration, on=now().date(), by=coop.sc_lead, at=now()
        )

    assert (alone, twice) == ("to", "not_signed")
    assert _standings(scene)["AZ-C"] == Standing.WITHDRAWN


def test_a_state_that_nobody_represents_here_is_written_down_by_the_depositary(scene):
    coop = scene.coop
    scene.opened(coop.kz)
    scene.empower(coop.kz, coop.tr_desk, scene.issue("KZ", "Invented Minister of KZ"), own=False)
    with acting(coop.tr_lead):
        proof = declarations.scan(
            declaration=scene.declaration, file=_scan(), signed_on=now().date(), place={}, party=coop.kz, by=coop.tr_lead,
            at=now()
        )  # fmt: skip
        proof.refresh_from_db()

    assert proof.is_entered_for
    assert _standings(scene)["KZ-M"] == Standing.SIGNED
