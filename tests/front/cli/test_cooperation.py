"""`umay cooperation`: the published facts, and who acts for whom."""

import pytest

from umay.cooperation.partners.models import Party
from umay.front import cli
from umay.front.cli import ready
from umay.ground.offices.models import Office


@pytest.fixture
def told(db, monkeypatch, capsys):
    """Runs the command in the test's own database and returns (exit code, what was said)."""
    monkeypatch.setattr(ready, "use_django", lambda: None)

    def run(*words):
        code = cli.main(["cooperation", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_facts_are_loaded_once_and_listed_with_who_acts(told):
    assert told("load")[0] == 0
    assert told("load") == (0, "0 rows were added.\n")
    code, said = told("list")
    assert code == 0 and "TR-MFSS      nobody here" in said and "Ministry of Family and Social Services" in said


def test_an_institution_gets_an_office_of_its_own_and_its_desks_act_for_it(told):
    told("load")
    words = ("open-office", "AZ-SCFWCA", "AZK", "--name", "Dövlət Komitəsi", "--place", "AZ-BA")
    assert told(*words)[0] == 0
    assert Party.objects.get(code="AZ-SCFWCA").office == Office.objects.get(code="AZK")
    assert told(*words)[0] == 1, "the code is taken"
    assert told("act-for", "AZ-MLSPP", "AZK")[0] == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("act-for", "NOBODY", "TRM"), "no institution NOBODY"),
        (("act-for", "TR-MFSS", "NONE"), "no office NONE"),
        (("open-office", "AZ-SCFWCA", "AZK", "--name", "X", "--place", "AZ-XX"), "no place AZ-XX"),
        (("open-office", "AZ-SCFWCA", "TRK", "--name", "X", "--place", "TR-06"), "another country"),
    ],
)
def test_what_can_not_be_is_said_in_one_sentence(told, words, why):
    told("load")
    code, said = told(*words)
    assert code == 1 and why in said and said.count("\n") == 1


def test_an_office_of_a_province_acts_for_no_institution(told, cast):
    told("load")
    code, said = told("act-for", "TR-MFSS", cast.meram.code)
    assert code == 1 and "central office" in said


def test_public_plans_are_written_as_iati_and_nothing_else_is(told, tmp_path):
    file = tmp_path / "plans.xml"
    words = ("export", "--iati", "--out", str(file))
    assert told(*words) == (1, "umay: No plan is public yet.\n") and not file.exists()
    told("load")
    code, said = told(*words)
    assert code == 0 and f"{file} holds " in said and b"plan-tr-az-2023-2025-9</iati-identifier>" in file.read_bytes()
    assert told(*words, "--plan", "plan-tr-az-2024-2025")[0] == 0 and b"2023-2025" not in file.read_bytes()
    assert told(*words, "--institutions")[0] == 0 and b"<iati-organisations " in file.read_bytes()
    code, said = told(*words, "--plan", "none")
    assert code == 1 and said == "umay: There is no such plan that everybody may read.\n"


def test_a_faulty_file_is_not_written(told, tmp_path, monkeypatch):
    from umay.cooperation.accords import exporting

    told("load")
    monkeypatch.setattr(exporting, "activities", lambda *args, **more: b'<iati-activities version="2.03"/>')
    code, said = told("export", "--iati", "--out", str(tmp_path / "plans.xml"))
    assert code == 1 and "Nothing was written." in said and not (tmp_path / "plans.xml").exists()
