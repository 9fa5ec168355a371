"""One link of the navigation is the page's own."""

import pytest

from tests.factories.cast import user_of


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", "/"),
        ("/care/matching/recruitment/", "/care/matching/recruitment/"),
        ("/care/matching/", "/care/matching/"),
    ],
)
def test_only_the_link_that_fits_best_is_current(cast, client, address, current):
    client.force_login(user_of(cast.director))
    found = client.get(address).context["navigation"]
    assert [one["url"] for one in found if one["current"]] == [current]
