import pytest

from umay.care.persons.names import plan, tokens
from umay.care.persons.names.plan import MOST


def names_of(text):
    return [step.name for step in plan(text).steps]


def first_step_that_brings(text, keys):
    for step in plan(text).steps:
        if step.tokens & keys or (step.beginning and any(key.startswith(step.beginning) for key in keys)):
            return step.name
    return None


def test_steps_go_from_strict_to_loose():
    assert names_of("Ayşe Demir") == ["names", "joined", "parts", "slip", "longest word"]
    assert names_of("Zeynep Karaca") == ["names", "joined", "slip", "parts", "longest word"]
    assert names_of("Ayşe") == ["word", "beginning", "sound"]
    assert names_of("Mehmet") == ["word", "beginning", "sound", "slip"]


def test_nothing_typed_asks_nothing():
    assert plan("").steps == plan(" . - ").steps == ()


def test_a_number_is_asked_for_first():
    assert names_of("001 234 567 08") == ["number"]
    assert names_of("TR-2026-0000012")[0] == "number"


@pytest.mark.parametrize(
    ("typed", "given", "surname", "step"),
    [
        ("Гусейнова Лейла", "Leyla", "Hüseynova", "names"),
        ("caglar aysenur", "Ayşe Nur", "Çağlar", "names"),
        ("Ayşe Nur Çağlar", "Ayşenur", "Çağlar", "names"),
        ("Ayşe Yıldız", "Ayşe", "Demir Yıldız", "names"),
        ("meh yıl", "Mehmet", "Yılmaz", "parts"),
        ("Zeybep Karaca", "Zeynep", "Karaca", "slip"),
        ("Zyenpe Karcaa", "Zeynep", "Karaca", "slip"),
        ("Znyep Karaca", "Zeynep", "Karaca", "names"),
        ("Zepney Karaca", "Zeynep", "Karaca", "slip"),
        ("Nurcan Ökzan", "Nurcan", "Özkan", "slip"),
        ("yıl", "Mehmet", "Yılmaz", "beginning"),
        ("A. Yılmaz", "Ayşe", "Yılmaz", "word"),
        ("Мехмет", "Mehmet", "Yılmaz", "word"),
        ("Кулиева", "Lalə", "Quliyeva", "sound"),
        ("Sülkyman", "Süleyman", "Ak", "slip"),
    ],
)
def test_the_person_is_brought_by_the_expected_step(typed, given, surname, step):
    assert first_step_that_brings(typed, tokens(given, surname)) == step


def test_a_year_typed_after_a_name_is_a_year_of_birth():
    assert names_of("Ayşe Demir 2017")[0] == "names and year"
    assert plan("Ayşe Demir 2017") == plan("Ayşe Demir", born=2017)
    assert plan("Ayşe Demir 2017").steps[0].tokens & tokens("Ayşe", "Demir", born=2018)
    assert not plan("Ayşe Demir 2017").steps[0].tokens & tokens("Ayşe", "Demir", born=2019)
    assert names_of("TR-2017-0000012")[0] == "number"


def test_the_lists_asked_for_are_bounded():
    for text in ("Muhammed Emin Can Kahramanoğlu", "Abdurrahman Nurmuhammedov Süleymanoviç", "Mehmet"):
        assert sum(len(step.tokens) for step in plan(text).steps) <= 1_000


def test_a_statement_for_few_offices_says_so_where_the_list_is_long():
    wide, narrow = plan("Mehmet").steps[0], plan("Ayşe Demir").steps[0]
    sql, values = wide.statement(["office"])
    assert "office_id = any(%(offices)s" in sql
    assert values["offices"] == ["office"] and values["most"] == MOST
    assert "office_id" not in wide.statement()[0]
    assert "office_id" not in narrow.statement(["office"])[0]
