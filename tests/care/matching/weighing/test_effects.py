"""What other weights would have changed: what is counted, once and for whom, what is left out, and what small numbers say."""

import json
import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from tests.care.matching import plain
from tests.care.matching.engine.made import AT, STARTING_RULES, STARTING_WEIGHTS, child, family, group
from tests.care.matching.setting import home, opened, proposed, seeking
from tests.care.matching.test_raw import asked as in_sql
from tests.care.matching.test_runs import run_for
from tests.care.matching.weighing.test_documents import WEIGHTS, board, prepared, visit, words  # noqa: F401 - fixtures
from umay.care.families.models import Family
from umay.care.matching import actions as matching
from umay.care.matching import rounds
from umay.care.matching.access import national
from umay.care.matching.engine import Instance, dump
from umay.care.matching.queries.country import BOTH_ROOMS
from umay.care.matching.weighing import actions, effects, jobs, queries, showing
from umay.care.matching.weighing.models import Effect, EffectFigures
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

RULES = replace(STARTING_RULES, splitting=False)
UNTRAINED_COUNTS = STARTING_WEIGHTS  # a far home that is prepared stands before a near one that isn't
ONLY_NEAR_COUNTS = replace(STARTING_WEIGHTS, behaviour_unskilled=0)
NEAR, FAR = family("near", km=10.0), family("far", km=100.0, skills=("behaviour",))


def wild(child_id="c1", **changes):
    return child(child_id, behaviour_need=True, **changes)


def country(*groups, families=(NEAR, FAR), weights=UNTRAINED_COUNTS) -> bytes:
    return dump(Instance(at=AT, rules=RULES, weights=weights, groups=groups, families=families))


def kept(raw: bytes, **how):
    """A comparison as it is kept: what opens the file it read and the answer that came out."""
    answer = rounds.solved(raw, solve=plain.solve, **how)
    return lambda: (raw, answer)


def replayed(*files, weights=ONLY_NEAR_COUNTS, solve=plain.solve, **how) -> dict:
    return effects.of_runs(files, weights, solve=solve, **how)


def test_a_changed_first_suggestion_is_counted_with_its_distance():
    found = replayed(kept(country(group(wild()))))
    assert (found["runs"], found["left_out"]) == (1, 0)
    everybody = found["parts"]["all"]
    assert (everybody["groups"], everybody["children"], everybody["changed"]) == (1, 1, 1)
    assert (everybody["placed_before"], everybody["placed_after"]) == (1, 1)
    assert (everybody["km_before"], everybody["km_after"]) == (100.0, 10.0)
    assert set(found["parts"]) == {"all", "age:7-11", "need:behaviour", "siblings:1", "urgency:planned"}


def test_the_same_weights_change_nothing():
    files = kept(country(group(wild()), group(wild("c2"), id="g2", urgent=True)))
    everybody = replayed(files, weights=UNTRAINED_COUNTS)["parts"]["all"]
    assert everybody["changed"] == 0
    assert everybody["km_before"] == everybody["km_after"]


def test_a_group_that_gains_or_loses_its_family_is_a_change_and_a_home_that_is_nought_has_no_distance():
    nobody = replace(STARTING_WEIGHTS, placed=0, urgent=0, wait_per_day=0)
    alone = country(group(wild()), families=(NEAR,), weights=nobody)
    gained = replayed(kept(alone))["parts"]["all"]
    assert (gained["changed"], gained["placed_before"], gained["placed_after"]) == (1, 0, 1)
    assert gained["km_before"] is None and gained["km_after"] == 10.0
    lost = replayed(kept(country(group(wild()), families=(NEAR,))), weights=nobody)["parts"]["all"]
    assert (lost["changed"], lost["placed_before"], lost["placed_after"]) == (1, 1, 0)


def test_urgent_groups_are_answered_first_in_the_repetition_too():
    urgent, planned = group(wild(), urgent=True), group(wild("c2"), id="g2", waiting_since=AT.replace(year=2024))
    parts = replayed(kept(country(urgent, planned, families=(NEAR,))))["parts"]
    assert (parts["urgency:urgent"]["placed_after"], parts["urgency:planned"]["placed_after"]) == (1, 0)


