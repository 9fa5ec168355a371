"""Kin who want to care begin their assessment from the kin search."""

import pytest

from tests.care.matching.setting import refused, seeking
from tests.factories.care import make_human
from umay.care.cases.models import KinAsked
from umay.care.matching import actions
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed


def test_willing_kin_begin_their_assessment_from_the_kin_search(cast):
    case = seeking(cast)
    with acting(cast.worker):
        aunt = make_human(cast.worker, given="Teyze", file_id=case.file_id)
        kin = KinAsked.objects.create(**follow(case), case=case, person=aunt, tie="aunt_uncle", asked_at=now())
        with refused("not_willing"):
            actions.start_assessment(kin=kin, by=cast.worker, at=now())
        KinAsked.objects.update(answer="willing")
        family = actions.start_assessment(kin=kin, by=cast.worker, at=now())
        assert KinAsked.objects.get().family_id == family.pk
        assert family.state == "applied" and family.kin_for_case == case.pk
        with refused("linked"):
            actions.start_assessment(kin=kin, by=cast.worker, at=now())
    with acting(cast.duty), pytest.raises(NotAllowed):
        actions.start_assessment(kin=kin, by=cast.duty, at=now())
