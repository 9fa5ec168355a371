"""Search before create: who may be the same human being, what agrees and what differs, and which other office knows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import F

from umay.care.persons import names, numbers
from umay.care.persons.models import Paper, Person, Tie
from umay.care.persons.queries.searching import WORTH_SHOWING, _ask, _named, holders, written
from umay.care.persons.rules import ISSUER, Facts, differences, pairs_of, plain_words_of, year_slack
from umay.care.persons.words import FIELD_WORDS
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.vault import blind

MOST_SHOWN = 6
MOST_COMPARED = 60


@dataclass(frozen=True)
class Double:
    """A likely double of the asker's own scope. `agrees`, `differs`, `unknown` are translated words for fields."""

    person: Person
    agrees: list[str]
    differs: list[str]
    unknown: list[str]
    is_likely: bool
    bits: float = 0.0


@dataclass(frozen=True)
class Doubles:
    """`here`: people the asker may see, most alike first. `elsewhere`: names of other offices that know such a person: ask them."""

    here: list[Double] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    is_common: bool = False  # so many offices know such a name that naming them would say nothing

    def __bool__(self) -> bool:
        return bool(self.here or self.elsewhere or self.is_common)

    @property
    def ids(self) -> list[UUID]:
        return [double.person.pk for double in self.here]


def doubles(*, values: dict, by: Identity, ask_others: bool = True) -> Doubles:
    """Likely doubles of somebody about to be added. `values` as in `actions.add`, and `parents`: names of the mother and father.

    Needs a door that writes: asking other offices (names with a birth, or a number) is journaled and told to them. It happens in
    the same call; `ask_others=False` looks in the asker's own scope only.
    """
    asked = _facts(values, by)
    here = _here(asked, by)
    elsewhere, is_common = _elsewhere(asked, values) if ask_others else ([], False)
    return Doubles(here, elsewhere, is_common)


def _facts(values: dict, by: Identity) -> Facts:
    whole = f"{values.get('given') or ''} {values.get('surname') or ''}".strip()
    others = [entry[1] if isinstance(entry, (tuple, list)) else entry for entry in values.get("other_names") or ()]
    found = set()
    for issuer, kind, typed in values.get("papers") or ():
        if numbers.problem(kind, typed, demo=True) is None:
            issuer = ISSUER.get(kind, issuer or by.country)
            found.add((f"{issuer} {kind}", _hash(issuer, kind, typed)))
    return Facts(
        names=[text for text in (whole, *others) if text],
        born_on=values.get("born_on"),
        born_precision=values.get("born_precision") or "day",
        sex=values.get("sex") or "u",
        numbers=frozenset(found),
        parents=[text for text in values.get("parents") or () if text],
        place=values.get("place") or "",
    )


def _hash(issuer: str, kind: str, typed: str) -> str:
    return blind(numbers.normal(kind, typed), country=issuer, kind=kind).hex()


def _hashes(asked: Facts) -> list[bytes]:
    return [bytes.fromhex(hashed) for _kind, hashed in sorted(asked.numbers)]


def _here(asked: Facts, by: Identity) -> list[Double]:
    """The asker's own scope: the search's candidates and whoever holds the number, compared field by field."""
    met: dict[UUID, Person] = {}

    def read(ids: Sequence[UUID]) -> Mapping[UUID, Sequence[str]]:
        fresh = {row.pk: row for row in _named(ids, by)}
        met.update(fresh)
        return {pk: written(row) for pk, row in fresh.items()}

    chosen: dict[UUID, Person] = {row.pk: row for row in _named(holders(_hashes(asked)), by)} if asked.numbers else {}
    born = asked.born_on.year if asked.born_on else None
    for text in asked.names[:2]:
        alike = names.search(text, ask=lambda step: _ask(step, by), read=read, born=born, shown=MOST_COMPARED)
        chosen |= {pk: met[pk] for pk, made in alike if made.value >= WORTH_SHOWING}
    compared = []
    facts = _facts_of(list(chosen.values())) if chosen else {}
    for pk, person in chosen.items():
        made = names.compare(asked, facts[pk])
        if made.level != "unlikely":
            compared.append(_double(person, made, asked, facts[pk]))
    return sorted(compared, key=lambda double: (-double.bits, str(double.person.pk)))[:MOST_SHOWN]