def test_brothers_and_sisters_are_one_group_and_counted_as_staying_together():
    roomy = [replace(one, places=3, places_mixed=3, max_siblings=3) for one in (NEAR, FAR)]
    parts = replayed(kept(country(group(wild(), wild("c2")), families=tuple(roomy))))["parts"]
    assert (parts["siblings:2"]["groups"], parts["siblings:2"]["children"]) == (1, 2)
    assert (parts["all"]["whole_before"], parts["all"]["whole_after"]) == (2, 2)


def test_a_comparison_that_was_stopped_is_left_out_and_an_earlier_one_answers_for_its_groups():
    raw = country(group(wild()))
    found = replayed(kept(raw, stop=lambda: True), kept(raw))
    assert (found["runs"], found["left_out"]) == (1, 1)
    assert found["parts"]["all"]["groups"] == 1
    assert replayed(kept(raw, stop=lambda: True)) == {"runs": 0, "left_out": 1, "parts": {}}


def test_a_comparison_whose_files_are_gone_is_left_out():
    raw = country(group(wild()))
    assert replayed(lambda: (b"", b""), lambda: (raw, b"")) == {"runs": 0, "left_out": 2, "parts": {}}


def test_a_repetition_that_is_stopped_counts_nothing_and_an_earlier_one_answers_for_its_groups():
    asked = []

    def tired(instance, **options):
        asked.append(instance)
        return plain.solve(instance, **options | {"stop": lambda: len(asked) == 1})

    raw = country(group(wild()))
    found = replayed(kept(raw), kept(raw), solve=tired)
    assert (found["runs"], found["left_out"]) == (1, 1)
    assert found["parts"]["all"]["groups"] == found["parts"]["all"]["placed_after"] == 1


def test_a_group_seen_in_several_comparisons_is_counted_once_as_it_stood_in_the_last():
    newest, older = country(group(wild(), urgent=True)), country(group(wild()), group(wild("c2"), id="g2"))
    parts = replayed(kept(newest), kept(older), kept(older))["parts"]
    assert parts["all"]["groups"] == 2
    assert (parts["urgency:urgent"]["groups"], parts["urgency:planned"]["groups"]) == (1, 1)


def test_a_group_for_whom_a_search_began_between_two_comparisons_is_counted_once():
    parts = replayed(kept(country(group(wild(), id="search"))), kept(country(group(wild(), id="case"))))["parts"]
    assert (parts["all"]["groups"], parts["all"]["children"]) == (1, 1)


def test_a_group_that_was_parted_is_counted_in_its_parts_and_not_whole_again():
    parts_now = (group(wild(), id="part1"), group(wild("c2"), id="part2"))
    parts = replayed(kept(country(*parts_now)), kept(country(group(wild(), wild("c2")))))["parts"]
    assert (parts["all"]["groups"], parts["all"]["children"]) == (2, 2)
    assert "siblings:2" not in parts


def test_progress_is_told_for_each_comparison_whether_it_counts_or_not():
    told, raw = [], country(group(wild()))
    replayed(kept(raw, stop=lambda: True), kept(raw), kept(raw), progress=told.append)
    assert told == [1, 2, 3]


@pytest.mark.parametrize(("children", "need"), [
    ((child(),), "need:none"),
    ((wild(),), "need:behaviour"),
    ((wild(), child("c2", needs=frozenset({"sign_language"}))), "need:special"),
    ((child(needs=frozenset({BOTH_ROOMS})),), "need:none"),
    ((wild(needs=frozenset({BOTH_ROOMS})),), "need:behaviour"),
])  # fmt: skip
def test_a_group_has_one_need_and_a_sex_that_is_not_known_is_none(children, need):
    assert [part for part in effects.parts_of(group(*children), AT) if part.startswith("need:")] == [need]


@pytest.mark.parametrize(("years", "age"), [(6, "age:0-6"), (7, "age:7-11"), (11, "age:7-11"), (12, "age:12-17")])
def test_the_eldest_says_the_age_of_a_group(years, age):
    children = (child(born_on=AT.replace(year=AT.year - years)), child("c2", born_on=AT.replace(year=AT.year - 1)))
    assert age in effects.parts_of(group(*children), AT)
    assert "siblings:2" in effects.parts_of(group(*children), AT)


