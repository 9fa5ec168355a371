"""The demonstration's invented year goes through the same counting as a real one."""

from django.db import transaction

from umay.care.fairness import queries
from umay.front.demo import months
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


def test_a_year_is_invented_marked_and_seen_by_its_own_country(cast):
    months.invent("TR", {"TR-34": 5, "TR-42": 3}, now())
    with acting(cast.auditor), transaction.atomic():
        found = queries.months(cast.auditor)
    assert len(found) == 12 and all(sheet.is_invented for sheet in found)
    with acting(cast.azerbaijan["auditor"]), transaction.atomic():
        assert not queries.months(cast.azerbaijan["auditor"])
