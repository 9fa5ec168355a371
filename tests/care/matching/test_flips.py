"""What never enters a match: every column of people, cases and families that is not on the short list below is flipped in the database, and
the exported instance stays the same to the last byte. A column that is added later is protected on the day it is added.
"""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction

from tests.care.matching.setting import home, opened
from umay.care.cases.models import LegalBasis, Tried
from umay.care.families.models import Check, Family, Member
from umay.care.matching import queries
from umay.care.matching.access import national
from umay.care.matching.engine import dump
from umay.care.persons.models import Paper
from umay.care.persons.words import Sex
from umay.ground.offices.models import Scoped, follow
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.vault import SealedText

STRUCTURE = {field.name for field in Scoped._meta.get_fields()} | {"version"}
COUNTS = {
    "child": {"born_on", "sex"},  # sex for bedrooms alone, see below
    "carer": set(),
    "case": {"care_type", "needs_family_since", "is_urgent", "lat", "lon", "state", "closed_at"},
    "case_child": {"case", "person", "needs", "behaviour_need", "languages", "left_on"},
    "match": {"case", "state", "care_type", "is_urgent", "children", "split_of", "opened_at"},
    "family": {
        "care_types", "places", "places_mixed", "max_siblings", "age_from", "age_to", "rooms_for", "skills", "languages", "own_children",
        "lat", "lon", "state", "is_available", "unavailable_until", "approved_until",
    },
    "member": {"family", "person", "left_on"},  # who lives there: a decision of no contact
    "paper": {"person"}, "tried": {"case"}, "basis": {"case"}, "check": {"family", "member"},
}  # fmt: skip
"""All that a match may be made of. Whoever adds a column here changes what is fair: docs/decisions/0040-matching.md."""
HELD_BY_THE_DATABASE = {"is_barred"}
"""Columns that a constraint keeps from being flipped alone: only a family that has ended may be barred, and it is no family of the run."""


def exported() -> bytes:
    by = national("TR", now())
    with acting(by), transaction.atomic():
        return dump(queries.gathered(by=by, at=now()).instance)


def other_value(field: models.Field, value):
    """Another value of the column's own kind."""
    if isinstance(field, ArrayField):
        return ["f"] if value != ["f"] else ["m"]
    kind = type(value)
    if isinstance(field, SealedText):
        return "Bambaşka bir hikâye."
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.UUIDField):
        return new_id() if not isinstance(value, UUID) else UUID(int=value.int ^ 1)
    if isinstance(field, models.DateTimeField):
        return (value or now()) + timedelta(days=77)
    if isinstance(field, models.DateField):
        return (value or date(2020, 2, 2)) - timedelta(days=77)
    if isinstance(field, models.JSONField):
        return {"başka": 1}
    if isinstance(field, models.BinaryField):
        return b"\x01" + bytes(value or b"")
    if isinstance(field, models.FloatField | models.IntegerField):
        return (value or 0) + 1
    assert isinstance(field, models.CharField | models.TextField), (field, kind)
    return ("Z" + (value or ""))[: field.max_length or 50]


@pytest.fixture
def things(cast):
    """One of each: a child with its case, search, papers, what was tried and its legal basis; a family with a carer and a check."""
    family = home(cast)
    match = opened(cast, ages=(8,))
    with acting(cast.worker):
        case, (line,) = match.case, match.case.children.all()
        child = line.person
        paper = Paper.objects.create(**follow(child), person=child, issuer="SY", kind="passport", number="00-1")
        tried = Tried.objects.create(**follow(case), case=case, kind="support", outcome="Yoksulluk.")
        basis = LegalBasis.objects.filter(case=case).first()
    with acting(cast.family_worker):
        member = Member.objects.select_related("person").get(family=family)
        assert member.person
        check = Check.objects.create(
            **follow(family), family=family, member=member, kind="criminal", done_on=now().date(), is_clear=True
        )
    return {
        "child": (child, cast.worker), "case": (case, cast.worker), "case_child": (line, cast.worker), "match": (match, cast.worker),
        "paper": (paper, cast.worker), "tried": (tried, cast.worker), "basis": (basis, cast.worker),
        "family": (family, cast.family_worker), "member": (member, cast.family_worker), "carer": (member.person, cast.family_worker),
        "check": (check, cast.family_worker),
    }  # fmt: skip


class _Undo(Exception):
    pass


def flipped(row, by, name, value) -> bytes:
    """The instance with that one column flipped in the database; the flip is undone."""
    found = b""
    try:
        with transaction.atomic():
            with acting(by), transaction.atomic():
                fresh = type(row).objects.get(pk=row.pk)
                setattr(fresh, name, value)
                fresh.save(update_fields=[name])
            found = exported()
            raise _Undo
    except _Undo:
        return found


def test_no_other_column_of_people_cases_and_families_changes_a_byte_of_what_the_engine_reads(things):
    before, flips, held = exported(), 0, set()
    assert len(json.loads(before)["groups"]) == len(json.loads(before)["families"]) == 1
    for kind, (row, by) in things.items():
        for field in row._meta.concrete_fields:
            if field.name in STRUCTURE | COUNTS[kind]:
                continue
            with acting(by):
                value = None if field.is_relation else other_value(field, getattr(row, field.name))
            if field.is_relation and not field.null:
                continue
            try:
                assert flipped(row, by, field.name, value) == before, f"{kind}.{field.name} reaches the engine"
                flips += 1
            except IntegrityError:
                held.add(field.name)
    assert flips > 90
    assert held <= HELD_BY_THE_DATABASE, held


def test_what_counts_does_reach_the_engine(things):
    """The test above could pass because nothing is read; these must not pass it."""
    before = exported()
    for kind, name, value in (
        ("child", "born_on", date(2012, 1, 1)),
        ("case_child", "needs", ["sign_language"]),
        ("case", "lat", 38.0),
        ("match", "is_urgent", True),
        ("family", "rooms_for", ["f"]),
        ("family", "own_children", 2),
    ):
        row, by = things[kind]
        assert flipped(row, by, name, value) != before, f"{kind}.{name}"


def test_a_childs_sex_changes_its_bedroom_and_nothing_else(things):
    row, by = things["child"]
    before = json.loads(exported())
    after = json.loads(flipped(row, by, "sex", "m" if row.sex == "f" else "f"))
    assert before != after
    for instance in (before, after):
        del instance["groups"][0]["children"][0]["sex"]
    assert before == after
    unknown = json.loads(
        flipped(row, by, "sex", Sex.UNKNOWN)
    )  # not known yet: only a home with rooms for both is sure to suit
    assert unknown["groups"][0]["children"][0]["needs"] == ["rooms:both"]


def test_the_flip_itself_is_written_and_undone(things):
    row, by = things["family"]
    value = other_value(Family._meta.get_field("note"), None)
    flipped(row, by, "note", value)
    with acting(by):
        assert Family.objects.get(pk=row.pk).note is None