def test_a_decision_counts_who_stood_first_before_and_after():
    raw = country(group(wild()))
    found = effects.of_decisions([(raw, False, "far"), (raw, False, "near"), (raw, False, None)], ONLY_NEAR_COUNTS)
    assert found == {"decisions": 3, "changed": 3, "first_before": 1, "first_after": 1}
    same = effects.of_decisions([(raw, False, "far")], UNTRAINED_COUNTS)
    assert same == {"decisions": 1, "changed": 0, "first_before": 1, "first_after": 1}


def test_for_a_part_of_a_parted_group_being_parted_takes_nothing_away():
    heavy = replace(ONLY_NEAR_COUNTS, split=900_000)
    found = effects.of_decisions([(country(group(wild())), True, "near")], heavy)
    assert found == {"decisions": 1, "changed": 1, "first_before": 0, "first_after": 1}


def test_a_decision_for_whom_nobody_suits_changes_nothing():
    full = replace(NEAR, places=0, places_mixed=0)
    found = effects.of_decisions([(country(group(wild()), families=(full,)), False, "near")], ONLY_NEAR_COUNTS)
    assert found == {"decisions": 1, "changed": 0, "first_before": 0, "first_after": 0}


OPEN = {"value": 0, "feasible": 2}


def figures(groups: int, changed: int, shut: int = 0) -> dict:
    """As many groups of one child, the first of them with another family under the other weights, and of `shut` every home closed by points."""
    tally = effects.Tally()
    for number in range(groups):
        before, after = {"family": "far", "km": 40.0}, {"family": "near" if number < changed else "far", "km": 10.0}
        closed = {"value": 2, "feasible": 0} if number < shut else OPEN
        tally.add(group(wild(f"c{number}"), id=f"g{number}"), AT, before, after, (OPEN, closed))
    decided = {"decisions": groups, "changed": changed, "first_before": 0, "first_after": groups}
    return {"runs": 1, "left_out": 0, "parts": tally.told()} | decided


def counted(cast, numbers: dict) -> tuple:
    """A document whose look back came to these numbers, written as the job writes it."""
    document = prepared(cast.inspector)
    with acting(cast.inspector):
        effect = actions.compare_weights(document=document, by=cast.inspector, at=now())
    job = national("TR", now())
    with acting(job):
        actions.begin_effect(effect_id=effect.pk, by=job, at=now())
        actions.finish_effect(effect_id=effect.pk, figures=numbers, by=job, at=now())
    return document, effect


def read(by, effect) -> dict:
    """What the page is given, for a reader."""
    with acting(by), transaction.atomic():
        return queries.figures_of(Effect.objects.get(pk=effect.pk), by)


def test_a_home_that_only_the_weights_close_is_counted_and_so_is_a_group_to_whom_none_is_left():
    nobody = replace(
        STARTING_WEIGHTS, placed=0, urgent=0, wait_per_day=0, per_km=0
    )  # a home that is not prepared is worse than waiting
    same = replayed(kept(country(group(wild()), group(child("c2"), id="calm"))), weights=UNTRAINED_COUNTS)["parts"][
        "all"
    ]
    assert [same[f"{name}_{when}"] for name in ("closed", "closed_pairs", "shut") for when in ("before", "after")] == [
        0
    ] * 6
    found = replayed(kept(country(group(wild()), group(child("c2"), id="calm"))), weights=nobody)["parts"]
    assert (found["all"]["closed_before"], found["all"]["closed_after"]) == (0, 1)
    assert (found["all"]["closed_pairs_after"], found["all"]["shut_after"]) == (1, 0)
    assert found["need:none"]["closed_after"] == 0 and found["need:behaviour"]["closed_after"] == 1
    alone = replayed(kept(country(group(wild()), families=(NEAR,))), weights=nobody)["parts"]["all"]
    assert (alone["closed_after"], alone["closed_pairs_after"], alone["shut_after"]) == (1, 1, 1)


