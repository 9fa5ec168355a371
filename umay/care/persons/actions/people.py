"""Add a person, change what is written of one, take one from a report into its case."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import ADD, CHANGE
from umay.care.persons.actions.names import _write_keys, _write_names, _write_papers
from umay.care.persons.models import Erasure, Name, Paper, Person, Tie, Token
from umay.care.persons.names import number_token
from umay.ground.offices.models import Scoped, follow
from umay.ground.offices.queries import check_may_keep_people
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import SORT_VERSION, fold, sort_key, tidy

PLAIN = ("sex", "born_on", "born_precision", "died_on", "speaks", "phone", "place", "address")


def add(*, values: dict, file: Scoped, file_kind: str, by: Identity, at: datetime) -> Person:
    """Write a new person into a file (a report, a case or a family). Names, search keys and numbers are made with it.

    values: given, surname, sex, born_on, born_precision, speaks, phone, place, address, language; other_names: texts or
    (kind, text); papers: (issuer, kind, number). Every one may be missing. Search for doubles first (queries.doubles).
    Raises Refusal for a number that is wrong or stands in another record.
    """
    if not by.may(ADD):
        raise NotAllowed()
    check_may_keep_people(by.country, at.date())
    person = Person(**follow(file), file_kind=file_kind, recorded_by=by.user_id, recorded_at=at)
    for name in PLAIN:
        if values.get(name) is not None:
            setattr(person, name, values[name])
    _name(person, values, by=by)
    with transaction.atomic():
        person.save(force_insert=True)
        _write_names(person, values.get("other_names") or (), by=by, at=at)
        _write_keys(person, by=by, at=at, file_number=getattr(file, "number", ""))
        _write_papers(person, values.get("papers") or (), by=by, at=at)
        record("persons.add", kind="persons.person", thing=person.pk, file=person.file_id, fields=_written(values))
    return person


def _written(values: dict) -> list[str]:
    return sorted(name for name, value in values.items() if value not in (None, "", (), []))


def _name(person: Person, values: dict, *, by: Identity) -> None:
    person.given = tidy(values.get("given", person.given) or "")[:120]
    person.surname = tidy(values.get("surname", person.surname) or "")[:120]
    person.language = values.get("language") or person.language or ("az" if by.country == "AZ" else "tr")
    person.name_fold = fold(person.name)[:260]
    person.name_sort = sort_key(person.name, person.language)
    person.sort_version = SORT_VERSION


def _locked(person: Person, *, version: int | None = None) -> Person:
    """The row under a lock. Raises Conflict where somebody changed it since, or where it was joined or erased."""
    fresh = Person.objects.select_for_update(of=("self",)).filter(pk=person.pk).first()
    if fresh is None:
        raise Conflict(_("This record is not open to you any more. Nothing was changed."), code="gone")
    if fresh.erased_at:
        raise Refusal(_("This record was erased by law. Nothing can be written in it."), code="erased")
    if fresh.joined_into_id:
        raise Conflict(
            _("This record was joined with another one. Nothing was changed. Write it in the record that was kept."),
            code="joined",
        )
    if version is not None and fresh.version != version:
        raise Conflict()
    return fresh


def change(*, person: Person, version: int, values: dict, by: Identity, at: datetime) -> Person:
    """Change what is written of a person: only the keys present in `values` (as in `add`). `version` is the one the form was made from."""
    if not by.may(CHANGE):
        raise NotAllowed()
    with transaction.atomic():
        fresh = _locked(person, version=version)
        for name in PLAIN:
            if name in values:
                empty = None if name in ("born_on", "died_on", "address") else ""
                setattr(fresh, name, values[name] if values[name] is not None else empty)
        is_renamed = bool({"given", "surname", "language"} & values.keys())
        if is_renamed:
            _name(fresh, values, by=by)
        fresh.save()
        if is_renamed or "other_names" in values:
            others = values.get("other_names")
            _write_names(fresh, _others(fresh) if others is None else others, by=by, at=at)
        if is_renamed or {"other_names", "born_on"} & values.keys():
            _write_keys(fresh, by=by, at=at)
        _write_papers(fresh, values.get("papers") or (), by=by, at=at)
        record("persons.change", kind="persons.person", thing=fresh.pk, file=fresh.file_id, fields=sorted(values))
    return fresh


def _others(person: Person) -> list[tuple[str, str]]:
    return list(person.names.filter(ended_at__isnull=True).exclude(kind="written").values_list("kind", "text"))


def refile(*, persons, file: Scoped, file_kind: str, by: Identity, at: datetime) -> int:
    """Take persons whose file is a report into the case (or family) made from it, with all their rows. Returns how many went.

    A person who already belongs to another case or family stays there; the new file points to the same record.
    """
    if not by.may(ADD):
        raise NotAllowed()
    scope = {name: value for name, value in follow(file).items() if name != "country"}
    with transaction.atomic():
        ids = list(
            Person.objects.select_for_update(of=("self",))
            .filter(pk__in=[person.pk for person in persons], file_kind="report")
            .exclude(file_id=file.file_id)
            .values_list("pk", flat=True)
        )
        # followers first: a row may be changed only while its old scope is still the asker's
        for model, column in ((Name, "person_id"), (Token, "person_id"), (Paper, "person_id"), (Tie, "person_id"), (Erasure, "person_id")):  # fmt: skip
            model.objects.filter(**{f"{column}__in": ids}).update(**scope)
        Person.objects.filter(pk__in=ids).update(**scope, file_kind=file_kind)
        number = number_token(getattr(file, "number", ""))
        if number:
            Token.objects.bulk_create(
                (Token(**follow(file), person_id=pk, token=number) for pk in ids), ignore_conflicts=True
            )
        for pk in ids:
            record("persons.refile", kind="persons.person", thing=pk, file=file.file_id, fields=["file_id"])
    return len(ids)
