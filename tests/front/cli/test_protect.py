"""`umay protect` as a person calls it: in a process of its own, with files."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from umay.front.cli.protect_words import BAD, FAULTS, PARTS, SAID

COUNTS = [[20, 3, 170], [30, 25, 40], [12, 18, 33], [64, 7, 81]]


def umay(*words, **options):
    """The finished command."""
    command = [sys.executable, "-m", "umay", "protect", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


def write(path, counts, headings="place,age,count"):
    rows = [f"p{place},a{age},{count}" for place, row in enumerate(counts) for age, count in enumerate(row)]
    path.write_text("\n".join([headings, *rows]) + "\n")
    return path


def read(path):
    with path.open(newline="") as file:
        return {tuple(row[:2]): row[2:] for row in csv.reader(file)}


@pytest.fixture
def table(tmp_path):
    return write(tmp_path / "table.csv", COUNTS)


def test_a_table_goes_in_and_a_safe_one_comes_out_with_its_audit(table, tmp_path):
    safe = tmp_path / "safe.csv"
    ended = umay(table, "-o", safe, "--language", "en")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("Safe: ") and "Less can't be lost: this is proven." in ended.stdout
    rows = read(safe)
    assert rows["place", "age"] == ["count", "status"] and rows["p0", "a1"] == ["hidden", "hidden"]
    assert {status for _count, status in list(rows.values())[1:]} == {"hidden", "rounded-5"}
    assert all(count == "hidden" or (int(count) % 5 == 0 and int(count) >= 10) for count, _ in list(rows.values())[1:])
    audit = json.loads((tmp_path / "safe.csv.audit.json").read_text())
    assert audit["safe"] is True and audit["hidden"]["few"] == 2
    small = next(one for one in audit["ends"] if one["group"] == {"place": "p0", "age": "a1"})
    assert small["low"] == 0 and small["high"] >= 10
    assert (tmp_path / "safe.csv.audit.json").stat().st_mode & 0o077 == 0
    again = umay("--check", table, safe, "--language", "en")
    assert (again.returncode, again.stdout) == (0, "Safe.\n")


def test_a_release_that_says_too_much_is_told_cell_by_cell(table, tmp_path):
    safe = tmp_path / "safe.csv"
    umay(table, "--home", "-o", safe)
    told = safe.read_text().replace("p0,a0,hidden,hidden", "p0,a0,20,exact")
    assert told != safe.read_text()
    safe.write_text(told)
    ended = umay("--check", "--home", table, safe, "--language", "en")
    assert ended.returncode == 1 and ended.stdout.endswith("Not safe.\n")
    assert "age=a1, place=p0: can be worked out too closely" in ended.stdout


def test_two_tables_are_protected_together_and_an_earlier_release_is_kept_in_mind(table, tmp_path):
    other = write(tmp_path / "other.csv", [[90, 103], [50, 45], [30, 33], [81, 71]], "place,sex,count")
    other.write_text(other.read_text().replace(",a", ",s"))
    outs = tmp_path / "a.csv", tmp_path / "b.csv"
    ended = umay(table, other, "-o", *outs)
    assert ended.returncode == 0, ended.stderr
    assert read(outs[0])["p1", "TOTAL"] == read(outs[1])["p1", "TOTAL"]
    later = umay(other, "--earlier", outs[0], "-o", tmp_path / "later.csv")
    assert later.returncode == 0, later.stderr


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("tr", "place=p3, age=a2 için satır yok. Kimsenin olmadığı yere 0 yazın. Hiçbir şey yazılmadı."),
        ("az", "place=p3, age=a2 üçün sətir yoxdur. Heç kimin olmadığı yerə 0 yazın. Heç nə yazılmadı."),
        ("en", "There is no row for place=p3, age=a2. Where there is nobody, write 0. Nothing was written."),
    ],
)
def test_bad_input_is_refused_in_the_readers_language(table, tmp_path, language, said):
    table.write_text(table.read_text().replace("p3,a2,81\n", ""))
    ended = umay(table, "-o", tmp_path / "safe.csv", "--language", language)
    assert (ended.returncode, ended.stderr) == (2, f"umay: {said}\n")
    assert list(tmp_path.glob("*safe*")) == []


def test_where_too_few_people_are_in_all_nothing_goes_out(tmp_path):
    small = write(tmp_path / "small.csv", [[2, 1], [3, 2]])
    ended = umay(small, "-o", tmp_path / "safe.csv", "--language", "en")
    assert ended.returncode == 1 and "nothing of this may go out" in ended.stderr
    assert list(tmp_path.glob("*safe*")) == []


def test_of_sixty_children_only_the_total_goes_out(tmp_path):
    sixty = write(tmp_path / "sixty.csv", [[20, 11], [14, 15]])
    ended = umay(sixty, "-o", tmp_path / "safe.csv", "--language", "en")
    assert ended.returncode == 0 and "only the total goes out" in ended.stdout
    rows = read(tmp_path / "safe.csv")
    assert [codes for codes, told in rows.items() if told[0].isdecimal()] == [("TOTAL", "TOTAL")]


def test_a_weaker_policy_and_wrong_calls_are_refused(table, tmp_path):
    assert umay(table, "-o", tmp_path / "safe.csv", "--threshold", "3").returncode == 2
    assert umay(table).returncode == 2
    assert umay(table, "-o", table).returncode == 2
    assert umay(table, "-o", tmp_path / "no" / "safe.csv").returncode == 2
    assert umay(tmp_path / "nothing.csv", "-o", tmp_path / "safe.csv").returncode == 2
    assert umay("--check", table).returncode == 2
    assert list(tmp_path.glob("*safe*")) == []


@pytest.mark.parametrize("language", ["tr", "az"])
def test_every_sentence_is_said_in_the_language(language):
    with (PARTS / f"figures.{language}.po").open("rb") as source:
        said = {message.id: message.string for message in read_po(source, locale=language)}
    assert all(said[text] for text in (*BAD.values(), *FAULTS.values(), *SAID))


def test_the_engine_has_no_code_without_a_sentence():
    house = Path(PARTS).parents[1]
    code = "".join(path.read_text() for path in (house / "ground" / "figures").rglob("*.py"))
    raised = {part.split('"')[1] for part in code.split("BadTable(")[1:] if part.strip().startswith('"')}
    assert raised | {"nothing_left"} <= set(BAD) and len(raised) > 25
