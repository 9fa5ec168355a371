"""Who reaches the pages of fairness, what they show, and the number of their queries."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.cast import user_of
from umay.front.roles import ROLES

PAGES = ("see", "audit", "list_runs", "table", "audit_table", "flip", "list_passed")
QUERIES = 8
MAY = {
    "auditor": {"see", "audit", "list_runs", "table", "audit_table", "flip"},
    "inspector": {"see", "list_runs", "table", "flip"},
    "board": {"see", "list_runs", "table", "flip"},
    "placement_officer": {"list_passed"},
}
ROWS = [
    ("placed", "age", "0", 30, 12, 0, 30, 300.0, 4000.0, 60.0),
    ("placed", "age", "12", 8, 29, 0, 8, 320.0, 14000.0, 45.0),
    ("placed", "age", "15", 3, 20, 0, 3, 90.0, 3000.0, 23.0),
    ("placed", "sex", "f", 21, 31, 0, 21, 400.0, 9000.0, 60.0),
    ("placed", "sex", "m", 20, 30, 0, 20, 310.0, 8000.0, 60.0),
    ("days", "age", "0", 90, 0, 0, 90, 8000.0, 750000.0, 120.0),
    ("days", "age", "12", 70, 0, 0, 70, 5000.0, 420000.0, 90.0),
]


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("role", sorted(ROLES))
def test_each_role_reaches_its_own_pages_and_no_other(cast, visit, keep, role):
    keep(ROWS)
    for page in PAGES:
        wanted = 200 if page in MAY.get(role, set()) else 403
        assert visit(getattr(cast, role), page).status_code == wanted, page


def test_the_page_shows_shares_with_their_ends_and_hides_what_is_small(cast, visit, keep):
    keep(ROWS)
    page = visit(cast.auditor, "see")
    told = words(page)
    assert "71.4 (" in told and "Largest gap" in told
    (line,) = re.findall(r"15 to 17 years (?:Hidden|[\d.]+) (?:Hidden|[\d.]+)", told)[:1]
    assert "Hidden" in line
    assert "<c-" not in page.content.decode()


def test_protected_groups_stand_on_a_page_of_their_own(cast, visit, keep):
    keep(ROWS)
    assert "Girls" in words(visit(cast.auditor, "audit"))
    for by in (cast.auditor, cast.inspector):
        for query in ("", "?by=sex", "?by=disability"):
            assert "Girls" not in words(visit(by, "see", query=query))
            assert "sex" not in visit(by, "table").content.decode()


def test_another_countrys_numbers_are_not_there(cast, visit, keep):
    keep(ROWS)
    assert "No month was counted yet" in words(visit(cast.azerbaijan["auditor"], "see"))
    assert visit(cast.azerbaijan["auditor"], "table").status_code == 404


def test_the_csv_has_an_empty_field_where_the_page_hides(cast, visit, keep):
    keep(ROWS)
    answer = visit(cast.auditor, "table")
    assert (
        answer["Content-Type"].startswith("text/csv")
        and "umay-fairness-TR-2026-10.csv" in answer["Content-Disposition"]
    )
    rows = {
        (row["fact"], row["dimension"], row["group"]): row
        for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    }
    assert rows[("placed", "age", "0")]["count_1"] == "30"
    hidden = rows[("placed", "age", "15")]
    assert hidden["shown"] == "no" and hidden["count_1"] == hidden["mean"] == hidden["effective"] == ""
    assert rows[("placed", "age", "all")]["count_1"] == "41"


def test_a_month_that_is_asked_for_is_shown_and_a_wrong_one_is_the_last(cast, visit, keep):
    keep(ROWS, first_on=date(2026, 9, 1))
    keep(ROWS)
    assert (
        "month=2026-09"
        in visit(cast.auditor, "see", query="?month=2026-09").content.decode().split("table.csv?")[1][:20]
    )
    assert "month=2026-10" in visit(cast.auditor, "see").content.decode().split("table.csv?")[1][:20]
    for query in ("?month=x", "?month=2026-99", "?by=names", "?month=1999-01"):
        assert visit(cast.auditor, "see", query=query).status_code == 200
    assert "Month by month" in words(visit(cast.auditor, "see"))


@pytest.mark.parametrize("months", [1, 3])
def test_the_number_of_queries_does_not_grow_with_months(cast, client, keep, months, django_assert_num_queries):
    for month in range(1, months + 1):
        keep(ROWS, first_on=date(2026, month, 1))
    client.force_login(user_of(cast.auditor))
    for page, queries in (
        ("see", QUERIES),
        ("audit", QUERIES),
        ("table", QUERIES),
        ("list_runs", QUERIES),
        ("flip", QUERIES + 1),
    ):
        client.get(reverse(f"fairness:{page}"))
        with django_assert_num_queries(queries):
            client.get(reverse(f"fairness:{page}"))


def test_the_flip_page_says_what_never_enters_and_shows_no_child(cast, visit):
    told = words(visit(cast.auditor, "flip"))
    assert "What never enters a match" in told and "No comparison of the country was made yet" in told
