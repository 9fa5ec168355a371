"""What the tests of this room share: visiting its pages, and a sheet as the nightly job keeps it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.cast import user_of
from umay.care.fairness import actions
from umay.care.fairness.access import counting
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@pytest.fixture
def visit(client):
    """visit(identity, "see"): the answer for a signed-in person."""
    client.cookies["umay_language"] = "en"
    client.cookies["django_language"] = "en"

    def ask(by, verb, *args, query=""):
        client.force_login(user_of(by))
        return client.get(reverse(f"fairness:{verb}", args=args) + query)

    return ask


@pytest.fixture
def keep(db):
    """keep(rows): a month's tables from rows as the database counts them."""

    def write(rows, *, country="TR", kind="month", first_on=date(2026, 10, 1), run_id=None):
        by = counting(country, now())
        with acting(by):
            actions.keep(by=by, kind=kind, first_on=first_on, run_id=run_id, rows=rows, at=now())

    return write