def test_the_page_and_the_vote_warn_of_weights_that_close_homes_in_plain_words(cast, board, visit):  # noqa: F811
    document, _effect = counted(cast, figures(9, 0, shut=6))
    for by in (cast.inspector, cast.board, cast.auditor):
        page = words(visit(by, "see_weights", document))
        assert "These weights call homes worse than waiting" in page, by.role
        assert "Groups to whom no home is left so 0 → " in page
        assert ("0 → 6" in page) is by.is_countrywide and ("0 → 5" in page) is not by.is_countrywide
        assert "price" not in page.lower() and "worth" not in page.lower()
    with acting(cast.inspector):
        actions.ask_board(document=document, by=cast.inspector, at=now())
    assert "These weights call homes worse than waiting" in words(visit(cast.board, "vote", document))


def test_weights_that_close_nothing_say_so_and_older_numbers_say_that_it_was_not_counted(cast, visit):  # noqa: F811
    document, _effect = counted(cast, figures(5, 0))
    page = words(visit(cast.inspector, "see_weights", document))
    assert "No home would be closed to anybody" in page and "These weights call homes" not in page
    older = figures(5, 0)
    older["parts"] = {part: {name: one for name, one in row.items() if not name.startswith(("closed", "shut"))} for part, row in older["parts"].items()}  # fmt: skip
    document, _effect = counted(cast, older)
    page = words(visit(cast.inspector, "see_weights", document))
    assert "Worked out before homes" in page and "No home would be closed" not in page


def test_whoever_can_not_see_the_rows_behind_them_is_given_no_number_from_one_to_four_by_the_database(cast):
    _document, effect = counted(cast, figures(7, 3))
    for by in (cast.worker, cast.director, cast.auditor, cast.board, cast.administrator):
        found = read(by, effect)
        assert (found["parts"]["all"]["groups"], found["parts"]["all"]["changed"]) == (5, None), by.role
        assert [found[name] for name in ("decisions", "changed", "first_before", "first_after", "runs")] == [
            5,
            None,
            0,
            5,
            1,
        ]
        ((kept_there,),) = in_sql(by, "select figures from matching_weights_effect where id = %s", [effect.pk])
        assert json.loads(kept_there) == found
        assert in_sql(by, "select * from matching_weights_effect_figures") == []
    exact = read(cast.inspector, effect)
    assert (exact["parts"]["all"]["groups"], exact["parts"]["all"]["changed"], exact["changed"]) == (7, 3, 3)
    with acting(national("TR", now())), transaction.atomic():
        assert EffectFigures.objects.get(effect=effect).figures == exact
    assert in_sql(cast.azerbaijan["inspector"], "select * from matching_weights_effect_figures") == []
    for by in (cast.director, cast.inspector):
        with pytest.raises(DatabaseError, match="permission denied"):
            in_sql(by, "update matching_weights_effect_figures set figures = '{}'")


@pytest.mark.parametrize(("groups", "is_shown"), [(4, False), (5, True)])
def test_a_mean_distance_of_fewer_than_five_homes_is_shown_to_the_countrys_own_readers_alone(cast, groups, is_shown):
    _document, effect = counted(cast, figures(groups, 1))
    everybody = read(cast.director, effect)["parts"]["all"]
    assert (everybody["km_before"], everybody["km_after"]) == ((40.0, 10.0) if is_shown else (None, None))
    assert read(cast.inspector, effect)["parts"]["all"]["km_after"] == 10.0
    shown = showing.effect(read(cast.director, effect), is_countrywide=False)
    assert shown["everybody"].km_after == (10.0 if is_shown else None) and shown["is_protected"]


def compare(cast, **weights) -> tuple:
    document = prepared(cast.inspector, weights=WEIGHTS | {"per_km": 1} | weights)
    with acting(cast.inspector):
        effect = actions.compare_weights(document=document, by=cast.inspector, at=now())
    jobs.compare(effect=str(effect.pk), user=str(cast.inspector.user_id), role="inspector")
    with acting(cast.inspector), transaction.atomic():
        made = Effect.objects.get(pk=effect.pk)
        made.figures = queries.figures_of(made, cast.inspector)  # as they were counted
        return document, made


