"""The printed text: every word of every language, in tagged columns, with the hashes in the footer."""

import shutil
import subprocess

import pytest

from umay.cooperation.accords.aligning import Article, digest
from umay.cooperation.accords.typesetting import Sheet, columns

TR = (
    Article("0", "", "Taraflar, çocuğun ailede büyümesini ister."),
    Article("1", "Eşitlik", "İki dil eşittir; ışık, ğ, ü."),
)
AZ = (
    Article("0", "", "Tərəflər uşağın ailədə böyüməsini istəyir."),
    Article("1", "Bərabərlik", "İki dil bərabərdir; əlaqə."),
)
TITLES = {"tr": "Kurgusal Bildiri", "az": "Uydurma Bəyannamə"}


def sheet(**changed):
    given = {"titles": TITLES, "texts": {"tr": TR, "az": AZ}, "statuses": {"tr": "taslak", "az": "tərcümə"}}
    return Sheet(**given | changed)


def read(pdf: bytes, *options) -> str:
    """The words of the file as poppler finds them."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler's pdftotext is not on this machine: apt-get install poppler-utils")
    found = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout.decode()


def test_the_same_text_gives_the_same_bytes():
    assert columns(sheet()) == columns(sheet())


def test_another_word_gives_another_file():
    assert columns(sheet()) != columns(sheet(texts={"tr": TR[:1], "az": AZ[:1]}))


def test_it_is_a_tagged_pdf_with_a_title():
    pdf = columns(sheet())
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf and b"/StructTreeRoot" in pdf and b"pdfuaid" in pdf


def test_every_word_of_both_languages_can_be_read_out_again():
    words = " ".join(read(columns(sheet())).split())
    for article in (*TR, *AZ):
        assert article.body in words and article.heading in words
    assert "Madde 1 Eşitlik" in words and "Maddə 1 Bərabərlik" in words
    assert words.index(TR[0].body) < words.index(AZ[0].body) < words.index(TR[1].body)


def test_the_hash_of_each_language_stands_at_the_foot():
    words = read(columns(sheet())).replace("\n", "")
    assert digest(TR) in words and digest(AZ) in words


def test_what_is_typed_is_printed_and_never_understood_as_markup():
    odd = (Article("1", "*kalın* #strong[x]", "$ a^2 $ @ref <label> \\ // `kod` = Başlık\n- madde #panic()"),)
    words = " ".join(read(columns(sheet(texts={"tr": odd}))).split())
    assert (
        "*kalın* #strong[x]" in words and "$ a^2 $ @ref <label> \\ // `kod` = Başlık" in words and "#panic()" in words
    )


def test_an_article_that_a_language_lacks_leaves_its_place_empty():
    words = " ".join(read(columns(sheet(texts={"tr": TR, "az": AZ[:1]}))).split())
    assert TR[1].body in words and "Maddə 1" not in words


def test_a_notice_and_the_lines_of_signatories_are_printed():
    words = read(columns(sheet(notice="Kurgusal örnek", signed=(("tr", "Birinci taraf adına"),))))
    assert "Kurgusal örnek" in words and "Birinci taraf adına" in words


@pytest.mark.parametrize("languages", [(), ("tr", "az", "en", "kk")])
def test_no_language_or_too_many_is_refused(languages):
    with pytest.raises(ValueError, match="languages stand side by side"):
        columns(sheet(titles=dict.fromkeys(languages, "T"), texts=dict.fromkeys(languages, TR)))


def test_letters_of_all_the_scripts_it_names_are_in_the_font():
    kk = (Article("1", "Балалар", "Әр бала отбасында өседі; ң ғ ү ұ қ һ."),)
    uz = (Article("1", "Oilalar", "Oʻzbek, gʻamxoʻrlik; ň ý ž ő ű."),)
    pdf = columns(sheet(titles={"kk": "Мәтін", "uz": "Matn"}, texts={"kk": kk, "uz": uz}))
    words = " ".join(read(pdf).split())
    assert kk[0].body in words and uz[0].body in words
    assert b"\xef\xbf\xbd" not in words.encode()
