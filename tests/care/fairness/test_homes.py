"""Homes that broke down within a year, beside what was to be expected from how well the families suited."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from tests.care.placements import made
from umay.care.fairness import actions, counting, drawing
from umay.care.fairness.access import counting as counter
from umay.care.fairness.models import Sheet
from umay.care.fairness.words import BROKEN, YEARLY, Dimension, Fact, Fit
from umay.care.matching.models import Candidate
from umay.care.placements.models import Placement
from umay.ground.offices.packs.words import VOCABULARIES
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

LONG_AGO = datetime(2024, 6, 1, 12, tzinfo=UTC)


def lived(cast, *, fits: float | None = None, days: int | None = None, reason: str = "child_need", began=LONG_AGO):
    """A child who moved in long ago, into a family that suited so well, and left after so many days (None: lives there still)."""
    (placement,) = made.living(cast)
    with acting(cast.worker), transaction.atomic():
        ended = began + timedelta(days=days) if days is not None else None
        Placement.objects.filter(pk=placement.pk).update(
            began_at=began,
            ended_at=ended,
            during=(began, ended),
            state="ended" if ended else "active",
            end_reason=reason if ended else "",
        )
        if fits is None:
            Placement.objects.filter(pk=placement.pk).update(match=None)
        else:
            terms = {"placed": 1, "urgent": 0, "wait": 0, "distance": -fits, "behaviour": 0, "in_home": 0, "split": 0}
            Candidate.objects.filter(match=placement.match_id).update(terms=terms)
    return placement


def counted(after=date(2026, 1, 1)) -> dict:
    by = counter("TR", now())
    with acting(by), transaction.atomic():
        rows = actions.homes_rows(after=after, by=by, at=now())
    return {(row[1], row[2]): row[3:] for row in rows}


def test_a_home_that_ended_as_nobody_wanted_within_a_year_broke_down(cast):
    lived(cast, days=100)
    lived(cast, days=100, reason="returned_home")
    lived(cast, days=400)
    lived(cast)
    lived(cast, days=10, began=LONG_AGO - timedelta(days=300))  # began in another year
    found = counted()[("region", "TR-42")]
    assert found[:2] == (1, 3)


def test_only_ends_of_the_country_packs_count_as_broken_down():
    assert set(BROKEN) < set(VOCABULARIES["placement_end"])
    assert not set(BROKEN) & {
        "returned_home",
        "adopted",
        "came_of_age",
        "kin_found",
        "time_over",
        "order_ended",
        "died",
    }


def test_homes_stand_in_quarters_by_how_well_the_family_suited_and_what_was_to_be_expected_beside_them(cast):
    for fits, days in ((1, None), (2, None), (3, None), (4, None), (5, 50), (6, None), (7, 50), (8, 50)):
        lived(cast, fits=fits, days=days)
    kin = lived(cast, fits=9)
    with acting(cast.worker), transaction.atomic():
        Candidate.objects.filter(match=kin.match_id).update(is_kin=True)
    lived(cast)
    found = counted()
    assert {part: found[("fit", part)][:2] for part in ("1", "2", "3", "4", "kin", "none")} == {
        "1": (0, 2), "2": (0, 2), "3": (1, 1), "4": (2, 0), "kin": (0, 1), "none": (0, 1)
    }  # fmt: skip
    everybody = found[("region", "TR-42")]
    assert everybody[:2] == (3, 7)
    assert everybody[4] == pytest.approx(
        0 * 4 + 50 * 2 + 100 * 2
    )  # the sum of what was to be expected is what happened


def test_a_child_is_counted_once_by_its_first_home_of_the_year(cast):
    first = lived(cast, days=50)
    with acting(cast.worker), transaction.atomic():
        began = LONG_AGO + timedelta(days=60)
        first.refresh_from_db()
        first.pk = None
        first.state, first.end_reason, first.began_at, first.ended_at, first.during = (
            "active",
            "",
            began,
            None,
            (began, None),
        )
        first.save(force_insert=True)
    assert counted()[("region", "TR-42")][:2] == (1, 0)


def test_nobody_but_the_job_counts_homes(cast):
    for by in (cast.auditor, cast.inspector, cast.worker):
        with (
            pytest.raises(Exception, match="for the counting of a country alone"),
            acting(by),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("select * from fairness_homes_counts(now(), '{}', now(), 'tr', '{}')")


ROWS = [
    ("homes", "age", "0", 11, 189, 0, 200, 2000.0, 21000.0, 260.0),
    ("homes", "age", "12", 44, 156, 0, 200, 2200.0, 26000.0, 260.0),
    ("homes", "age", "15", 2, 98, 0, 100, 1100.0, 13000.0, 130.0),
    ("homes", "sex", "f", 27, 223, 0, 250, 2600.0, 29000.0, 330.0),
    ("homes", "fit", "1", 6, 119, 0, 125, 600.0, 3000.0, 160.0),
    ("homes", "fit", "4", 31, 94, 0, 125, 3100.0, 77000.0, 160.0),
]


def test_a_table_over_a_year_is_rounded_and_hides_small_numbers():
    assert Fact.HOMES in YEARLY
    tables = counting.tables(counting.counted(ROWS), (*Dimension, *Fit), is_rounded=False)["homes"]
    rows = {row["group"]: row for row in tables["age"]["rows"]}
    assert rows["12"]["counts"] == [45, 155]
    assert "counts" not in rows["15"]
    assert rows["12"]["mean"] == 11


def test_the_page_says_which_groups_went_worse_than_expected_and_whether_the_order_was_right(cast, visit, keep):
    keep(ROWS)
    page = visit(cast.auditor, "see", query="?by=age").content.decode()
    assert "Homes that broke down within a year" in page
    assert "More homes broke down than was to be expected: 12 to 14 years" in page
    assert "fewer homes broke down where the family suited best than where it suited least" in page
    protected = visit(cast.auditor, "audit", query="?by=sex").content.decode()
    assert "To be expected, per cent" in protected and "The quarter that suited best" not in protected
    told = visit(cast.inspector, "table").content.decode()
    assert "2026-10,homes,fit,1,yes,5,120," in told


def test_a_month_that_is_over_holds_the_homes_of_its_year(cast):
    lived(cast, days=20)
    by = counter("TR", now())
    with acting(by):
        assert actions.count_month(first_on=date(2025, 12, 1), by=by, at=now()) is True
        with transaction.atomic():
            sheets = {
                sheet.is_protected: sheet.tables["homes"] for sheet in Sheet.objects.filter(first_on=date(2025, 12, 1))
            }
    assert sheets[False]["age"]["rows"] == [{"group": "7"}] or all(
        set(row) == {"group"} for row in sheets[False]["age"]["rows"]
    )
    assert set(sheets[True]) == {"sex", "disability", "language"}


def test_the_drawing_says_nothing_of_a_country_too_small():
    assert drawing._calibrated({"1": {"group": "1"}, "4": {"group": "4"}}) == ""
