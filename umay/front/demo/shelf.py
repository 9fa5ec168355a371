"""Rows of one office, gathered and then written together."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection

from umay.care.cases.models import Case
from umay.care.families.models import Family
from umay.care.persons.models import Name, Person, Token
from umay.care.persons.names import tokens
from umay.care.persons.words import NameKind
from umay.front.demo.crowd import Human
from umay.ground.offices import keys
from umay.ground.offices.actions import take_number
from umay.ground.offices.models import Office, follow
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.text import SORT_VERSION, fold, sort_key

_SEALED_BY_OWN_ID = (Person, Case, Family)
_SPOKEN = {"tr": "Türkçe", "az": "Azərbaycanca"}


class Shelf:
    """Collects unsaved rows in the order in which they must be written."""

    def __init__(self, office: Office, workers: list, by: UUID, at: datetime):
        self.office, self.workers, self.by, self.at = office, workers, by, at
        self.today: date = at.date()
        self.rows: dict[type, list] = {}
        self.taken: list[tuple] = []
        self._turn = 0

    def put(self, row):
        if not isinstance(row, Token):
            row.recorded_by = row.recorded_by or self.by
        self.rows.setdefault(type(row), []).append(row)
        return row

    def next_worker(self):
        self._turn += 1
        return self.workers[self._turn % len(self.workers)]

    def file(self, model, kind: str, *, worker=None, **values):
        """A file of its own: a report, a case or a family."""
        own = new_id()
        return self.put(
            model(
                id=own, file_id=own, country=self.office.country, office=self.office, worker=worker, place=self.office.place,
                number=take_number(office=self.office, kind=kind, year=self.today.year), **values,
            )
        )  # fmt: skip

    def human(self, human: Human, file, file_kind: str, *, address: str = "", phone: str = "") -> Person:
        language = self.office.country.lower()
        name = f"{human.given} {human.surname}".strip()
        person = self.put(
            Person(
                **follow(file), file_kind=file_kind, given=human.given, surname=human.surname, name_fold=fold(name), name_sort=sort_key(name, language),
                sort_version=SORT_VERSION, language=language, sex=human.sex, born_on=human.born_on, speaks=_SPOKEN[language], place=self.office.place,
                phone=phone, address=address or None,
            )
        )  # fmt: skip
        scope = follow(person)
        self.put(Name(**scope, person=person, kind=NameKind.WRITTEN, text=name))
        for token in sorted(tokens(human.given, human.surname, born=human.born_on.year)):
            self.put(Token(**scope, person=person, token=token[:40]))
        return person

    def take_place(self, family: Family, placement) -> None:
        """The ledger's line for a child who lives there; written by the ledger's own function, as every other."""
        self.taken.append((family.pk, placement.pk, placement.began_at))

    def save(self) -> None:
        """Write everything, parents before children, the sealed fields' keys first."""
        keys.forget()
        sealed = [row.file_id for model in self.rows for row in self.rows[model] if model in _SEALED_BY_OWN_ID]
        sealed += [row.pk for row in self.rows.get(Person, []) if row.address is not None]
        sealed += [row.file_id for rows in self.rows.values() for row in rows]
        keys.make_many(sealed)
        for model in sorted(self.rows, key=_depth):
            model.objects.bulk_create(self.rows[model], batch_size=400)
        with connection.cursor() as cursor:
            cursor.executemany("select families_put(%s, 'taken', 1, %s, null, null, '', %s)", self.taken)
        self.rows.clear()
        self.taken.clear()


def _depth(model) -> int:
    order = [
        "Report",
        "Case",
        "Family",
        "Person",
        "Name",
        "Token",
        "Paper",
        "Tie",
        "ReportChild",
        "CaseChild",
        "Member",
        "Tried",
        "LegalBasis",
        "Measure",
        "Deadline",
        "Contact",
        "KinAsked",
        "Note",
        "Willingness",
        "Place",
        "Match",
        "Candidate",
        "Placement",
        "Visit",
        "Concern",
    ]
    return order.index(model.__name__)
