"""What the tests of this room share: visiting its pages, and a plain engine in the place of the one for a country."""

import pytest
from django.urls import reverse

from tests.care.matching import plain
from tests.factories.cast import user_of
from umay.care.matching import jobs
from umay.kit.kernel.ids import new_id


@pytest.fixture
def plain_engine(monkeypatch):
    """The run's own work is tested without the proof, which has tests of its own."""
    monkeypatch.setattr(jobs, "engine_solve", plain.solve)
    monkeypatch.setattr(jobs, "engine_name", lambda: plain.ENGINE)


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
