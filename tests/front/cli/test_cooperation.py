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
