"""The nightly counting: what it may read, that nobody else may, that it counts what happened, and that it is made once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from tests.care.matching.setting import home, opened
from tests.care.placements import made
from umay.care.fairness import actions, jobs, queries, rules
from umay.care.fairness.access import counting
from umay.care.fairness.models import PassedOver, Sheet
from umay.care.matching import actions as matching
from umay.care.matching import jobs as runs
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed


def run_for(by):
    with acting(by), transaction.atomic():
        found = matching.ask_run(by=by, at=now())
    runs.run(str(found), by.country)
    return found


def sums(function: str, *params) -> dict:
    by = counting("TR", now())
    with acting(by), transaction.atomic():
        rows = actions._asked(function, list(params), by, now())
    return {(row[0], row[1], row[2]): row[3:] for row in rows}


def month_sums():
    return sums("fairness_month_counts", now() - timedelta(days=20), now() + timedelta(days=10))


def test_a_month_counts_who_found_a_family_and_the_days_there(cast):
    made.living(cast)
    opened(cast, ages=(8, 13))
    found = month_sums()
    placed = found[("placed", "region", "TR-42")]
    assert (placed[0], placed[1], placed[3]) == (1, 0, 1)
    children = found[("days", "region", "TR-42")]
    assert children[0] == 3 and children[4] > 0  # one at home in a family, two who wait


def test_no_table_of_another_country_and_no_row_without_the_letter_of_the_job(cast):
    made.living(cast)
    other = counting("AZ", now())
    with acting(other), transaction.atomic():
        assert actions._asked("fairness_month_counts", [now() - timedelta(days=20), now()], other, now()) == []
    for by in (cast.auditor, cast.inspector, cast.director, cast.worker):
        for function, params in (
            ("fairness_month_counts(%s, %s, 'tr', '{}')", [now() - timedelta(days=9), now()]),
            ("fairness_run_counts(%s, %s, 'tr', '{}')", [by.user_id, now()]),
            ("fairness_put_passed(%s, '[]')", [by.user_id]),
        ):
            with pytest.raises(DatabaseError), acting(by), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"select * from {function}", params)
        with pytest.raises(NotAllowed), acting(by):
            actions.count_month(first_on=date(2026, 10, 1), by=by, at=now())


def test_a_month_is_counted_once_and_only_when_it_is_over(cast):
    by, at = counting("TR", now()), now()
    last = rules.month_before(at.date())
    with acting(by):
        assert actions.count_month(first_on=at.date().replace(day=1), by=by, at=at) is False
        assert actions.count_month(first_on=last, by=by, at=at) is True
        assert actions.count_month(first_on=last, by=by, at=at) is False
        with transaction.atomic():
            assert Sheet.objects.filter(first_on=last).count() == 2


def test_a_kept_table_is_never_changed_deleted_or_written_by_anybody_else(cast, keep):
    keep([("placed", "age", "0", 9, 9, 0, 9, 9.0, 9.0, 18.0)])
    for by in (cast.auditor, counting("TR", now())):
        with acting(by), transaction.atomic():
            assert Sheet.objects.update(tables={}) == 0
        with pytest.raises((DatabaseError, ProtectedError)), acting(by), transaction.atomic():
            Sheet.objects.all().delete()
    with pytest.raises(DatabaseError), acting(cast.auditor), transaction.atomic():
        Sheet.objects.create(country="TR", kind="month", first_on=date(2026, 1, 1))
    with pytest.raises(DatabaseError), acting(counting("TR", now())), transaction.atomic():
        Sheet.objects.create(country="AZ", kind="month", first_on=date(2026, 1, 1))


def test_the_database_itself_gives_the_protected_groups_to_the_auditor_alone(cast, keep):
    keep([("placed", "sex", "f", 9, 9, 0, 9, 9.0, 9.0, 18.0)])
    seen = {}
    for role in ("auditor", "inspector", "board", "worker", "director", "placement_officer"):
        with acting(getattr(cast, role)), transaction.atomic():
            seen[role] = sorted(Sheet.objects.values_list("is_protected", flat=True))
    with acting(cast.azerbaijan["auditor"]), transaction.atomic():
        assert not Sheet.objects.exists()
    assert seen.pop("auditor") == [False, True]
    assert seen == {"inspector": [False], "board": [False], "worker": [], "director": [], "placement_officer": []}


def test_a_run_is_counted_in_the_night_and_again_changes_nothing(cast, plain_engine):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    jobs.count("TR", now())
    jobs.count("TR", now())
    with acting(cast.auditor), transaction.atomic():
        (sheet,) = queries.sheet_of_run(cast.auditor, run)
    rows = sheet.tables["placed"]["urgent"]["rows"]
    assert rows == [{"group": "no"}]  # one child: nothing is said


def test_nothing_that_names_a_child_case_or_family_is_in_a_sheet(cast, plain_engine):
    family = home(cast, label="Yakıncı")
    match = opened(cast)
    run_for(cast.director)
    jobs.count("TR", now())
    with acting(counting("TR", now())), transaction.atomic():
        told = "".join(str(sheet.tables) for sheet in Sheet.objects.all())
    for secret in (
        match.case.number,
        str(match.case_id),
        str(match.pk),
        str(family.pk),
        family.number,
        *map(str, match.children),
    ):
        assert secret not in told


def test_the_longer_wait_whose_better_family_went_to_a_shorter_one_is_found_for_its_own_office_alone(cast):
    """The family near both can take one; the newcomer has no other, the longer wait has a farther one."""
    today = now().date()
    near = home(cast, care_types=["temporary", "term"])
    far = home(cast, lat=38.2, care_types=["term"])
    early = opened(cast, ages=(8,), needs_family_since=today - timedelta(days=200))
    late = opened(cast, ages=(8,), needs_family_since=today - timedelta(days=20), care_type="temporary")
    run = run_for(cast.director)
    jobs.count("TR", now())
    with acting(cast.placement_officer), transaction.atomic():
        rows = list(queries.passed_over(cast.placement_officer))
    assert [(row.group_id, row.family_id, row.families, row.run_id) for row in rows] == [(early.pk, near.pk, 1, run)]
    for by in (cast.auditor, cast.other_office["worker"], cast.azerbaijan["placement_officer"]):
        with acting(by), transaction.atomic():
            assert not PassedOver.objects.exists()
    assert late.pk and far.pk


@pytest.mark.commits
def test_the_night_finds_the_runs_that_others_have_committed(own_cast, plain_engine):
    with transaction.atomic():
        home(own_cast)
        opened(own_cast)
    run = run_for(own_cast.director)
    jobs.count("TR", now())
    with acting(own_cast.auditor), transaction.atomic():
        assert queries.sheet_of_run(own_cast.auditor, run).exists()
