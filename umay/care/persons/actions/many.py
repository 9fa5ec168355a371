"""People of a list that is brought in: the same rows as `add` writes, made without writing, so that hundreds are written together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from umay.care.persons.access import ADD
from umay.care.persons.actions.names import _checked, _kind_of
from umay.care.persons.actions.people import PLAIN, _name
from umay.care.persons.models import Name, Paper, Person
from umay.care.persons.names import number_token
from umay.care.persons.rules import ISSUER, keys_of
from umay.care.persons.words import NameKind
from umay.ground.offices.models import Scoped, follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed
from umay.kit.kernel.text import tidy
from umay.kit.kernel.vault import blind


@dataclass(slots=True)
class Keys:
    """The search keys of one new person, written with those of many others."""

    person: UUID
    tokens: list[str]

    @property
    def pk(self) -> UUID:
        return self.person

    @staticmethod
    def write(made: "Iterable[Keys]") -> int:
        """Write the search keys of people who were just written, in one statement. Returns how many."""
        people, tokens = [], []
        for one in made:
            people += [one.person] * len(one.tokens)
            tokens += one.tokens
        with connection.cursor() as cursor:
            cursor.execute("select persons_put_tokens(%s::uuid[], %s::text[])", [people, tokens])
            return cursor.fetchone()[0]


def prepare(*, values: dict, file: Scoped, file_kind: str, by: Identity, at: datetime) -> list:
    """The unsaved rows of one new person, the Person first: names, search keys (one `Keys`), numbers. `values` as in `add`.

    Write them in the order Person, Name, Keys, Paper. Raises Refusal for a wrong number; one that another record holds is refused by the
    database when the rows are written.
    """
    if not by.may(ADD):
        raise NotAllowed()
    person = Person(**follow(file), file_kind=file_kind, recorded_by=by.user_id, recorded_at=at)
    for name in PLAIN:
        if values.get(name) is not None:
            setattr(person, name, values[name])
    _name(person, values, by=by)
    common = {**follow(file), "person": person, "recorded_by": by.user_id, "recorded_at": at}
    written = {person.name: NameKind.WRITTEN} if person.name else {}
    for text in map(tidy, values.get("other_names") or ()):
        written.setdefault(text[:260], _kind_of(text))
    born = person.born_on.year if person.born_on else None
    keys = keys_of(person.given, person.surname, [text for text in written if text != person.name], born=born)
    if number := number_token(getattr(file, "number", "")):
        keys.add(number)
    rows: list = [person]
    rows += [Name(**common, kind=kind, text=text) for text, kind in written.items()]
    rows.append(Keys(person.pk, sorted(keys)))
    for issuer, kind, typed in values.get("papers") or ():
        number, issuer = _checked(kind, typed), ISSUER.get(kind, issuer or by.country)
        hashed = blind(number, country=issuer, kind=kind)
        rows.append(Paper(**common, issuer=issuer, kind=kind, number=number, number_hash=hashed))
    return rows
