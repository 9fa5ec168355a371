"""What ministers signed gets done: from a sentence of a source to a public page, walked by desk officers and their heads who read no English, and once in
English; on a telephone and at a desk, once without scripts. `Visitor` notices English words on their pages, what is too wide, and what axe finds."""

import pytest

from tests.journeys.browsing import is_english
from tests.journeys.chain import DEED, PEOPLE, SENTENCE, SOURCE, Chain

WALKS = {  # language of each country's people, width, with scripts
    "own-languages-telephone": ({"TR": "tr", "AZ": "az"}, 390, True),
    "own-languages-desk-without-scripts": ({"TR": "tr", "AZ": "az"}, 1280, False),
    "english-desk": ({"TR": "en", "AZ": "en"}, 1280, True),
}


@pytest.mark.parametrize("walk", WALKS)
def test_a_sentence_of_a_source_becomes_a_deed_that_everybody_reads(visitor, walk):
    languages, width, has_script = WALKS[walk]

    def come(user):
        return visitor(user, languages[PEOPLE[user]], width=width, java_script_enabled=has_script)

    chain = Chain(come, f"({walk})")

    # given a sentence, a line of a plan that both heads have signed
    chain.find_sentence().write_line().sign_plan()
    # when ministers meet, decide who does what for it, and both heads lock the minutes
    chain.plan_meeting().decide()
    # and it is done: the action verified by the other side, the line reported by each and verified by both
    chain.do_it().report_line()
    # then every page leads to the others
    for user in PEOPLE:
        line = chain.at(user, "line")
        assert {chain.address[one] for one in ("decision", "action", "meeting")} <= set(line.addresses)
        assert line.page.locator(f"main a[href*='/sources/{SOURCE}/#s{SENTENCE}']").count()
        assert chain.address["line"] in chain.at(user, "action").addresses
    # and everybody reads it once both have released
    chain.release()
    for language in sorted(set(languages.values())):
        _read_by_everybody(visitor("", language, width=width, java_script_enabled=has_script), chain, language)


def _read_by_everybody(one, chain: Chain, language: str) -> None:
    """Somebody without an account goes from the sentence to the line, to the decision and back, and reads nothing of who had to do what."""
    one.open(f"/public/{language}/sources/{SOURCE}/")
    sentence = one.page.locator(f"#s{SENTENCE}")
    to_line = sentence.locator("a", has_text=chain.mark).first.get_attribute("href")
    one.open(to_line)
    line = one.page.locator(to_line[to_line.index("#") :])
    assert line.locator(".tag").count(), "the line stands there as verified"
    to_decision = line.locator("a", has_text=chain.mark).first.get_attribute("href")
    one.open(to_decision)
    assert DEED[language] not in one.words
    decision = one.page.locator(to_decision[to_decision.index("#") :])
    assert chain.mark in decision.inner_text()
    assert decision.locator(f"a[href='{to_line}']").count()


def test_the_invented_chain_of_the_demonstration_is_marked_and_whole(visitor):
    """Kamran opens the next meeting: it begins with what stayed open; from there he comes to the overdue action and the line it is for."""
    one = visitor("kamran.az", "az", width=390).open("/cooperation/meetings/")
    one.follow(
        one.page.locator("main a", has_text="UYDURMA NÜMUNƏ: Nazirlərin 3-cü Görüşü").first.get_attribute("href")
    )
    assert one.page.locator("main .notice").first.is_visible()
    assert one.page.locator("main ol > li").first.locator("a[href*='/decisions/']").count() == 3
    one.follow("/meetings/decisions/").follow("/meetings/actions/").follow("/plans/lines/")
    assert "UYDURMA" in one.page.locator("main").inner_text() or "Uydurma" in one.page.locator("main").inner_text()


def test_the_eye_for_english_sees_a_sentence_of_these_pages():
    """The walks would notice a page that was not translated."""
    assert is_english("Report on our side", "tr")
    assert is_english("Write it as a line of a plan", "az")
