import json
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from umay.front import cli
from umay.front.cli import simulate

QUICK = ["simulate", "--country", "AZ", "--province", "AZ-BA", "--days", "30"]


def test_it_prints_a_table_and_writes_what_it_measured(tmp_path, capsys):
    path = tmp_path / "out.json"
    assert cli.main([*QUICK, "--seeds", "2", "--license", "5", "--for", "teenagers", "-o", str(path)]) == 0
    shown = capsys.readouterr()
    for words in ("daily_batch_prices", "hindsight", "with 5 more families (teenagers)", "invented children"):
        assert words in shown.out
    assert "playing" in shown.err
    result = json.loads(path.read_text())
    assert (result["format"], result["world"], result["seeds"]) == ("umay-simulation/1", "AZ-BA", [1, 2])
    assert result["addition"] == {"count": 5, "kind": "teenagers"}
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_command_gives_the_same_bytes_whoever_works_beside(tmp_path):
    texts = []
    for workers in ("1", "2"):
        path = tmp_path / f"{workers}.json"
        assert (
            cli.main([*QUICK, "--seeds", "2", "--policies", "greedy,nearest", "--workers", workers, "-o", str(path)])
            == 0
        )
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say where it plays"),
        (["--world", "tight", "--nation"], "Say where it plays"),
        (["--nation"], "Say which nation"),
        (["--province", "TR-99"], "There is no province with the code 'TR-99'."),
        (["--country", "AZ", "--province", "TR-34"], "TR-34 is not in AZ."),
        (["--world", "tight", "--for", "teenagers"], "say with --license how many"),
        (["--world", "tight", "--policies", "guess"], "The policies are: first_available"),
        (["--world", "tight", "-o", "/nowhere/at/all.json"], "There is no folder"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(words, sentence, capsys):
    assert cli.main(["simulate", *words]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--days", "0"],
        ["--seeds", "-1"],
        ["--scale", "nan"],
        ["--strength", "x"],
        ["--license", "1e9"],
        ["--for", "rich"],
    ],
)
def test_a_wrong_value_is_refused(words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["simulate", "--world", "tight", *words])
    assert ended.value.code == 2


def test_an_interrupt_keeps_the_seeds_that_are_done(tmp_path, capsys, monkeypatch):
    from umay.care.matching import simulation

    played = simulation.run_seed

    def interrupted(question, seed, **options):
        if seed == 2:
            raise KeyboardInterrupt
        return played(question, seed, **options)

    monkeypatch.setattr(simulation, "run_seed", interrupted)
    path = tmp_path / "out.json"
    assert cli.main([*QUICK, "--seeds", "3", "--policies", "greedy", "-o", str(path)]) == simulate.INTERRUPTED
    assert "1 of 3 seeds" in capsys.readouterr().err
    assert json.loads(path.read_text())["seeds"] == [1]


@pytest.mark.engine
def test_an_interrupt_ends_the_processes_beside_too(tmp_path):
    command = [sys.executable, "-m", "umay", "simulate", "--world", "tight", "--seeds", "4", "--workers", "2"]
    # A suite begun in the background of a shell passes on that interrupts are not heard; a person at a terminal is.
    hearing = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hearing)
    time.sleep(4)
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate(timeout=20)
    assert running.returncode == simulate.INTERRUPTED
    assert b"stopped; 0 of 4 seeds" in err
    assert b"Traceback" not in err
