"""Rows of a list that is brought in: keys of many people in one statement, by the same rights as one by one."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories.care import make_case
from umay.care.cases.models import CaseChild
from umay.care.persons.actions.many import Keys
from umay.care.persons.models import Token
from umay.care.persons.queries.many import numbers_elsewhere
from umay.kit.kernel.acting import acting


def child_of(case, by):
    with acting(by):
        return CaseChild.objects.get(case=case).person


def test_keys_take_their_scope_from_their_person(cast):
    case = make_case(cast.worker)
    child = child_of(case, cast.worker)
    with acting(cast.worker):
        assert Keys.write([Keys(child.pk, ["w:anahtar", "w:kilit"])]) == 2
        row = Token.objects.get(token="w:kilit")
    assert (row.person_id, row.file_id, row.office_id, row.worker_id, row.country, row.confidential) == (
        child.pk,
        case.pk,
        case.office_id,
        case.worker_id,
        "TR",
        False,
    )


@pytest.mark.parametrize("asker", ["other_office", "azerbaijan"])
def test_nobody_puts_keys_to_people_of_others(cast, asker):
    child = child_of(make_case(cast.worker), cast.worker)
    stranger = getattr(cast, asker)["worker"]
    with acting(stranger), pytest.raises(DatabaseError, match="not open to you"), transaction.atomic():
        Keys.write([Keys(child.pk, ["w:yabanci"])])
    with acting(cast.worker):
        assert not Token.objects.filter(token="w:yabanci").exists()


def test_who_reads_the_whole_country_writes_no_keys(cast):
    child = child_of(make_case(cast.worker), cast.worker)
    with acting(cast.inspector), pytest.raises(DatabaseError, match="not open to you"), transaction.atomic():
        Keys.write([Keys(child.pk, ["w:yabanci"])])


def test_an_unknown_person_and_lists_of_different_length_are_refused(cast):
    child = child_of(make_case(cast.worker), cast.worker)
    with acting(cast.worker):
        for people, tokens in (([None], ["w:bos"]), ([child.pk], ["w:bir", "w:iki"]), ([child.pk], None)):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select persons_put_tokens(%s::uuid[], %s::text[])", [people, tokens])


def test_without_anybody_asking_nothing_is_put_or_answered(cast):
    child = child_of(make_case(cast.worker), cast.worker)
    with pytest.raises(DatabaseError, match="nobody is asking"), transaction.atomic():
        Keys.write([Keys(child.pk, ["w:kimse"])])
    with pytest.raises(DatabaseError, match="nobody is asking"), transaction.atomic():
        numbers_elsewhere([b"x" * 32])


def test_the_application_still_gets_a_strangers_scope_put_right(cast):
    """A key inserted with another office's scope takes the person's own, as before."""
    case = make_case(cast.worker)
    child = child_of(case, cast.worker)
    with acting(cast.worker):
        Token.objects.create(
            token="w:yanlis", person=child, country="TR", office_id=cast.selcuklu.pk, file_id=child.pk, confidential=False
        )  # fmt: skip
        row = Token.objects.get(token="w:yanlis")
    assert (row.office_id, row.file_id) == (case.office_id, case.pk)
