"""`umay found`: what a file may say, and the command from its words to the sheets of the first people."""

import os
import re
import stat
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from umay.front import cli
from umay.front.cli import found, founding_file, founding_questions, founding_sheets, problems, purpose, ready

ROOT = Path(__file__).resolve().parents[3]
ON = date(2026, 3, 1)


def said(example="TR", **changes):
    return tomllib.loads(founding_file.example(example)) | changes


def refusal(words) -> str:
    with pytest.raises(problems.Stopped) as stopped:
        founding_file.plan_of(words, ON)
    return str(stopped.value)


@pytest.mark.parametrize(
    ("country", "places", "name"),
    [("TR", 81, "Konya Aile ve Sosyal Hizmetler İl Müdürlüğü"), ("AZ", 77, "Bakı ərazi şöbəsi")],
)
def test_the_example_founds_every_province(country, places, name):
    plan = founding_file.plan_of(said(country), ON)
    kinds = [office.kind for office in plan.offices]
    assert (kinds[0], kinds.count("provincial"), kinds.count("centre")) == ("ministry", places, 1)
    assert name in {office.name for office in plan.offices}
    assert plan.language == country.lower()


def test_some_provinces_and_an_own_office_of_a_province():
    own = {
        "place": "TR-42",
        "kind": "provincial",
        "name": "Konya İl Müdürlüğü",
        "lat": 37.8,
        "lon": 32.4,
        "teams": ["A"],
    }
    plan = founding_file.plan_of(said(provinces=["TR-42", "TR-06"], offices=[own]), ON)
    assert [(office.kind, office.place) for office in plan.offices] == [
        ("ministry", "TR-06"), ("provincial", "TR-06"), ("provincial", "TR-42"),
    ]  # fmt: skip
    assert (plan.offices[2].name, plan.offices[2].lat, plan.offices[2].teams) == ("Konya İl Müdürlüğü", 37.8, ("A",))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"country": "XX"}, "country must be one of TR, AZ"),
        ({"colour": "red"}, "'colour' is not known"),
        ({"ministry": {"nam": "x"}}, "'nam' in ministry is not known"),
        ({"ministry": "Bakanlık"}, "ministry is not written as this file needs it"),
        ({"people": {"name": "x"}}, "people is a list"),
        ({"provinces": ["TR-99"]}, "provinces must be"),
        ({"provinces": []}, "provinces must be"),
        ({"province_office": "İl Müdürlüğü"}, "province_office says"),
        ({"provinces": ["TR-06"]}, "which is not among the provinces"),
        ({"offices": [{"place": "TR-42", "name": ""}]}, "An office has no name"),
        ({"offices": [{"place": "AZ-BA", "name": "Bakı"}]}, "'AZ-BA' is no place of TR"),
        ({"offices": [{"place": "TR-42", "name": "M", "kind": "ministry"}]}, "one ministry"),
        ({"offices": [{"place": "TR-42", "name": "M", "kind": "court"}]}, "provincial or a centre"),
        ({"offices": [{"place": "TR-42", "name": "M", "lat": 37.0}]}, "both or neither"),
        ({"offices": [{"place": "TR-42", "name": "M", "lat": True, "lon": 32}]}, "both or neither"),
        ({"offices": [{"place": "TR-42", "name": "M", "teams": "A"}]}, "teams is a list"),
        ({"offices": [{"place": "TR-42", "name": "M", "teams": ["A", "A"]}]}, "two teams have one name"),
        ({"offices": [{"place": "TR-42", "name": "M", "code": "TR42A"}]}, "code TR42A"),
        ({"offices": [{"place": "TR-42", "name": "M", "code": "TR42-MERAM-2"}]}, ""),
        ({"people": []}, "two administrators"),
        ({"people": said()["people"][:2]}, "Name an auditor"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_said_in_one_sentence(changes, words):
    if not words:
        assert "TR42-MERAM-2" in {office.code for office in founding_file.plan_of(said(**changes), ON).offices}
        return
    assert words in refusal(said(**changes))


def test_an_address_for_mail_is_needed():
    people = said()["people"]
    people[2]["email"] = "nobody"
    assert "no address for mail" in refusal(said(people=people))


def test_azerbaijan_must_say_how_its_offices_are_called():
    words = said("AZ")
    del words["province_office"]
    assert "province_office says" in refusal(words)


def test_the_questions_give_what_a_file_would(monkeypatch):
    answers = iter(
        ["TR", "", "TR-06, TR-42", "", "Aylin Örnek", "aylin.ornek", "a@example.org", "Barış Örnek", "baris.ornek", "b@example.org",
         "Ceren Örnek", "ceren.ornek", "c@example.org"]
    )  # fmt: skip
    monkeypatch.setattr("builtins.input", lambda asked: next(answers))
    plan = founding_file.plan_of(founding_questions.ask_all(), ON)
    assert [office.place for office in plan.offices] == ["TR-06", "TR-06", "TR-42"]
    assert [person.role for person in plan.people] == ["administrator", "administrator", "auditor"]


@pytest.fixture
def real(own_database, settings, monkeypatch, tmp_path):
    """A data folder and a database of a real installation's own, in this process."""
    settings.UMAY_DEMO = False
    monkeypatch.delenv("UMAY_DEMO")
    monkeypatch.delenv("UMAY_COUNTRY", raising=False)
    monkeypatch.setenv("UMAY_HOSTS", "umay.example.org,other.example.org")
    monkeypatch.setattr(ready, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(ready, "use_django", lambda: None)
    monkeypatch.setattr(founding_sheets, "_CLEAR", "")
    return tmp_path


@pytest.fixture
def plan(real):
    path = real / "founding.toml"
    path.write_text(founding_file.example("TR").replace('provinces = "all"', 'provinces = ["TR-42"]'), encoding="utf-8")
    return path


def accounts():
    from umay.ground.offices.models import Office, User

    return Office.objects.count(), User.objects.count()


def test_a_file_is_founded_onto_sheets_that_only_their_owner_reads_and_never_again(plan, real, capsys):
    sheets = real / "sheets"
    assert cli.main(["found", "--check", str(plan)]) == 0 and accounts() == (0, 0)
    assert not (real / "home").exists(), "looking marks no folder"
    assert cli.main(["found", str(plan), "--sheets", str(sheets)]) == 0
    shown = capsys.readouterr().out
    assert accounts() == (3, 3)
    assert sorted(path.name for path in sheets.iterdir()) == ["aylin.ornek.txt", "baris.ornek.txt", "ceren.ornek.txt"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in sheets.iterdir()} == {0o600}
    assert stat.S_IMODE(sheets.stat().st_mode) == 0o700
    told = (sheets / "aylin.ornek.txt").read_text(encoding="utf-8")
    password = re.search(r"(?:[a-z0-9]{4}-){3}[a-z0-9]{4}", told)[0]
    assert "https://umay.example.org/accounts/login/" in told and "Kullanıcı adı: aylin.ornek" in told
    assert password not in shown and "TR-42" not in shown
    assert purpose.note_of(real / "home").read_text().strip() == purpose.REAL
    assert cli.main(["found", str(plan), "--sheets", str(real / "again")]) == 1
    assert "already holds an installation" in capsys.readouterr().err
    assert accounts() == (3, 3) and list((real / "again").iterdir()) == []
    assert cli.main(["found", "--renew", "--sheets", str(real / "renewed")]) == 0
    assert password not in (real / "renewed" / "aylin.ornek.txt").read_text(encoding="utf-8")


def test_a_sheet_that_cannot_be_written_founds_nothing(plan, real, monkeypatch):
    def full(enrolled, address):
        if enrolled.role == "auditor":
            raise OSError(28, "No space left on device", "sheets")
        return "sheet"

    monkeypatch.setattr(founding_sheets, "text_of", full)
    assert cli.main(["found", str(plan), "--sheets", str(real / "sheets")]) == 1
    assert accounts() == (0, 0) and list((real / "sheets").iterdir()) == []


def test_without_a_terminal_and_without_sheets_nothing_is_founded(plan, real, capsys):
    assert cli.main(["found", str(plan)]) == 1
    assert "--sheets FOLDER" in capsys.readouterr().err and accounts() == (0, 0)


def test_on_a_terminal_each_person_is_shown_their_own_sheet_after_a_yes(plan, real, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "yes")
    assert cli.main(["found", str(plan)]) == 0
    assert ["Aylin" in asked[1], "Barış" in asked[3], "Ceren" in asked[5], len(asked)] == [True, True, True, 7]
    assert len(re.findall(r"(?:[a-z0-9]{4}-){3}[a-z0-9]{4}", capsys.readouterr().out)) == 3


def test_without_a_yes_nothing_is_founded(plan, real, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "no")
    assert cli.main(["found", str(plan), "--sheets", str(real / "sheets")]) == 1
    assert "Nothing was written." in capsys.readouterr().err and accounts() == (0, 0)


def test_who_leaves_before_their_sheet_is_told_of_the_way_back(plan, real, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    answers = iter(["yes"])
    monkeypatch.setattr("builtins.input", lambda question: next(answers, None) or (_ for _ in ()).throw(EOFError()))
    assert cli.main(["found", str(plan)]) == 1
    assert "--renew" in capsys.readouterr().err and accounts() == (3, 3)


def test_a_folder_of_the_demonstration_is_never_founded(plan, real, capsys):
    (real / "home").mkdir()
    purpose.claim(real / "home", purpose.DEMO)
    assert cli.main(["found", str(plan), "--sheets", str(real / "sheets")]) == 1
    assert "invented people" in capsys.readouterr().err and accounts() == (0, 0)


@pytest.mark.parametrize(
    ("name", "value", "words"), [("UMAY_DEMO", "1", "UMAY_DEMO"), ("UMAY_COUNTRY", "AZ", "UMAY_COUNTRY")]
)
def test_another_country_or_the_demonstration_is_refused(plan, real, monkeypatch, capsys, name, value, words):
    monkeypatch.setenv(name, value)
    assert cli.main(["found", str(plan), "--sheets", str(real / "sheets")]) == 1
    assert words in capsys.readouterr().err and accounts() == (0, 0)


def test_a_folder_with_something_in_it_takes_no_sheets(plan, real, capsys):
    assert cli.main(["found", str(plan), "--sheets", str(real)]) == 1
    assert "not an empty folder" in capsys.readouterr().err and accounts() == (0, 0)


def test_tables_of_an_older_version_are_refused(plan, real, monkeypatch, capsys):
    monkeypatch.setattr(ready, "waiting_migrations", lambda: ["offices.0009_something"])
    assert cli.main(["found", str(plan), "--sheets", str(real / "sheets")]) == 1
    assert "umay migrate" in capsys.readouterr().err and accounts() == (0, 0)


def test_no_word_of_the_command_takes_a_password():
    told = subprocess.run(
        [sys.executable, "-m", "umay", "help", "found"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    assert "--password" not in told and found.__doc__.splitlines()[0] in told
