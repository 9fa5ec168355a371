"""Families in which a child was not safe before: left out for that child ever after."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from umay.care.placements.rules import unsafe_ends
from umay.ground.offices.packs import Settings


def unsafe_families(case_ids: Sequence[UUID], settings: Settings) -> list[tuple[UUID, UUID]]:
    """(case id, family id) for each child of these cases and each family it left because it was not safe, by the country's `settings`. One statement."""
    if not case_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select case_id, family_id from placements_unsafe(%s, %s)", [list(case_ids), list(unsafe_ends(settings))]
        )
        return cursor.fetchall()
