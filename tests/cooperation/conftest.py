import pytest


@pytest.fixture
def coop_cast(db):
    """The desks of three institutions (tests/cooperation/factories.py), in the test's own transaction."""
    from tests.cooperation.factories import CoopCast

    return CoopCast.make()


@pytest.fixture
def own_coop_cast(own_database):
    """The same desks, committed in a database of their own: for races."""
    from tests.cooperation.factories import CoopCast

    return CoopCast.make()
