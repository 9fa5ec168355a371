"""Hundreds of rows written together, parents before children, their keys made in two statements."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from umay.care.cases.models import Case, CaseChild, Deadline, LegalBasis, Measure
from umay.care.families.models import Family, Member, Willingness
from umay.care.persons.actions.many import Keys
from umay.care.persons.models import Name, Paper, Person, Tie
from umay.care.placements.models import Placement
from umay.ground.journal.actions import record_many
from umay.ground.offices import keys
from umay.ground.offices.models import CaseNumber, Office
from umay.kit.kernel.vault import SealedText

_ORDER = (
    Family,
    Case,
    Person,
    Name,
    Keys,
    Paper,
    Tie,
    CaseChild,
    LegalBasis,
    Measure,
    Deadline,
    Member,
    Willingness,
    Placement,
)


class Taken(Exception):
    """A number that is unique in the country stands in a row that the asker can't see. `owner` is the row of the file."""

    def __init__(self, owner):
        super().__init__("taken")
        self.owner = owner


class Batch:
    """Unsaved rows by kind. `put` them, then `save`; `owner` is the file's row they come from."""

    def __init__(self):
        self.rows: dict[type, list] = {}
        self.owners: dict[UUID, int] = {}

    def put(self, *rows, owner: int):
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)
            self.owners[row.pk] = owner
        return rows[0]

    def save(self) -> None:
        """Write everything. Raises Taken."""
        keys.forget()
        keys.make_many(list(dict.fromkeys(self._sealing())))
        for model in _ORDER:
            if rows := self.rows.get(model):
                self._write(model, rows)
        self.rows.clear()
        self.owners.clear()

    def _write(self, model, rows: list) -> None:
        if model is Keys:
            Keys.write(rows)
            return
        if model not in (Family, Case, Paper):
            model.objects.bulk_create(rows, batch_size=500)
            return
        try:
            with transaction.atomic():
                model.objects.bulk_create(rows, batch_size=500)
        except IntegrityError as error:
            raise Taken(self._first_taken(rows)) from error

    def _first_taken(self, rows: list) -> int:
        """Which of the rows it was: asked one by one, in a transaction that is thrown away."""
        for row in rows:
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:
                return self.owners[row.pk]
        return self.owners[rows[0].pk]

    def _sealing(self) -> Iterable[UUID]:
        for model, rows in self.rows.items():
            if model is Keys:
                continue
            sealed = [one for one in model._meta.concrete_fields if isinstance(one, SealedText)]
            for row in rows:
                for one in sealed:
                    if row.__dict__.get(one.attname):
                        yield getattr(row, one.key)


def take_numbers(office: Office, kind: str, year: int, count: int) -> list[str]:
    """The next `count` numbers of an office, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select offices_take_number(%s, %s, %s) from generate_series(1, %s)", [office.pk, kind, year, count]
        )
        return [f"{office.code}-{year}-{taken:04d}" for (taken,) in cursor.fetchall()]


def pass_numbers(office: Office, kind: str, numbers: Iterable[str]) -> None:
    """Numbers brought in are never given again: the office's counter goes on behind the highest of them."""
    highest: dict[int, int] = {}
    for number in numbers:
        code, _, rest = number.partition("-")
        year, _, running = rest.partition("-")
        if code == office.code and year.isdecimal() and len(year) == 4 and running.isdecimal() and len(running) < 7:
            highest[int(year)] = max(highest.get(int(year), 0), int(running))
    for year, most in highest.items():
        last = (
            CaseNumber.objects.filter(office=office, kind=kind, year=year).values_list("last", flat=True).first() or 0
        )
        if last < most:
            take_numbers(office, kind, year, most - last)


def journal_files(code: str, kind: str, files: list[UUID], why: str = "") -> None:
    """One line for each care file, in one statement."""
    record_many(code, kind=kind, lines=[(file, file) for file in files], why=why)
