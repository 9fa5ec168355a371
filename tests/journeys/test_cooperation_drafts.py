"""A desk officer with a tablet in a hall where the line comes and goes: what was typed is there again after the page was closed, and nobody else reads it."""

import re

import pytest

from tests.journeys.browsing import FIRST

OFFLINE = "ERR_INTERNET_DISCONNECTED"
DECIDED = "Koruyucu aile rehberi yıl sonuna kadar yazılır."
NEVER_SENT = "Rehber iki dilde yayımlanır."
LEFT = "[data-draft-left]"


@pytest.fixture
def officer(visitor):
    one = visitor("asli.tr", "tr", width=390)
    yield one
    one.watch.faults[:] = [fault for fault in one.watch.faults if OFFLINE not in fault]  # the browser says so itself


def deciding(one) -> str:
    """The form of a new decision, of the first meeting in whose minutes one may be written."""
    meeting = r"/cooperation/meetings/[0-9a-f-]{36}/"
    for address in [found for found in one.open("/cooperation/meetings/").addresses if re.fullmatch(meeting, found)]:
        to_write = [found for found in one.open(address).addresses if found.endswith("/add_decision/")]
        if to_write:
            one.open(to_write[0])
            return one.path
    raise AssertionError("no meeting of the demonstration takes a decision")


def said(one, what: str) -> None:
    """Wait until the form says this of itself: saved, here, failed."""
    one.page.wait_for_function(
        f"() => {{ const note = document.querySelector('[data-draft-note]'); return note.textContent && note.textContent === note.dataset.{what} }}"
    )


def on_device(page) -> list[str]:
    return page.evaluate("() => Object.entries(localStorage).filter(([k]) => k.startsWith('umay.draft.')).map(([k, v]) => v)")  # fmt: skip


def open_again(one, address: str) -> None:
    """The page is closed while there is no line; later, with a line, another one is opened."""
    context = one.page.context
    context.set_offline(True)
    one.page.close()
    context.set_offline(False)
    one.page = context.new_page()
    one.page.on("console", one._console)
    one.open(address)


def assert_nothing_offered(one) -> None:
    one.page.wait_for_load_state("networkidle")
    assert one.page.locator(LEFT).is_hidden()
    assert one.page.input_value("[name=text_tr]") == ""


def test_words_typed_without_a_connection_are_there_after_the_page_was_closed(officer):
    address = deciding(officer)
    officer.fill(text_tr=DECIDED)
    officer.page.context.set_offline(True)
    officer.fill(text_az=NEVER_SENT)
    officer.page.locator("form[data-draft] button[type=submit]").last.click()
    said(officer, "here")
    (kept,) = on_device(officer.page)
    assert "Koruyucu" not in kept and "sealed" in kept, "what stands on the device is not readable"

    open_again(officer, address)
    box = officer.page.locator(LEFT)
    box.wait_for()
    officer.look()
    assert "Son yazma zamanı" in box.inner_text() and "20" in box.locator("time").inner_text()
    assert officer.page.input_value("[name=text_tr]") == ""
    with officer.page.expect_navigation():
        box.locator("[data-draft-take]").click()
    assert officer.page.input_value("[name=text_tr]") == DECIDED
    assert officer.page.input_value("[name=text_az]") == NEVER_SENT
    assert on_device(officer.page) == [], "the server has it now"

    officer.page.locator("[name=throw_away]").click()
    officer.page.wait_for_load_state()
    assert officer.open(address).page.locator(LEFT).is_hidden()


def test_another_person_at_the_same_tablet_is_shown_nothing(officer, visitor):
    address = deciding(officer)
    officer.page.context.set_offline(True)
    officer.fill(text_tr=DECIDED)
    officer.page.locator("form[data-draft] button[type=submit]").last.click()
    said(officer, "here")
    left = officer.page.evaluate("() => Object.entries(localStorage)")

    other = visitor("tarik.tr", "tr", width=390).open(address)
    other.page.evaluate("left => left.forEach(([k, v]) => localStorage.setItem(k, v))", left)
    other.open(address)
    assert_nothing_offered(other)
    place = "document.querySelector('form[data-draft]').dataset.draftKey.slice(0, 32)"
    other.page.evaluate(
        f"v => localStorage.setItem('umay.draft.' + {place} + '.' + (Date.now() - 5000), v)", left[0][1]
    )
    other.open(address)
    assert_nothing_offered(other)
    other.page.wait_for_function("() => Object.keys(localStorage).length === 1")  # what no key opens is taken away


def test_words_that_the_server_has_do_not_stay_on_the_device(officer):
    address = deciding(officer)
    officer.fill(text_tr=DECIDED)
    officer.page.context.set_offline(True)
    officer.page.context.set_offline(False)
    said(officer, "saved")
    assert on_device(officer.page) == []
    open_again(officer, address)
    assert officer.page.locator(LEFT).is_hidden()
    with officer.page.expect_navigation():
        officer.page.locator("a[href='?draft=1']").click()
    assert officer.page.input_value("[name=text_tr]") == DECIDED
    officer.page.locator("[name=throw_away]").click()
    officer.page.wait_for_load_state()


def declaration_named(one, title: str) -> str:
    links = one.open("/cooperation/declarations/").page.locator("main a", has_text=title)
    return links.first.get_attribute("href")


def test_articles_of_a_declaration_come_back_also_those_beyond_the_ones_that_stand_there(officer):
    officer.open("/cooperation/declarations/open/")
    officer.fill(title_tr="Uydurma", title_az="Uydurma", title_en="Invented", depositary=FIRST, is_fictitious=True)
    officer.send()
    commit = f"{declaration_named(officer, 'Uydurma')}commit/"
    officer.open(commit)
    officer.fill(article_1_tr=DECIDED)
    officer.page.context.set_offline(True)
    officer.fill(article_2_az=NEVER_SENT)
    officer.page.locator("form[data-draft] button[type=submit]").last.click()
    said(officer, "here")
    open_again(officer, commit)
    officer.page.locator(LEFT).wait_for()
    with officer.page.expect_navigation():
        officer.page.locator("[data-draft-take]").click()
    assert officer.page.input_value("[name=article_1_tr]") == DECIDED
    assert officer.page.input_value("[name=article_2_az]") == NEVER_SENT
    officer.send()
    assert DECIDED in officer.words and NEVER_SENT in officer.words


def test_without_scripts_the_form_says_that_it_keeps_nothing_and_gives_back_what_it_refuses(visitor):
    one = visitor("asli.tr", "tr", width=390, java_script_enabled=False)
    one.open("/cooperation/declarations/open/")
    assert "Sık sık kaydedin" in one.page.locator("form[data-draft]").inner_text()
    one.fill(title_tr=DECIDED, depositary=FIRST)
    one.send(expect=422)
    assert one.page.input_value("[name=title_tr]") == DECIDED
    assert one.page.input_value("[name=depositary]")
