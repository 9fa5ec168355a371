"""A placement officer with forty groups of children who wait, somebody at night on the telephone, and an auditor who trusts nothing."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from tests import conftest as house
from tests.journeys.browsing import FIRST
from tests.journeys.conftest import ROOT, _demo_template, _environment, serving
from tests.journeys.steps import PEOPLE, ZONES

PEOPLE = PEOPLE["TR"] | {"auditor": "ilgaz.tr"}


@pytest.fixture(scope="module")
def forty_database(template_database):
    """The demo with forty more groups and this morning's comparison: the database's name, and what was made in it."""
    name = f"umay_forty_{os.getpid()}"
    house.copy_database(name, _demo_template(template_database))
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.forty"],
        env=_environment(name),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    yield name, json.loads(made.stdout)
    house.drop_database(name)


@pytest.fixture(scope="module")
def site(forty_database, tmp_path_factory):
    """The web server over that database, in place of the demo's own."""
    with serving(forty_database[0], tmp_path_factory.mktemp("forty") / "server.log") as address:
        yield address


@pytest.fixture
def made(forty_database):
    return forty_database[1]


@pytest.fixture
def officer(visitor):
    """The placement officer, on a telephone."""
    return visitor(PEOPLE["officer"], "tr", width=390)


def search(one, match: str, show: str = ""):
    return one.open(f"/care/matching/{match}/{show}")


ALL = "?show=200"  # not the first ten families alone


def ready(made) -> list[str]:
    """Searches with a suggestion of a family of the own office whose word is of these weeks, in the order of the list."""
    families = set(made["families"]) - set(made["unasked"])
    return [match for match in made["matches"] if made["advice"].get(match) in families]


def test_each_suggestion_is_taken_up_exchanged_or_declined_with_a_reason(officer, made):
    assert re.search(r"\d+ yeni aile tavsiyesi", officer.open("/").words)
    listed = officer.open("/care/matching/advice/").words
    assert "Sayfa" in listed or officer.page.locator("tbody tr").count() == 25
    first, second, third = ready(made)[:3]

    search(officer, first).follow("/heed/accepted/").send(expect=422)
    officer.fill(reason=FIRST).send()
    assert officer.path == f"/care/matching/{first}/" and officer.page.locator("#shortlist").count()

    search(officer, second)
    suggested = officer.page.locator("#suggestion strong").first.inner_text()
    numbers = officer.page.locator("[id^=family-] form input[name=family]").evaluate_all(
        "all => all.map(one => one.value)"
    )
    asked = set(made["families"]) - set(made["unasked"]) - {made["advice"][second]}
    other = next(family for family in numbers if family in asked)
    card = officer.page.locator(f"xpath=//*[starts-with(@id,'family-')][.//input[@value='{other}']]").first.inner_text()
    number = re.search(r"\d+\.\s*(\S+)", card)[1]
    assert number != suggested
    officer.follow("/heed/other/").fill(number=number, reason=FIRST, words="Çocuk bu aileyi tanıyor.").send()

    search(officer, third).follow("/heed/none/").fill(reason=FIRST).send(expect=422)
    officer.fill(words="Çocuk şimdi hastanede.").send()
    assert "Bu ailelerden hiçbiri" not in officer.page.locator("#suggestion .buttons").all_inner_texts()


def test_a_family_nobody_asked_for_long_is_asked_in_one_step_on_a_telephone(officer, made):
    match = made["matches"][-1]
    asked = next(
        (one for one, family in made["advice"].items() if family in made["unasked"] and one in made["matches"]), None
    )
    search(officer, asked or match)
    link = officer.page.locator("a[href*='/hear_word/']").first
    assert link.count(), "a family with an old word carries the way to ask it"
    address = link.get_attribute("href")
    officer.open(address).send(expect=422)
    assert officer.page.locator("a[href^='tel:']").count()
    officer.fill(is_willing=True, said_by="Annesi").send()
    assert officer.page.locator("#shortlist").count()
    assert address not in officer.addresses

    search(officer, made["matches"][-2])
    if (link := officer.page.locator("a[href*='/hear_word/']").first).count():
        officer.open(link.get_attribute("href"))
        officer.fill(
            is_willing=False, said_by="Babası", why=FIRST, until=datetime.now(ZONES["TR"]).date() + timedelta(days=40)
        ).send()
        assert "hangi güne kadar" not in officer.words


