"""A declaration goes step by step, by one table of moves, under the one hash that its sides approved."""

import pytest
from django.db import DatabaseError, transaction

from tests.cooperation.accords.declarations.setting import Scene
from tests.cooperation.accords.typesetting.test_columns import read
from umay.cooperation.accords.actions import declarations
from umay.cooperation.accords.lifecycle.declarations import DECLARATION
from umay.cooperation.accords.models import Approval, Declaration
from umay.cooperation.accords.queries import texts
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Conflict, NotAllowed

pytestmark = pytest.mark.django_db


def _refused(scene, **change) -> None:
    with acting(scene.coop.tr_lead), pytest.raises(DatabaseError), transaction.atomic():
        Declaration.objects.filter(pk=scene.declaration.pk).update(**change)


def _words(content) -> str:
    return read(bytes(content)).replace("\n", "")


def test_what_sources_tell_of_is_loaded_and_nothing_leads_there():
    assert "[*] --> reported" in DECLARATION.diagram()
    assert not any("reported" in (*move.sources, move.target) for move in DECLARATION.moves)


def test_no_step_is_left_out_and_no_other_words_are_frozen(coop_cast):
    scene = Scene.make(coop_cast)
    _refused(scene, state="open")
    _refused(scene, state="frozen", sha256="0" * 64)
    scene.freeze()
    with acting(coop_cast.tr_lead):
        scene.declaration.refresh_from_db()
        assert Approval.objects.filter(thing=scene.declaration.pk, sha256=scene.declaration.sha256).exists()
    _refused(scene, sha256="1" * 64)
    _refused(scene, state="closed")
    with acting(coop_cast.tr_lead), pytest.raises(Conflict), transaction.atomic():
        DECLARATION.apply(scene.declaration, "close", by=coop_cast.tr_lead, at=now())
    with acting(coop_cast.tr_desk), pytest.raises(NotAllowed), transaction.atomic():
        DECLARATION.apply(scene.declaration, "seal", by=coop_cast.tr_desk, at=now())


def test_one_hash_stands_on_the_declaration_its_accessions_and_each_of_its_languages(coop_cast):
    scene = Scene.make(coop_cast)
    instrument = scene.opened(coop_cast.sc)
    with acting(coop_cast.tr_lead), transaction.atomic():
        closed = declarations.close(declaration=scene.declaration, by=coop_cast.tr_lead, at=now())
        accession = declarations.accede(declaration=closed, party=coop_cast.kz, by=coop_cast.tr_lead, at=now())
        one = closed.sha256
        assert len(one) == 64 and closed.closes_on
        assert one in _words(instrument.prepared.content) and one in _words(accession.prepared.content)
        edition = texts.editions(texts.of_accord(closed.accord))[0]
        assert {text.sha256 for text in texts.texts_of(edition, closed.languages)} == {one}
