"""Published facts that are loaded once: each noun registers its own, and `load` runs all of them. Running it again adds what is missing and changes nothing."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from umay.cooperation.partners.models import Mandate, Official, Party, PartyName, Source, SourceSentence, State
from umay.cooperation.partners.rules import sentences, sha256_of
from umay.kit.kernel.acting import founding
from umay.kit.kernel.ports import record

SEEDS = Path(__file__).resolve().parent / "seeds"
_nouns: list[tuple[int, str, Callable[[datetime], int]]] = []


def seed(order: int) -> Callable:
    """Register a noun's facts: function(at) -> how many rows it added. It runs under `founding`, in the order given, and must be idempotent."""

    def fill(function: Callable[[datetime], int]) -> Callable[[datetime], int]:
        if (order, function.__qualname__, function) not in _nouns:
            _nouns.append((order, function.__qualname__, function))
        return function

    return fill


def load(*, at: datetime) -> int:
    """Load every registered fact that is not there yet, all or nothing. Returns how many rows were added."""
    with founding(origin="published facts"), transaction.atomic():
        added = sum(function(at) for _order, _name, function in sorted(_nouns, key=lambda noun: noun[:2]))
        if added:
            record("accords.load", kind="partners.source", fields=[], why=str(added))
    return added


def sentence(code: str, number: int) -> SourceSentence:
    """The numbered sentence of a source, for a fact that stands there. Number 0 is the source as a whole."""
    return SourceSentence.objects.get(source__code=code, number=number)


def read(name: str):
    """A seed file of this room."""
    return json.loads((SEEDS / name).read_text(encoding="utf-8"))


@seed(0)
def partners(at: datetime) -> int:
    """States, institutions, sources with their sentences, names and officials."""
    added = sum(_state(row) for row in read("states.json"))
    added += sum(_party(row) for row in read("parties.json"))
    added += sum(_source(row) for row in read("sources.json"))
    added += sum(_name(row, name) for row in read("parties.json") for name in row["names"])
    added += sum(_official(row) for row in read("people.json"))
    return added


def _state(row: dict) -> int:
    given = {key: row[key] for key in ("iso2", "names", "standing", "languages")} | {"note": row.get("note", {})}
    _one, is_new = State.objects.get_or_create(code=row["code"], defaults=given)
    return int(is_new)


def _party(row: dict) -> int:
    state = State.objects.get(code=row["state"]) if row["state"] else None
    _one, is_new = Party.objects.get_or_create(code=row["code"], defaults={"state": state, "kind": row["kind"]})
    return int(is_new)


def _source(row: dict) -> int:
    """A source whose file is not what its hash says stops the load: a text is kept as it was published."""
    if Source.objects.filter(code=row["code"]).exists():
        return 0
    content = (SEEDS / row["file"]).read_bytes() if row.get("file") else b""
    if content and sha256_of(content) != row["sha256"]:
        raise ValueError(f"{row['file']} is not the text that was published")
    text = content.decode("utf-8")
    source = Source.objects.create(
        code=row["code"],
        kind=row["kind"],
        title=row["title"],
        publisher=row.get("publisher", ""),
        party=Party.objects.get(code=row["party"]) if row.get("party") else None,
        lang=row["lang"],
        published_on=date.fromisoformat(row["published_on"]) if row.get("published_on") else None,
        text=text,
        sha256=row.get("sha256", ""),
    )
    numbered = [(0, ""), *enumerate(sentences(text), start=1)] if text else [(0, "")]
    SourceSentence.objects.bulk_create(
        [SourceSentence(source=source, number=number, text=words) for number, words in numbered]
    )
    return 1 + len(numbered)


def _pointed(row: dict) -> SourceSentence | None:
    return sentence(*row["sentence"]) if row.get("sentence") else None


def _name(row: dict, name: dict) -> int:
    _one, is_new = PartyName.objects.get_or_create(
        party=Party.objects.get(code=row["code"]),
        lang=name["lang"],
        name=name["name"],
        defaults={"is_ours": name.get("is_ours", False), "sentence": _pointed(name)},
    )
    return int(is_new)


def _official(row: dict) -> int:
    """Named in a published source, so public. From when to when is not stated there."""
    party = Party.objects.get(code=row["party"])
    official, is_new = Official.objects.get_or_create(party=party, name=row["name"], defaults={"is_public": True})
    held = {"kind": row["kind"], "titles": row["titles"], "sentence": _pointed(row), "is_public": True}
    _mandate, is_new_too = Mandate.objects.get_or_create(party=party, official=official, defaults=held)
    return int(is_new) + int(is_new_too)
