"""The catalogues are complete, and the tool that says so sees what is wrong."""

import gettext
from io import BytesIO

import pytest

from umay.front import messages
from umay.front.messages import LANGUAGES, Wanted, check, compile_all, extract

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def house(tmp_path):
    """A small house with one page, one file of code and fragments in both languages."""
    (tmp_path / "room" / "templates" / "room").mkdir(parents=True)
    (tmp_path / "locale" / "parts").mkdir(parents=True)
    (tmp_path / "room" / "words.py").write_text(
        "from django.utils.translation import gettext_lazy as lazy, ngettext\n"
        'OPEN = lazy("Open " "door")\n'
        'def n(count): return ngettext("%(n)s door", "%(n)s doors", count)\n'
    )
    (tmp_path / "room" / "templates" / "room" / "page.html").write_text(
        "{% blocktrans with a=b %}Hello {{ a }}{% endblocktrans %}{% trans 'May' context 'month' %}"
    )
    return tmp_path


def fill(house, language, **changes):
    said = {
        'msgid "Open door"': 'msgstr "aç"',
        'msgid "%(n)s door"\nmsgid_plural "%(n)s doors"': 'msgstr[0] "%(n)s q"\nmsgstr[1] "%(n)s q"',
        'msgid "Hello %(a)s"': 'msgstr "Salam %(a)s"',
        'msgctxt "month"\nmsgid "May"': 'msgstr "may"',
    } | changes.get("said", {})
    text = HEAD + "\n\n".join(f"{key}\n{value}" for key, value in said.items() if value) + "\n"
    (house / "locale" / "parts" / f"{changes.get('name', 'room')}.{language}.po").write_text(text)


def problems(house):
    return {(p.language, p.kind, p.text) for p in check(house / "locale", house)}


def test_texts_are_found_in_code_and_pages_with_plural_context_and_aliases(house):
    assert set(extract(house)) == {
        Wanted("", "Open door"),
        Wanted("", "%(n)s door", "%(n)s doors"),
        Wanted("", "Hello %(a)s"),
        Wanted("month", "May"),
    }


def test_a_full_catalogue_has_no_problem_and_speaks_after_compiling(house):
    for language in LANGUAGES:
        fill(house, language)
    assert problems(house) == set()
    assert compile_all(house / "locale") == list(LANGUAGES)
    compiled = (house / "locale" / "az" / "LC_MESSAGES" / "django.mo").read_bytes()
    words = gettext.GNUTranslations(BytesIO(compiled))
    assert words.gettext("Open door") == "aç"
    assert words.pgettext("month", "May") == "may"


def test_compiling_again_writes_nothing_until_a_fragment_changes_or_the_result_is_lost(house):
    fill(house, "tr")
    locale = house / "locale"
    compile_all(locale)
    assert compile_all(locale) == []
    fill(house, "tr", name="another", said={})
    assert compile_all(locale) == ["tr"]
    (locale / "az" / "LC_MESSAGES" / "django.mo").unlink()
    assert compile_all(locale) == ["az"]


@pytest.mark.parametrize(
    ("said", "kind", "text"),
    [
        ({'msgid "Open door"': ""}, "missing", "Open door"),
        ({'msgid "Open door"': 'msgstr ""'}, "missing", "Open door"),
        ({'msgid "Shut door"': 'msgstr "bağla"'}, "unused", "Shut door"),
        ({'msgid "Open door"': "", '#, fuzzy\nmsgid "Open door"': 'msgstr "aç"'}, "fuzzy", "Open door"),
        ({'msgid "Hello %(a)s"': 'msgstr "Salam"'}, "placeholders", "Hello %(a)s"),
        ({'msgid "Hello %(a)s"': 'msgstr "Salam %(ad)s"'}, "placeholders", "Hello %(a)s"),
        ({'msgid "Hello %(a)s"': 'msgstr "Salam %(a)s 5 % "'}, "placeholders", "Hello %(a)s"),
    ],
)
def test_what_is_wrong_in_one_language_is_named(house, said, kind, text):
    fill(house, "tr", said=said)
    fill(house, "az")
    assert problems(house) == {("tr", kind, text)}


def test_two_fragments_that_disagree_are_named(house):
    for language in LANGUAGES:
        fill(house, language)
    fill(house, "az", name="other", said={'msgid "Open door"': 'msgstr "açıq qapı"'})
    assert problems(house) == {("az", "conflict", "Open door")}


def test_every_text_of_the_house_is_translated_into_every_language():
    assert [str(problem) for problem in check()] == []


def test_the_command_says_how_many_problems_there_are(house, monkeypatch, capsys):
    fill(house, "tr")
    monkeypatch.setattr(messages, "check", lambda: check(house / "locale", house))
    assert messages.main(["check"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 problems"
