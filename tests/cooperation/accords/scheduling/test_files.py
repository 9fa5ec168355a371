"""The command line: a question in a file, dates or a clash as JSON."""

import json

import pytest

from umay.cooperation.accords.scheduling import BadQuestion, Effort, GaveUp, Holder, Item, Question, plan
from umay.cooperation.accords.scheduling.__main__ import main
from umay.cooperation.accords.scheduling.reading import question_of

YEAR = {
    "first_on": "2026-01-01",
    "last_on": "2026-12-31",
    "calendars": [{"id": "TR", "off": ["2026-04-23"], "awkward": ["2026-05-26"]}],
    "holders": [{"id": "lead", "capacity": 1}],
    "items": [
        {
            "id": "line 1",
            "days": 2,
            "from_on": "2026-04-20",
            "until_on": "2026-04-24",
            "calendars": ["TR"],
            "holders": ["lead"],
            "people": ["minister"],
            "wish_on": "2026-04-22",
        },
        {
            "id": "line 2",
            "days": 1,
            "from_on": "2026-04-01",
            "until_on": "2026-04-30",
            "after": [{"id": "line 1", "rest": 1}],
        },
    ],
    "absences": [{"person": "minister", "from_on": "2026-04-20", "until_on": "2026-04-20"}],
}


def _written(tmp_path, question) -> str:
    path = tmp_path / "question.json"
    path.write_text(json.dumps(question), encoding="utf-8")
    return str(path)


def test_dates_come_as_json_and_the_command_ends_well(tmp_path, capsys):
    assert main([_written(tmp_path, YEAR)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dates"]["line 1"] == ["2026-04-21", "2026-04-22"]
    assert told["dates"]["line 2"][0] >= "2026-04-24"
    assert told["is_best"] is True


def test_a_clash_comes_as_json_with_its_reasons_and_another_ending(tmp_path, capsys):
    items = [YEAR["items"][0] | {"fixed_on": "2026-04-22"}]
    assert main([_written(tmp_path, YEAR | {"items": items})]) == 1
    assert json.loads(capsys.readouterr().out)["clash"] == [
        {"code": "fixed", "item": "line 1", "name": "", "is_enough": True},
        {"code": "off", "item": "line 1", "name": "TR", "is_enough": True},
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"first_on": 3}', '{"first_on": "2026-13-01", "last_on": "x", "items": []}']
)
def test_a_file_that_is_no_question_is_refused(text, tmp_path, capsys):
    with pytest.raises(BadQuestion):
        question_of(text)
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
    assert "unreadable" in capsys.readouterr().err


def test_no_file_shows_how_to_ask(capsys):
    assert main([]) == 2
    assert "question.json" in capsys.readouterr().err


def test_where_the_effort_ends_first_it_says_so_and_proposes_nothing_unproven():
    from datetime import date

    items = tuple(Item(f"i{n}", 3, date(2026, 1, 1), date(2026, 3, 31), holders=("h",)) for n in range(12))
    question = Question(date(2026, 1, 1), date(2026, 12, 31), items, holders=(Holder("h"),))
    try:
        answer = plan(question, Effort(nodes=0))
    except GaveUp:
        return
    assert not answer.is_best or answer.cost.pairs_together == 18  # four in each of three months: 3 * 6