def alike(some: Sequence[UUID], others: Sequence[UUID], *, by: Identity) -> list[tuple[Person, Double]]:
    """Each pair of records, one of `some` and one of `others`, that may speak of one human: by names in every writing, birth, number, parents.

    Of the people the asker may see; records joined into one are left out, for they are one already. Six statements.
    """
    rows = {row.pk: row for row in _named([*some, *others], by)}
    facts = _facts_of(list(rows.values())) if rows else {}
    found = []
    for one in (rows[pk] for pk in dict.fromkeys(some) if pk in rows):
        for other in (rows[pk] for pk in dict.fromkeys(others) if pk in rows and pk != one.pk):
            made = names.compare(facts[one.pk], facts[other.pk])
            if made.level != "unlikely":
                found.append((one, _double(other, made, facts[one.pk], facts[other.pk])))
    return sorted(found, key=lambda pair: (-pair[1].bits, str(pair[0].pk), str(pair[1].person.pk)))


def _double(person: Person, made: names.Comparison, asked: Facts, known: Facts) -> Double:
    states = differences(asked, known)
    near = [FIELD_WORDS[name, "near"] for name in states["near"]]
    return Double(
        person,
        agrees=[FIELD_WORDS[name, ""] for name in states["agree"]] + near,
        differs=[FIELD_WORDS[name, ""] for name in states["differ"]],
        unknown=[FIELD_WORDS[name, ""] for name in states["unknown"]],
        is_likely=made.level == "likely",
        bits=made.bits,
    )


def _facts_of(people: Sequence[Person]) -> dict[UUID, Facts]:
    """What is known of each person, in two statements for all of them."""
    ids = [person.pk for person in people]
    held: dict[UUID, set] = {pk: set() for pk in ids}
    for paper in Paper.objects.filter(person_id__in=ids, ended_at__isnull=True).order_by("id").defer("number"):
        held[paper.person_id].add((f"{paper.issuer} {paper.kind}", bytes(paper.number_hash).hex()))
    parents: dict[UUID, list[str]] = {pk: [] for pk in ids}
    for tie in (
        Tie.objects.filter(person_id__in=ids, kind__in=("mother", "father"), ended_on__isnull=True)
        .order_by("id")
        .annotate(given=F("other__given"), surname=F("other__surname"))
    ):
        parents[tie.person_id].append(f"{tie.given} {tie.surname}".strip())
    return {
        person.pk: Facts(
            names=written(person),
            born_on=person.born_on,
            born_precision=person.born_precision,
            sex=person.sex,
            numbers=frozenset(held[person.pk]),
            parents=parents[person.pk],
            place=person.place,
        )
        for person in people
    }


def _elsewhere(asked: Facts, values: dict) -> tuple[list[str], bool]:
    """Names of other offices that know such a person (sql.py). Nothing is asked without a birth or a number: a name alone says too little."""
    given, surname = values.get("given") or "", values.get("surname") or ""
    pairs = pairs_of(given, surname) if asked.born_on else []
    hashes = _hashes(asked)
    if not pairs and not hashes:
        return [], False
    with connection.cursor() as cursor:
        cursor.execute(
            "select office, is_common from persons_known_elsewhere(%s::text[], %s::text[], %s::bytea[], %s, %s, %s)",
            [
                pairs,
                plain_words_of(given, surname),
                hashes,
                asked.born_on,
                asked.born_precision == "day",
                year_slack(asked.born_precision),
            ],
        )
        rows = cursor.fetchall()
    return [office for office, is_common in rows if not is_common], any(is_common for _office, is_common in rows)
