"""What the tests of this room share: visiting its pages."""

import pytest
from django.urls import reverse

from tests.factories.cast import user_of
from umay.kit.kernel.ids import new_id


@pytest.fixture
def visit(client):
    """visit(identity, "see", row): the answer for a signed-in person. Data makes it a post."""
    client.cookies["umay_language"] = "en"

    def send(by, address, data):
        client.force_login(user_of(by))
        client.cookies["django_language"] = "en"
        if data is None:
            return client.get(address)
        return client.post(address, {"idempotency_key": new_id()} | data)

    def ask(by, verb, row=None, data=None, query=""):
        return send(by, reverse(f"matching:{verb}", args=[row.pk] if row else []) + query, data)

    ask.ask = send
    ask.again = lambda verb, row=None: client.get(reverse(f"matching:{verb}", args=[row.pk] if row else []))
    return ask
