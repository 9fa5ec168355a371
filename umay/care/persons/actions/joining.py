"""Join two records of one human being. Never by a sum: a person has looked at both and says so."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import JOIN
from umay.care.persons.actions.names import _write_keys, _write_names
from umay.care.persons.actions.people import PLAIN, _locked, _others
from umay.care.persons.models import Person, Tie, Token
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record

_EMPTY = {"sex": "u", "born_on": None, "died_on": None, "address": None}
_EXCLUSION = "23P01"


def join(*, keep: Person, double: Person, by: Identity, at: datetime) -> Person:
    """Make one record of two: `keep` takes what `double` knew, and every file that pointed to `double` points to `keep`.

    What `keep` knows is never overwritten; `double` stays as a signpost. Files of offices the asker can't see keep pointing
    to the signpost. Raises Refusal where both are in the same thing at once (two homes), which shows they are two people.
    """
    if not by.may(JOIN):
        raise NotAllowed()
    if keep.pk == double.pk:
        raise Refusal(_("Choose two different records."), code="same", field="double")
    with transaction.atomic():
        # one order for all, so that two people joining the same pair the other way round wait instead of hanging
        rows = {row.pk: _locked(row) for row in sorted((keep, double), key=lambda row: row.pk)}
        keep, double = rows[keep.pk], rows[double.pk]
        _take_facts(keep, double)
        _take_papers(keep, double, at=at)
        _take_ties(keep, double)
        others = [*_others(keep), *_others(double)]
        if double.name:
            others.append(("other", double.name))
        _write_names(keep, others, by=by, at=at)
        moved = _take_places(keep, double)
        _write_keys(keep, by=by, at=at)
        _take_numbers(keep, double)
        double.joined_into = keep
        double.save(update_fields=["joined_into"])
        record(
            "persons.join", kind="persons.person", thing=keep.pk, file=keep.file_id, fields=moved, why=str(double.pk)
        )
    return keep


def _take_facts(keep: Person, double: Person) -> None:
    taken = []
    for name in PLAIN:
        empty = _EMPTY.get(name, "")
        if (
            name != "born_precision"
            and getattr(keep, name) in (empty, "", None)
            and getattr(double, name) not in (empty, "", None)
        ):
            setattr(keep, name, getattr(double, name))
            taken.append(name)
    is_better = keep.born_precision != "day" and double.born_precision == "day" and double.born_on
    if "born_on" in taken or is_better:
        keep.born_on, keep.born_precision = double.born_on, double.born_precision
    keep.save()


def _take_papers(keep: Person, double: Person, *, at: datetime) -> None:
    for paper in double.papers.filter(ended_at__isnull=True):
        number = paper.number
        paper.person = keep  # sealed again below, under the key of the person it now belongs to
        paper.number = number
        paper.save(update_fields=["person", "number"])


def _take_numbers(keep: Person, double: Person) -> None:
    """`keep` is found by the numbers of the files of `double` too; the double's own keys go."""
    standing = set(keep.tokens.values_list("token", flat=True))
    numbers = {key for key in double.tokens.values_list("token", flat=True) if key.startswith("n")}
    Token.objects.bulk_create(Token(**follow(keep), person=keep, token=key) for key in sorted(numbers - standing))
    double.tokens.all().delete()


def _take_ties(keep: Person, double: Person) -> None:
    for column in ("person", "other"):
        for tie in Tie.objects.filter(**{column: double}):
            if keep.pk in (tie.person_id, tie.other_id):
                continue  # a tie between the two records says nothing about one person
            _pointed(tie, column, keep)


def _take_places(keep: Person, double: Person) -> list[str]:
    """Point every row of later rooms to `keep`. The list of relations is Django's own, so no room can be forgotten."""
    moved = []
    for relation in Person._meta.related_objects:
        model, column = relation.related_model, relation.field.name
        if model._meta.app_label == "persons":
            continue
        for row in model.objects.filter(**{column: double}):
            if _pointed(row, column, keep):
                moved.append(f"{model._meta.label_lower}.{column}")
    return sorted(set(moved))


def _pointed(row, column: str, keep: Person) -> bool:
    """Point the row to `keep`; where `keep` already stands there (the same report, the same tie), or where the asker may
    only read, the row is left with the signpost."""
    try:
        with transaction.atomic():
            return bool(type(row).objects.filter(pk=row.pk).update(**{column: keep}))
    except IntegrityError as refused:
        if getattr(refused.__cause__, "sqlstate", "") == _EXCLUSION:
            raise Refusal(
                _(
                    "These two records can't be joined: both live in a home at the same time. Nothing was changed. "
                    "Look at the two placements first; perhaps they are two children."
                ),
                code="two_places",
            ) from refused
        return False
