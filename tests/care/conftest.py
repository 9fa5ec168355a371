"""What tests of several rooms of care share: a plain engine in the place of the one for a country."""

import pytest

from tests.care.matching import plain
from umay.care.matching import jobs


@pytest.fixture
def plain_engine(monkeypatch):
    """A run's own work is tested without the proof, which has tests of its own."""
    monkeypatch.setattr(jobs, "engine_solve", plain.solve)
    monkeypatch.setattr(jobs, "engine_name", lambda: plain.ENGINE)
