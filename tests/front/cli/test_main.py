import errno
import importlib

import psycopg
import pytest

from umay.front import cli
from umay.front.cli import problems, table
from umay.kit.kernel.postgres import ServerProblem


@pytest.mark.parametrize("verb", [verb.name for verb in table.VERBS])
def test_each_verb_has_help_in_plain_words(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["help", verb])
    assert ended.value.code == 0
    assert f"umay {verb}" in capsys.readouterr().out


@pytest.mark.parametrize("verb", table.VERBS, ids=lambda verb: verb.name)
def test_each_verb_has_a_module_that_runs_it(verb):
    module = importlib.import_module(verb.module)
    assert callable(module.run)
    assert callable(module.add_arguments)
    assert module.__doc__


def test_the_list_of_verbs_names_each_one_once(capsys):
    names = [verb.name for verb in table.VERBS]
    assert len(set(names)) == len(names)
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    shown = capsys.readouterr().out
    assert all(f"    {name}" in shown for name in names)


def test_no_verb_at_all_shows_the_list_and_fails(capsys):
    assert cli.main([]) == 2
    assert "demo" in capsys.readouterr().err


def test_an_unknown_verb_fails(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["fly"])
    assert ended.value.code == 2


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", ""])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--port", port])
    assert ended.value.code == 2
    assert "a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ServerProblem("No server."), "No server."),
        (problems.Stopped("Stopped."), "Stopped."),
        (OSError(errno.ENOSPC, "x", "/data/file"), "The disk that holds /data/file is full."),
        (OSError(errno.EROFS, "x", "/data/file"), "The disk that holds /data/file is read-only."),
        (PermissionError(errno.EACCES, "x", "/data/file"), "This user may not use /data/file."),
        (psycopg.errors.DiskFull("could not extend file"), "The disk that holds the database is full; free some room"),
        (
            psycopg.OperationalError("connection refused\nmore"),
            "The database server cannot be reached: connection refused",
        ),
        (psycopg.errors.InvalidPassword("password failed"), "The database server refuses the sign-in: password failed"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_known_cause_is_one_sentence_and_a_code(error, words, capsys, monkeypatch):
    def run(arguments):
        try:
            raise error
        except Exception as cause:
            raise RuntimeError("wrapped, as Django does") from cause

    monkeypatch.setattr("umay.front.cli.migrate.run", run)
    assert cli.main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"umay: {words}")
    assert told.count("\n") == 1


def test_an_unknown_cause_keeps_its_trace(monkeypatch):
    def run(arguments):
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr("umay.front.cli.migrate.run", run)
    with pytest.raises(ZeroDivisionError):
        cli.main(["migrate"])
