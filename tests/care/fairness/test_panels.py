"""From the pages of matching to those of fairness: who is shown the way, that it can be gone, and in which words."""

import pytest
from django.urls import reverse

from tests.care.fairness.test_actions import run_for
from tests.care.matching.setting import home, opened
from tests.factories.cast import user_of
from umay.care.fairness import jobs
from umay.care.matching import actions as matching
from umay.care.matching import jobs as runs
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now

PASSED, LIST = "fairness:list_passed", "matching:list"


@pytest.fixture
def page(client):
    """page(identity, name, *args): the body, once it was answered."""

    def ask(by, name, *args, language="en"):
        client.force_login(user_of(by))
        client.cookies["umay_language"] = client.cookies["django_language"] = language
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200, (by.role, name)
        return answer.content.decode()

    return ask


def link(name, *args) -> str:
    return f'href="{reverse(name, args=args)}"'


@pytest.mark.parametrize("role", ["worker", "supervisor", "placement_officer", "director", "inspector"])
def test_the_list_of_those_who_wait_shows_the_way_to_ones_own_passed_over_to_whom_may_go_it(cast, page, role):
    by = getattr(cast, role)
    is_shown = link(PASSED) in page(by, LIST)
    assert is_shown is (role == "placement_officer")
    if is_shown:
        page(by, PASSED)


@pytest.mark.parametrize(("language", "words"), [
    ("en", "Was a better family suggested for a later claim?"),
    ("tr", "Daha uygun aile, sırası daha geride olana mı önerildi?"),
    ("az", "Daha uyğun ailə növbəsi sonra gələnə təklif edilibmi?"),
])  # fmt: skip
def test_the_way_is_named_in_every_language(cast, page, language, words):
    body = page(cast.placement_officer, LIST, language=language)
    assert words in body.split(link(PASSED))[1].split("</a>")[0]


def test_a_comparison_shows_the_way_to_its_fairness_once_it_was_counted(cast, page, plain_engine):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    assert link("fairness:see_run", run) not in page(cast.auditor, "matching:see_run", run)
    jobs.count("TR", now())
    for role in ("auditor", "inspector", "board"):
        by = getattr(cast, role)
        assert link("fairness:see_run", run) in page(by, "matching:see_run", run), role
        page(by, "fairness:see_run", run)
    for role in ("director", "placement_officer"):
        assert link("fairness:see_run", run) not in page(getattr(cast, role), "matching:see_run", run), role


def test_a_comparison_shows_placement_officers_the_way_to_their_own_passed_over(cast, page, plain_engine):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    assert link(PASSED) in page(cast.placement_officer, "matching:see_run", run)
    assert link(PASSED) not in page(cast.director, "matching:see_run", run)


def test_a_repetition_shows_no_way_since_it_is_not_counted(cast, page, plain_engine):
    home(cast)
    opened(cast)
    run = run_for(cast.director)
    with acting(cast.auditor):
        again = matching.replay(run=matching_run(cast.auditor, run), by=cast.auditor, at=now())
    runs.run(str(again), "TR")
    jobs.count("TR", now())
    assert "fairness/runs/" not in page(cast.auditor, "matching:see_run", again)


def matching_run(by, pk):
    from umay.care.matching.queries import runs as all_of

    return all_of(by).get(pk=pk)