def test_two_officers_on_the_same_family_and_the_next_best_when_it_says_no(visitor, made):
    one, two = (visitor(PEOPLE[role], "tr", width=width) for role, width in (("officer", 390), ("supervisor", 1280)))
    match = next(found for found in ready(made)[3:] if found in made["single"])  # one of two places is kept by the call
    family = made["advice"][match]
    other = next(found for found in made["single"] if found != match and _offers(search(two, found, ALL), family))
    call = f"xpath=//form[contains(@action,'/telephone/')][.//input[@value='{family}']]//button"
    search(one, match, ALL).press(call)
    assert not _offers(search(two, other, ALL), family), "a family that is being telephoned offers no second call"
    assert "Telefonla aranıyor" in two.words and match not in two.page.content()
    search(one, match).follow("/answer_family/").fill(says_yes=False, decline=FIRST, said_by="Annesi", how=FIRST).send()
    part = one.page.locator("#suggestion").inner_text()
    assert "Bu tavsiye artık geçerli değil." in part and "sıradaki en uygun aile" in part
    assert one.page.locator("#suggestion form[action*='/runs/ask_run/']").count()
    search(two, other, ALL).press(call)  # the place is free again at once


def _offers(one, family: str) -> bool:
    return bool(one.page.locator(f"xpath=//form[contains(@action,'/telephone/')]//input[@value='{family}']").count())


def test_at_night_the_first_does_not_answer_and_the_second_says_yes(visitor, made):
    one = visitor(PEOPLE["duty"], "tr", width=390)
    page = f"/care/placements/emergency/{made['night_case']}/"
    one.open(page)
    own = one.page.locator("[name=family][type=radio]").evaluate_all("all => all.map(one => one.value)")
    assert set(made["night"]) & set(own)
    one.send("/telephone/")
    assert one.page.locator("a[href^='tel:']").count()
    one.send("/answer_call/", button="answer=no_answer")
    assert "Kimse yanıt vermedi" in one.words
    one.send("/telephone/")
    called = one.page.locator("[name=family][type=radio]:checked").get_attribute("value")
    one.fill(
        family_said_yes=True,
        reason=FIRST,
        words="Bu gece evde kalamaz, kimse yok.",
        kind=FIRST,
        authority="Örnek Makam",
    )
    one.fill_all("view_", "Okuluma gitmek istiyorum.")
    one.send()
    told = one.page.locator("table").all_inner_texts()
    assert any("Kimse yanıt vermedi" in words and "Aile evet dedi" in words for words in told), called


def test_the_auditor_repeats_and_checks_the_run_and_finds_no_child(visitor, made, forty_database):
    one = visitor(PEOPLE["auditor"], "tr")
    one.open("/care/matching/runs/").follow(f"/care/matching/runs/{made['run']}/")
    assert not re.search(r"Kırk\d|Örnek", one.words)
    command = [sys.executable, "-m", "umay", "manage", "replay_run", made["run"], "--check"]
    told = subprocess.run(command, env=_environment(forty_database[0]), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
    assert "the same, to the last byte" in told.stdout and " 0 faults" in told.stdout
    shown = one.page.locator("code").all_text_contents()  # folded away on the page
    assert re.search(r"kept\s+(\w+)", told.stdout)[1] in shown
    assert re.search(r"input\s+(\w+)", told.stdout)[1] in shown
    one.open("/care/matching/weights/")
    one.open("/care/fairness/").open("/journal/")
    one.open(f"/care/matching/{made['matches'][0]}/", expect=403)
