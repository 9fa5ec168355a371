"""Loads the first terms of the concordance (seeds/terms.json). One whose `basis` is empty was written from general knowledge, and its page says so."""

import json
from datetime import datetime
from pathlib import Path

from umay.cooperation.accords.models import Concept, Match, Term
from umay.cooperation.partners.models import State
from umay.cooperation.partners.seeding import seed

FACTS = Path(__file__).resolve().parent / "seeds" / "terms.json"


@seed(40)
def terms(at: datetime) -> int:
    """Concepts that are not there yet, with their terms, and how near the terms are. What a desk has written stays."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    matches = facts.pop("matches")
    added = sum(_concept(code, rows) for code, rows in facts.items())
    return added + sum(_match(row) for row in matches) if added else 0


def _concept(code: str, rows: list[dict]) -> int:
    if Concept.objects.filter(code=code).exists():
        return 0
    concept = Concept.objects.create(code=code)
    for row in rows:
        Term.objects.create(concept=concept, **(row | {"state": State.objects.get(code=row["state"])}))
    return 1 + len(rows)


def _match(row: dict) -> int:
    first, second = (
        Term.objects.filter(word=row[name]).order_by("recorded_at").first() for name in ("first", "second")
    )
    if first is None or second is None or Match.objects.filter(first=first, second=second).exists():
        return 0
    Match.objects.create(first=first, second=second, kind=row["kind"], notes=row["notes"])
    return 1
