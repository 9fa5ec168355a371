"""What a new version changed, to the word."""

from hypothesis import given
from hypothesis import strategies as st

from umay.cooperation.accords.aligning import Article, Piece, differences

WORDS = st.text(alphabet="aığ şİə.\n", max_size=30)
TEXTS = st.dictionaries(st.sampled_from("123456"), st.tuples(WORDS, WORDS), max_size=5).map(
    lambda found: tuple(Article(number, *said) for number, said in found.items())
)


def one(number, body, heading=""):
    return Article(number, heading, body)


def test_a_changed_word_is_shown_as_taken_out_and_put_in():
    (change,) = differences(
        (one("1", "Taraflar yılda bir kez toplanır."),), (one("1", "Taraflar yılda iki kez toplanır."),)
    )
    assert change.kind == "changed"
    assert change.body == (
        Piece("kept", "Taraflar yılda "),
        Piece("out", "bir"),
        Piece("in", "iki"),
        Piece("kept", " kez toplanır."),
    )


def test_added_removed_and_same_articles_each_stand_once_where_a_reader_looks_for_them():
    before = (one("1", "Bir."), one("2", "İki."), one("3", "Üç."))
    after = (one("1", "Bir."), one("3", "Üç."), one("4", "Dört."))
    assert [(change.kind, change.number) for change in differences(before, after)] == [
        ("same", "1"),
        ("removed", "2"),
        ("same", "3"),
        ("added", "4"),
    ]


def test_an_article_with_the_same_words_under_another_number_was_renumbered():
    before, after = (one("1", "Bir."), one("2", "İki.")), (one("1", "Bir."), one("3", "İki."))
    found = differences(before, after)
    assert [(change.kind, change.number) for change in found] == [("same", "1"), ("renumbered", "3")]
    assert found[1].before.number == "2"


def test_a_removed_first_article_stands_first():
    assert [c.kind for c in differences((one("1", "a"), one("2", "b")), (one("2", "b"),))] == ["removed", "same"]


def test_a_long_article_is_still_compared_by_lines_and_quickly():
    before = "\n".join(f"satır {n} kelime kelime" for n in range(3000))
    after = before.replace("satır 1500 kelime", "satır 1500 başka")
    (change,) = differences((one("1", before),), (one("1", after),))
    assert [piece.what for piece in change.body] == ["kept", "out", "in", "kept"]
    assert change.body[1].text == "satır 1500 kelime kelime\n"


@given(TEXTS, TEXTS)
def test_the_pieces_of_both_sides_make_up_both_versions(before, after):
    found = differences(before, after)
    assert [c.after.number for c in found if c.after] == [a.number for a in after]
    assert sorted(c.before.number for c in found if c.before) == sorted(b.number for b in before)
    for change in found:
        for name in ("heading", "body"):
            pieces = getattr(change, name)
            old = "".join(p.text for p in pieces if p.what != "in")
            new = "".join(p.text for p in pieces if p.what != "out")
            if change.kind == "changed":
                assert (old, new) == (getattr(change.before, name), getattr(change.after, name))
            if change.after:
                assert new == getattr(change.after, name)


@given(TEXTS)
def test_a_version_beside_itself_has_no_change(text):
    assert all(change.kind == "same" for change in differences(text, text))
