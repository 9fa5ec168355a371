"""The invented declaration of the demonstration: sealed, signed and released, and it says everywhere that it doesn't exist."""

import pytest

from umay.cooperation.accords.models import Accord
from umay.cooperation.accords.queries import declarations as queries
from umay.front.demo import declaration, desks
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

pytestmark = pytest.mark.django_db


def test_the_demonstration_holds_commitments_on_an_invented_declaration_alone(client):
    at = now()
    desks.open(at)
    declaration.invent(at)
    with acting(None):
        accord = Accord.objects.get(kind="declaration", is_fictitious=True)
        found = {one.accord.code: len(queries.articles(one)) for one in queries.declarations(None)}

    page = client.get(f"/public/tr/accords/{accord.code}/").content.decode()

    assert found == {accord.code: 4, "foster-family-declaration": 0, "family-forum-declaration-2025": 0}
    assert "UYDURMA ÖRNEK" in page and "Her çocuğa" not in page
    assert "Üç yaşından küçük hiçbir çocuk kurumda kalmaz" in page
    assert "Uydurma Nazir" in page and "Dövlət Komitəsi" not in page
    files = client.get(f"/public/en/accords/{accord.code}/").content.decode()
    assert "Signed file" in files
