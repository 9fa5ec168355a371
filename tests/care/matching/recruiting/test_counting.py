"""How many more children would be helped: the answer against the whole question solved anew, and what the page says of it."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction

from tests.care.matching import setting
from tests.care.matching.test_raw import asked as in_sql
from umay.care.matching import actions as matching
from umay.care.matching import jobs as runs
from umay.care.matching import rounds
from umay.care.matching.engine import STARTING_RULES, STARTING_WEIGHTS, Child, Group, Instance, dump
from umay.care.matching.jobs import engine_solve
from umay.care.matching.models import Recruitment
from umay.care.matching.recruiting import jobs, queries, showing
from umay.care.matching.recruiting.counting import MANY, ONE, Market, Spot, wanted
from umay.care.matching.recruiting.kinds import KINDS, family_of
from umay.care.matching.recruiting.words import KINDS as WORDS
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

AT = date(2026, 11, 22)
SPOTS = [Spot("TR-42", 37.87, 32.49), Spot("TR-06", 39.9, 32.86), Spot("TR-34", 41.0, 28.97)]
PAGE_QUERIES = 9  # signing in, the transaction and the journal included


def group(number, random, *, at=SPOTS[0]):
    ages = [random.randint(1, 16) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    children = tuple(
        Child(
            id=f"c{number}-{index}",
            born_on=date(AT.year - age, 1, 1),
            sex=random.choice("fm"),
            needs=frozenset(random.choice(((), (), ("sign_language",), ("medicine",)))),
            behaviour_need=random.random() < 0.2,
        )
        for index, age in enumerate(ages)
    )
    return Group(
        id=f"g{number}", country="TR", lat=at.lat + random.uniform(-0.5, 0.5), lon=at.lon + random.uniform(-0.5, 0.5),
        care_type=random.choice(("term", "term", "temporary", "specialised")), urgent=random.random() < 0.3,
        waiting_since=date(2026, 9, random.randint(1, 30)), kin=frozenset(), not_with_families=frozenset(),
        not_with_groups=frozenset(), children=children,
    )  # fmt: skip


def family(number, random, spot):
    made = family_of(random.choice(list(KINDS)), family_id=f"f{number}", country="TR", lat=spot.lat, lon=spot.lon)
    return replace(made, available=random.random() < 0.9)


def drawn(seed, groups=12, families=7):
    random = Random(seed)
    return Instance(
        at=AT, rules=STARTING_RULES, weights=STARTING_WEIGHTS,
        groups=tuple(group(number, random, at=random.choice(SPOTS)) for number in range(groups)),
        families=tuple(family(number, random, random.choice(SPOTS)) for number in range(families)),
    )  # fmt: skip


def placed_plainly(instance):
    """Children with a family in a run, by its public door and nothing of the counting."""
    raw = dump(replace(instance, rules=replace(instance.rules, sharing=False, splitting=False)))
    return rounds.figures_of(rounds.rounds_of(raw, rounds.solved(raw, solve=engine_solve)))["suggested_children"]


@pytest.mark.parametrize("seed", range(3))
def test_the_answer_is_that_of_the_whole_question_with_the_families_added(seed):
    instance = drawn(seed)
    before, market = placed_plainly(instance), Market(instance, SPOTS)
    assert market.before == before
    for kind in KINDS:
        for spot in SPOTS:
            plain = [
                placed_plainly(
                    replace(
                        instance,
                        families=instance.families
                        + tuple(
                            family_of(
                                kind,
                                family_id=f"if-{kind}-{spot.code}-{index}",
                                country="TR",
                                lat=spot.lat,
                                lon=spot.lon,
                            )
                            for index in range(count)
                        ),
                    )
                )
                - before
                for count in (ONE, MANY)
            ]
            assert market.added(kind, spot) == plain, (kind, spot.code)


def test_only_provinces_where_it_would_help_are_kept():
    found = wanted(drawn(3), SPOTS)
    assert found["waiting"] > 0
    assert all(max(numbers) > 0 for spots in found["kinds"].values() for numbers in spots.values())
    assert wanted(replace(drawn(3), groups=()), SPOTS)["kinds"] == {kind: {} for kind in KINDS}


def test_every_kind_has_words():
    assert set(WORDS) == set(KINDS)


def recruited(cast, ages=((14,), (15,), (12,), (13,), (16,), (11,))):
    for one in ages:
        setting.opened(cast, ages=one)
    with acting(cast.director), transaction.atomic():
        made = matching.ask_run(by=cast.director, at=now())
    runs.run(str(made), "TR")
    jobs.recruit(run=str(made), country="TR")
    return made


def test_after_a_run_the_job_says_which_families_are_missing(cast):
    made = recruited(cast)
    jobs.recruit(run=str(made), country="TR")
    with acting(cast.family_worker), transaction.atomic():
        found = Recruitment.objects.get()
        assert queries.newest(cast.family_worker).pk == found.pk
    assert found.run_id == made
    with acting(cast.inspector), transaction.atomic():
        figures = queries.newest(cast.inspector).shown  # as they were counted
    assert figures["waiting"] == 6
    assert figures["kinds"]["teenagers"]["TR-42"] == [1, 6]
    assert figures["kinds"]["young"] == {}
    assert figures["pairs"]["teenagers+sign_language"]["TR-42"] == [6, 6, 6]  # the same six children: never twelve


def test_the_database_itself_keeps_numbers_from_one_to_four_from_whoever_does_not_read_the_country(cast):
    recruited(cast)
    for by in (cast.worker, cast.director, cast.family_worker, cast.auditor, cast.administrator):
        ((figures,),) = in_sql(by, "select figures from matching_recruitment")
        figures = json.loads(figures)
        assert figures["waiting"] == 5 and figures["kinds"]["teenagers"]["TR-42"] == [None, 5], by.role
        assert figures["pairs"]["teenagers+sign_language"]["TR-42"] == [5, 5, 5]
        assert in_sql(by, "select * from matching_recruitment_figures") == []
    assert len(in_sql(cast.inspector, "select * from matching_recruitment_figures")) == 1
    assert in_sql(cast.azerbaijan["inspector"], "select * from matching_recruitment_figures") == []
    for by in (cast.director, cast.inspector):
        with pytest.raises(DatabaseError, match="permission denied"):
            in_sql(by, "update matching_recruitment_figures set figures = '{}'")


@pytest.mark.parametrize("seed", range(3))
def test_two_kinds_together_are_the_whole_question_with_both_added_and_never_less_than_either(seed):
    instance = drawn(seed, groups=20)
    before, found = placed_plainly(instance), wanted(instance, SPOTS)
    spots = {spot.code: spot for spot in SPOTS}
    assert found["pairs"]
    for pair, places in found["pairs"].items():
        kinds = pair.split("+")
        for code, (first, second, both) in places.items():
            come = [
                family_of(
                    kind, family_id=f"if-{kind}-{code}-{index}", country="TR", lat=spots[code].lat, lon=spots[code].lon
                )
                for kind in kinds
                for index in range(MANY)
            ]
            assert both == placed_plainly(replace(instance, families=(*instance.families, *come))) - before, (
                pair,
                code,
            )
            assert [first, second] == [found["kinds"][kind][code][1] for kind in kinds]
            assert max(first, second) <= both


def test_a_page_made_of_protected_numbers_puts_what_is_not_shown_after_five():
    figures = {"kinds": {"young": {"TR-42": [None, None]}, "teenagers": {"TR-06": [0, 5]}}, "pairs": {}}
    assert [(row.kind, row.many) for row in showing.first(figures, "en")] == [("teenagers", 5), ("young", None)]


def test_nobody_writes_it_but_the_job_and_no_other_country_reads_it(cast):
    recruited(cast, ages=((14,),))
    with acting(cast.azerbaijan["inspector"]), transaction.atomic():
        assert queries.newest(cast.azerbaijan["inspector"]) is None
    with acting(cast.inspector), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update matching_recruitment set figures = '{}'")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), acting(cast.inspector), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from matching_recruitment")


def test_the_page_says_it_on_a_map_and_in_a_table_and_protects_small_numbers(cast, visit):
    recruited(cast)
    page = visit(cast.inspector, "recruit", query="?kind=teenagers").content.decode()
    assert "for teenagers" in page
    assert 'data-label="Ten would help">6<' in page.replace("\n", "") or ">6<" in page
    small = visit(cast.family_worker, "recruit", query="?kind=teenagers").content.decode()
    assert "fewer than five" in small
    assert ">6<" not in small
    for one in (page, small):
        assert "Two kinds together" in one and "for teenagers and who know sign language" in one
    assert visit(cast.director, "recruit", query="?kind=nonsense").status_code == 200


def test_before_the_first_run_the_page_says_when_it_comes(cast, visit):
    assert "Nothing was worked out yet" in visit(cast.director, "recruit").content.decode()


@pytest.mark.parametrize("role", ["worker", "auditor", "board", "importer"])
def test_others_do_not_see_it(cast, visit, role):
    assert visit(getattr(cast, role), "recruit").status_code == 403


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_takes_so_many_queries(cast, visit, django_assert_num_queries, groups):
    recruited(cast, ages=((14,),) * groups)
    visit(cast.director, "recruit")
    with django_assert_num_queries(PAGE_QUERIES):
        visit.again("recruit")
