"""Keys of order after an upgrade: every old one is made anew, once, by the owner."""

import os
import subprocess
import sys

import pytest
from django.db import connection, transaction

from tests.factories.care import make_case, make_family
from umay.care.cases.models import CaseChild
from umay.care.families.models import Family
from umay.care.persons.models import Person
from umay.ground.offices.models import Office
from umay.kit.kernel.acting import acting
from umay.kit.kernel.text import SORT_VERSION, sort_key


def migrated() -> str:
    """`umay migrate`, as an installation runs it: the owner, in a process of its own."""
    surroundings = {**os.environ, "UMAY_DATABASE_NAME": connection.settings_dict["NAME"]}
    done = subprocess.run([sys.executable, "-m", "umay", "migrate"], env=surroundings, capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout


@pytest.mark.commits
def test_old_keys_are_made_anew_once(own_cast):
    with transaction.atomic():
        case = make_case(own_cast.worker, ages=(4, 9))
        family = make_family(own_cast.family_worker)
        with acting(own_cast.worker):
            child = CaseChild.objects.filter(case=case).first().person
            Person.objects.filter(pk=child.pk).update(name_sort=b"old", sort_version="icu1-unicode1-1")
        with acting(own_cast.family_worker):
            Family.objects.filter(pk=family.pk).update(label_sort=b"old")
    told = migrated()
    assert "The order of names was made anew for" in told
    with acting(own_cast.worker), transaction.atomic():
        found = Person.objects.get(pk=child.pk)
        assert (bytes(found.name_sort), found.sort_version) == (sort_key(found.name, "tr"), SORT_VERSION)
        assert found.version == child.version + 2  # the test's own change and this one
        assert not Person.objects.exclude(sort_version=SORT_VERSION).exists()
    with acting(own_cast.family_worker), transaction.atomic():
        found = Family.objects.get(pk=family.pk)
        assert bytes(found.label_sort) == sort_key(found.label, "tr")
    office = Office.objects.get(pk=own_cast.meram.pk)
    assert bytes(office.name_sort) == sort_key(office.name, "tr")
    assert "was made anew" not in migrated()
