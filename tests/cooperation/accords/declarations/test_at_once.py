"""Two institutions bring their signatures at the same instant: one is kept, the other is told to sign the latest file. Nothing is lost."""

import threading

import pytest
from django.db import connections, transaction

from tests.cooperation.accords.declarations.setting import Scene
from umay.cooperation.accords.actions import declarations
from umay.cooperation.accords.actions.declarations.signing import pending_of
from umay.cooperation.accords.queries import declarations as queries
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def _begun(scene, instrument, party, desk, lead):
    minister = scene.issue("AZ", f"Invented {party.code}")
    scene.empower(party, desk, minister)
    with acting(lead):
        signing = declarations.begin(instrument=instrument, certificate=minister.der, by=lead, at=now())
        return signing, minister.sign(pending_of(signing).attributes), lead


@pytest.mark.commits
def test_of_two_signatures_at_once_one_is_kept_and_the_other_signs_the_latest_file(own_coop_cast):
    coop, told, ready = own_coop_cast, [], threading.Barrier(2)
    with transaction.atomic():
        scene = Scene.make(coop)
        instrument = scene.opened(coop.sc, coop.ml)
        both = [
            _begun(scene, instrument, coop.sc, coop.sc_desk, coop.sc_lead),
            _begun(scene, instrument, coop.ml, coop.ml_desk, coop.ml_lead),
        ]

    def bring(signing, answer, lead):
        try:
            ready.wait()
            with transaction.atomic(), acting(lead):
                declarations.finish(signing=signing, signature=answer, by=lead, at=now())
            told.append("kept")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=bring, args=one) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join(120)

    assert sorted(told) == ["kept", "older_copy"]
    with transaction.atomic(), acting(coop.tr_desk):
        assert [one.position for one in queries.chain(instrument)] == [0, 1]
        assert sum(row.signature is not None for row in queries.rows(scene.declaration)) == 1
