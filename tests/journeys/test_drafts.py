"""A visit written on a phone where the connection comes and goes, and by somebody whose sign-in ends meanwhile: nothing typed is lost."""

import re

import pytest

from tests.journeys.browsing import FIRST, PASSWORD
from tests.journeys.steps import PEOPLE

SEEN, SAID = "Odası düzenli, uykusu iyi.", "Ablamı görmek istiyorum."
OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def writing(visitor):
    """The worker of the demonstration on the page of a visit that is to be written down, on a phone."""
    one = visitor(PEOPLE["TR"]["worker"], "tr", width=390).open("/care/visits/")
    visit = next(address for address in one.addresses if re.fullmatch(r"/care/visits/[0-9a-f-]{36}/", address))
    one.open(f"{visit}record/")
    yield one
    one.watch.faults[:] = [fault for fault in one.watch.faults if OFFLINE not in fault]  # the browser says so itself


def note(one) -> str:
    return one.page.locator("[data-draft-note]").inner_text()


def kept(one, words: str) -> None:
    """Wait until the page says that what was typed is kept."""
    one.page.wait_for_function(
        "() => document.querySelector('[data-draft-note]').textContent === document.querySelector('[data-draft-note]').dataset.saved"
    )
    assert words in [one.page.input_value(f"[name={name}]") for name in ("seen", "child_said")]


def test_without_a_connection_the_page_stays_says_so_and_keeps_all_when_it_is_back(writing):
    page = writing.page
    writing.fill(where=FIRST, saw_child_alone=True, seen=SEEN)
    page.context.set_offline(True)
    writing.fill(child_said=SAID)
    address = page.url
    page.locator("form[data-draft] button[type=submit]").last.click()
    page.wait_for_function("() => document.querySelector('[data-draft-note]').textContent !== ''")
    assert "Bağlantı yok" in note(writing) and page.url == address
    assert page.input_value("[name=child_said]") == SAID

    page.context.set_offline(False)
    kept(writing, SAID)
    page.reload()
    writing.look()
    assert page.input_value("[name=seen]") == SEEN and page.input_value("[name=child_said]") == SAID
    assert page.locator("[name=saw_child_alone][value=yes]").is_checked()


def test_a_sign_in_that_ends_meanwhile_costs_no_word(writing):
    page = writing.page
    writing.fill(where=FIRST, saw_child_alone=True, seen=SEEN, child_said="")
    page.context.set_offline(True)
    page.context.set_offline(False)
    kept(writing, SEEN)
    address = page.url
    page.context.clear_cookies(name=re.compile("sess"))
    writing.fill(child_said=SAID)
    page.locator("form[data-draft] button[type=submit]").last.click()
    page.wait_for_function("() => document.querySelector('[data-draft-note]').textContent.startsWith('Oturum')")
    assert page.url == address and page.input_value("[name=child_said]") == SAID

    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.fill("input[name=login]", PEOPLE["TR"]["worker"])
    other.fill("input[name=password]", PASSWORD)
    with other.expect_navigation():
        other.locator("main form button[type=submit]").first.click()
    other.close()

    writing.send(expect=403)  # the form's token is of the old sign-in: everything typed is offered once more
    writing.watch.faults[:] = [
        one for one in writing.watch.faults if not one.endswith("draft/visits.record/: answered 403")
    ]
    writing.send()
    assert SEEN in writing.words and SAID in writing.words


def test_what_is_kept_already_is_sent_at_the_first_press(writing):
    """Nothing is left to be kept then: the form must go all the same."""
    page = writing.page
    writing.send(expect=422)
    writing.fill(where=FIRST, saw_child_alone=True, seen=SEEN, child_said=SAID)
    page.context.set_offline(True)
    page.context.set_offline(False)
    kept(writing, SAID)
    writing.send()
    assert SEEN in writing.words and SAID in writing.words