def test_a_decided_search_is_asked_again_from_what_its_proposal_was_based_on(cast, visit):  # noqa: F811
    near, far = home(cast, lat=37.9), home(cast, lat=38.4, skills=["behaviour"])
    match = proposed(opened(cast, needs=("behaviour",)), far, cast.worker)
    proposed(opened(cast, ages=(9,)), home(cast), cast.worker)  # not decided yet: not counted
    with acting(cast.supervisor):
        matching.decide(match=match, reason="Uygun.", by=cast.supervisor, at=now())
    with acting(cast.family_worker):  # what has changed since does not count
        Family.objects.filter(pk=far.pk).update(skills=[])
        Family.objects.filter(pk=near.pk).update(state="suspended")
    document, effect = compare(cast, behaviour_unskilled=0)
    counts = {name: effect.figures[name] for name in ("decisions", "changed", "first_before", "first_after")}
    assert counts == {"decisions": 1, "changed": 1, "first_before": 1, "first_after": 0}
    exact = re.search(
        r"Searches decided in that month: (\S.*?)\. ", words(visit(cast.inspector, "see_weights", document))
    )
    assert exact[1].strip() == "1"
    for by in (cast.worker, cast.director, cast.auditor, cast.board):
        told = words(visit(by, "see_weights", document))
        assert "Searches decided in that month: fewer than five" in told, by.role
        for thing in (near.number, far.number, match.case.number):
            assert thing not in told


@pytest.mark.usefixtures("plain_engine")
def test_the_comparisons_of_the_month_are_repeated_and_a_case_is_counted_once_when_its_search_begins(cast):
    home(cast, lat=37.9)
    home(cast, lat=38.4, skills=["behaviour"])
    case = seeking(cast, needs=("behaviour",))
    run_for(cast.director)
    with acting(cast.worker):
        matching.open(case=case, by=cast.worker, at=now())
    run_for(cast.director)
    _document, effect = compare(cast, behaviour_unskilled=0)
    assert (effect.figures["runs"], effect.figures["left_out"]) == (2, 0)
    everybody = effect.figures["parts"]["all"]
    assert (everybody["groups"], everybody["changed"], everybody["placed_after"]) == (1, 1, 1)
    assert everybody["km_after"] < everybody["km_before"]


def test_a_look_back_that_was_stopped_keeps_nothing_and_opens_no_way_to_the_board(
    cast,
    visit,  # noqa: F811
    django_capture_on_commit_callbacks,
):
    document = prepared(cast.inspector)
    with acting(cast.inspector):
        effect = actions.compare_weights(document=document, by=cast.inspector, at=now())
    assert "Stop it" in words(visit(cast.inspector, "see_weights", document))
    assert "Stop it" not in words(visit(cast.auditor, "see_weights", document))
    with django_capture_on_commit_callbacks(execute=True):
        assert visit(cast.inspector, "stop_comparing", document, data={}).status_code == 302
    assert "It was asked to stop; nothing of it is kept." in words(visit(cast.inspector, "see_weights", document))
    jobs.compare(effect=str(effect.pk), user=str(cast.inspector.user_id), role="inspector")
    with acting(cast.inspector), transaction.atomic():
        kept = Effect.objects.get(pk=effect.pk)
    assert (kept.state, kept.figures) == ("stopped", {})
    page = words(visit(cast.inspector, "see_weights", document))
    assert "was stopped before its end" in page and "Put it before the board" not in page
    assert visit(cast.inspector, "stop_comparing", document, data={}).status_code == 409  # nothing is at work any more
    assert visit(cast.auditor, "stop_comparing", document, data={}).status_code == 403
    with acting(cast.inspector):  # it can be asked again
        again = actions.compare_weights(document=document, by=cast.inspector, at=now())
    jobs.compare(effect=str(again.pk), user=str(cast.inspector.user_id), role="inspector")
    with acting(cast.inspector), transaction.atomic():
        assert Effect.objects.get(pk=again.pk).state == "done"


def test_a_repetition_stops_between_two_comparisons():
    opened_files = []

    def file():
        opened_files.append(1)
        return b"", b""

    answers = iter([False, True])
    found = effects.of_runs([file, file, file], None, solve=None, stop=lambda: next(answers))
    assert len(opened_files) == 1 and found["runs"] == 0
