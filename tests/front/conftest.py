"""The catalogues are compiled, and what is counted over all processes begins at nothing."""

import pytest


@pytest.fixture(autouse=True)
def _fresh_counts():
    from django.core.cache import cache

    cache.clear()
    yield
