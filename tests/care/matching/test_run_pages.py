"""Pages of the runs and their suggestions: who reaches them, what they show of whom, and the number of their queries."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.care.matching.setting import home, opened, seeking
from tests.care.matching.test_runs import advice_for, run_for
from tests.care.matching.test_views import words
from umay.care.matching import actions, jobs, queries
from umay.care.matching.access import national
from umay.care.matching.models import Candidate, Run
from umay.care.matching.rules import protected
from umay.care.matching.work import tasks
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

pytestmark = pytest.mark.usefixtures("plain_engine")


def test_the_list_and_a_run_say_how_many_and_never_who(cast, visit):
    family = home(cast, label="Yakıncı")
    match = opened(cast)
    run = run_for(cast.director)
    for by in (cast.director, cast.placement_officer, cast.inspector, cast.auditor):
        assert visit(by, "list_runs").status_code == 200
        page = visit(by, "see_run", run)
        told = words(page)
        assert page.status_code == 200 and "Refresh" not in page.headers
        assert match.case.number not in told and family.number not in told and "Yakıncı" not in told
        assert run.input_sha256 in told and "groups wait" in told
        assert ("fewer than five" in told) is (by is not cast.inspector)


@pytest.mark.parametrize(("opened_now", "exact", "shown"), [(6, "6", "5"), (2, "2", "fewer than five"), (0, "", "")])
def test_how_often_kin_of_others_went_to_an_urgent_group_is_read_by_the_officer_and_the_auditor(
    cast, visit, opened_now, exact, shown
):
    home(cast)
    opened(cast, is_urgent=True)
    run = run_for(cast.director)
    with acting(national("TR", now())):
        rounds = [one | {"opened": opened_now if one["name"] == "urgent" else 0} for one in run.figures["rounds"]]
        Run.objects.filter(pk=run.pk).update(figures=run.figures | {"rounds": rounds})
    for by in (cast.placement_officer, cast.auditor, cast.inspector):
        told = words(visit(by, "see_run", run))
        assert ("suggested to an urgent group that had no other" in told) is bool(opened_now), by.role
        assert ("No urgent group was given a family that is kin" in told) is (not opened_now)
        if opened_now:
            number = exact if by.is_countrywide else shown
            assert f"had no other: {number}. The children whose kin they are wait on" in told


@pytest.mark.parametrize("role", ["worker", "supervisor", "duty", "approver", "family_worker", "administrator"])
def test_who_has_no_part_in_runs_is_refused(cast, visit, role):
    run = run_for(cast.director)
    by = getattr(cast, role)
    assert visit(by, "list_runs").status_code == 403
    assert visit(by, "see_run", run).status_code == 403
    assert visit(by, "ask_run", data={}).status_code == 403


def test_another_countrys_run_is_not_there(cast, visit):
    run = run_for(cast.director)
    assert visit(cast.azerbaijan["director"], "see_run", run).status_code == 404
    assert visit(cast.azerbaijan["auditor"], "replay", run, data={}).status_code == 404


def test_a_run_at_work_shows_how_far_it_is_looks_again_by_itself_and_is_stopped(cast, visit):
    home(cast)
    opened(cast)
    answer = visit(cast.director, "ask_run", data={})
    assert answer.status_code == 302
    with acting(cast.director), transaction.atomic():
        run = queries.run_at_work(cast.director)
    assert answer["Location"] == reverse("matching:see_run", args=[run.pk])
    queries.tell(run.pk, "rest", 3, 10)
    page = visit(cast.director, "see_run", run)
    assert page["Refresh"] == "2" and "30 %" in words(page) and "All other groups" in words(page)
    assert "<progress" in page.content.decode()
    assert visit(cast.placement_officer, "ask_run", data={}).status_code == 409
    assert visit(cast.auditor, "stop", run, data={}).status_code == 409
    assert visit(cast.placement_officer, "stop", run, data={}).status_code == 302
    assert "asked to stop" in words(visit(cast.director, "see_run", run))


def test_the_auditor_repeats_a_run_and_reads_that_the_same_came_out(cast, visit):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    assert visit(cast.director, "replay", run, data={}).status_code == 403
    answer = visit(cast.auditor, "replay", run, data={})
    with acting(cast.auditor), transaction.atomic():
        again = queries.replays_of(run)[0]
    assert answer["Location"] == reverse("matching:see_run", args=[again.pk])
    jobs.run(str(again.pk), "TR")
    assert "The same came out, to the last byte" in words(visit(cast.auditor, "see_run", again))
    assert "The same" in words(visit(cast.auditor, "see_run", run))


def test_a_run_that_can_not_be_made_says_why(cast, visit, monkeypatch):
    def too_large(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr(jobs, "engine_solve", too_large)
    opened(cast)
    home(cast)
    run = run_for(cast.director)
    assert run.state == "failed"
    assert "not enough memory" in words(visit(cast.director, "see_run", run))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_number_of_queries_for_any_number_of_rows(cast, visit, django_assert_num_queries, rows):
    for _ in range(rows):
        home(cast)
        opened(cast, needs_family_since=now().date())
        run = run_for(cast.director)
    visit(cast.placement_officer, "list_runs")
    asked = {}
    for verb, row in (("list_runs", None), ("see_run", run), ("list_advice", None)):
        with CaptureQueriesContext(connection) as queries_asked:
            page = visit.again(verb, row)
        asked[verb] = len(queries_asked)
    assert asked == {
        "list_runs": 10,
        "see_run": 11,
        "list_advice": 15,
    }  # the signed-in person and the transaction are seven
    assert page.content.decode().count("<tr") == rows + 1


def test_suggestions_are_those_of_ones_own_cases_in_initials(cast, visit):
    home(cast)
    match, unsearched = opened(cast), seeking(cast, ages=(3,))
    foreign = opened(cast, cast.other_office["worker"])
    run_for(cast.director)
    told = words(visit(cast.worker, "list_advice"))
    assert match.case.number in told and unsearched.number in told and foreign.case.number not in told
    assert "Örnek" not in told and "Ç. Ö." in told


def test_the_list_says_no_number_of_another_offices_family(cast, visit):
    family = home(cast, cast.other_office["family_worker"])
    opened(cast)
    run_for(cast.director)
    told = words(visit(cast.worker, "list_advice"))
    assert "A family of another office" in told and family.number not in told


def test_my_work_tells_the_placement_officer_of_new_suggestions_until_they_are_answered(cast):
    home(cast)
    match = opened(cast)
    run_for(cast.director)

    def told(by):
        with acting(by), transaction.atomic():
            return [str(task.title) for task in tasks(by, now()) if task.kind == "matching.heed"]

    assert told(cast.placement_officer) == ["1 new suggestion of a family"]
    assert told(cast.worker) == []
    advice = advice_for(cast.placement_officer, match.pk)
    with acting(cast.worker), transaction.atomic():
        actions.heed(advice=advice, says="accepted", reason="suits", by=cast.worker, at=now())
    assert told(cast.placement_officer) == []


def test_the_page_of_a_search_shows_the_suggestion_and_it_is_taken_up_with_a_reason(cast, visit):
    family = home(cast)
    match = opened(cast)
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    told = words(visit(cast.worker, "see", match))
    assert "What the comparison for the whole country suggests" in told and "A recommendation, not a decision" in told
    assert "It stands first in the order of these children too." in told and "Take the suggestion up" in told
    address = reverse("matching:heed", args=[advice.pk, "accepted"])
    assert visit.ask(cast.worker, address, {}).status_code == 422
    answer = visit.ask(cast.worker, address, {"reason": "suits"})
    assert answer.status_code == 302 and answer["Location"].endswith("#shortlist")
    with acting(cast.worker), transaction.atomic():
        assert Candidate.objects.get(match=match).family_id == family.pk
    assert "The suggested family was taken up" in words(visit(cast.worker, "see", match))


def test_another_family_is_named_by_its_number(cast, visit):
    home(cast)
    other = home(cast, lat=38.1)
    match = opened(cast)
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    address = reverse("matching:heed", args=[advice.pk, "other"])
    values = {"reason": "child_wish", "words": "Çocuk onları tanıyor."}
    assert visit.ask(cast.worker, address, values | {"number": "T99Z-2026-0001"}).status_code == 422
    assert visit.ask(cast.worker, address, values | {"number": other.number.lower()}).status_code == 302
    with acting(cast.worker), transaction.atomic():
        assert Candidate.objects.get(match=match).family_id == other.pk


def test_who_may_not_see_the_case_finds_no_suggestion(cast, visit):
    home(cast)
    match = opened(cast)
    run_for(cast.director)
    advice = advice_for(cast.worker, match.pk)
    address = reverse("matching:heed", args=[advice.pk, "accepted"])
    for by in (cast.other_office["worker"], cast.azerbaijan["worker"]):
        assert visit.ask(by, address, None).status_code == 404
    assert visit.ask(cast.auditor, address, None).status_code == 403
    assert visit.ask(cast.worker, reverse("matching:heed", args=[advice.pk, "nonsense"]), None).status_code == 404


def test_a_family_that_is_telephoned_says_so_on_other_pages_and_not_for_whom(cast, visit):
    family = home(cast)
    first, second = opened(cast), opened(cast, cast.other_team_worker, ages=(9,))
    assert visit(cast.worker, "telephone", first, {"family": family.pk}).status_code == 302
    assert "Being telephoned until" in words(visit(cast.worker, "see", first))
    page = visit(cast.other_team_worker, "see", second)
    assert "Being telephoned until" in words(page) and str(first.pk) not in page.content.decode()
    assert visit(cast.other_team_worker, "telephone", second, {"family": "x"}).status_code == 409


def test_what_other_children_need_is_counted_beside_the_plain_order_and_kin_stay_first(cast, visit):
    needed, free = home(cast), home(cast, lat=37.95)
    match = opened(cast)
    run = run_for(cast.director)
    with acting(national("TR", now())), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(sought={str(needed.pk): 300_000_000})
    page = visit(cast.worker, "see", match)
    told = words(page)
    assert "The first ten when what other children need is counted too" in told
    part = told[told.index("Needed by others") :]
    assert part.index(free.number) < part.index(needed.number) and "300" in part
    assert told.index(f"1. {needed.number}") < told.index(f"2. {free.number}")
    for word in ("price", "worth"):
        assert word not in told.lower()


@pytest.mark.parametrize(
    ("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (22, 20), (23, 25)]
)
def test_small_numbers_are_protected(number, shown):
    assert protected(number) == shown
