"""A declaration that is frozen is a text of the room too, authentic in each of its languages."""

import pytest

from tests.cooperation.accords.declarations.setting import Scene
from umay.cooperation.accords import aligning
from umay.cooperation.accords.models import Declaration
from umay.cooperation.accords.queries import texts as queries
from umay.kit.kernel.acting import acting

pytestmark = pytest.mark.django_db


def test_a_frozen_declaration_is_authentic_in_each_of_its_languages(coop_cast):
    scene = Scene.make(coop_cast)
    with acting(coop_cast.tr_desk):
        assert queries.of_accord(scene.declaration.accord) is None
    scene.freeze()
    with acting(coop_cast.tr_desk):
        frozen = Declaration.objects.get(pk=scene.declaration.pk)
        assert len(frozen.sha256) == 64
        document = queries.of_accord(scene.declaration.accord)
        edition = queries.editions(document)[0]
        texts = queries.texts_of(edition, document.languages)
        articles = queries.articles_of(texts)
        assert sorted(document.languages) == sorted(scene.declaration.languages)
        for text in texts:
            assert text.state == "authentic" and text.sha256 == frozen.sha256
            assert articles[text.language]
        assert not aligning.faults(articles)
