"""`umay match` as a person calls it: in a process of its own, with files."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

MB = 1024 * 1024


def umay(*words, **options):
    """The finished command."""
    command = [sys.executable, "-m", "umay", "match", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)


def without_seconds(path):
    return re.sub(rb'"seconds": [0-9.]+', b"", path.read_bytes())


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A province of invented people."""
    path = tmp_path_factory.mktemp("match") / "S.json"
    assert umay("--generate", "S", "--seed", 1, "-o", path).returncode == 0
    return path


@pytest.fixture(scope="module")
def result(instance):
    path = instance.parent / "S.result.json"
    ended = umay(instance, "-o", path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("optimal: ")
    return path


def test_a_match_is_right_to_the_checker(instance, result):
    ended = umay("--check", instance, result)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("right: ")
    assert "the bound is proven" in ended.stdout


def test_the_same_file_gives_the_same_bytes_but_the_seconds(instance, result, tmp_path):
    assert umay(instance, "-o", tmp_path / "again.json").returncode == 0
    assert without_seconds(tmp_path / "again.json") == without_seconds(result)


def test_a_wrong_result_is_told_line_by_line(instance, result, tmp_path):
    told = json.loads(result.read_text())
    told["kin_children"] += 1
    told["unplaced"].pop()
    (tmp_path / "wrong.json").write_text(json.dumps(told))
    ended = umay("--check", instance, tmp_path / "wrong.json")
    assert ended.returncode == 1
    assert [line.split(":")[0] for line in ended.stdout.splitlines()] == ["$.unplaced", "$.kin_children", "$.status"]


def test_a_result_is_for_its_owner_alone(result):
    assert result.stat().st_mode & 0o077 == 0


def test_bad_input_is_one_line_for_each_fault_and_no_result(tmp_path):
    bad = json.loads(
        '{"format": "umay-match/1", "at": "2026-11-22", "rules": {}, "weights": {}, "groups": [], "families": 3}'
    )
    (tmp_path / "bad.json").write_text(json.dumps(bad))
    ended = umay(tmp_path / "bad.json", "-o", tmp_path / "result.json")
    assert ended.returncode == 2
    lines = ended.stderr.splitlines()
    assert "$.rules.max_km: is missing" in lines
    assert "$.families: must be a list" in lines
    assert all(line.startswith("$.") for line in lines)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.json"]


def test_bad_input_leaves_an_older_result_as_it_was(tmp_path):
    (tmp_path / "bad.json").write_bytes(b"\xff")
    (tmp_path / "result.json").write_text("older")
    assert umay(tmp_path / "bad.json", "-o", tmp_path / "result.json").returncode == 2
    assert (tmp_path / "result.json").read_text() == "older"


@pytest.mark.parametrize(
    "words",
    [
        ("nothing.json", "-o", "result.json"),
        (".", "-o", "result.json"),
        ("S.json", "-o", "no/such/folder/result.json"),
        ("S.json", "-o", "S.json"),
        ("S.json", "-o", "."),
        ("S.json",),
        ("-o", "result.json"),
        ("S.json", "S.json", "-o", "result.json"),
        ("S.json", "-o", "result.json", "--work", "-1"),
        ("--check", "S.json"),
        ("--check", "S.json", "nothing.json"),
        ("--check", "S.json", "S.json", "-o", "x"),
        ("--generate", "Z", "-o", "z.json"),
        ("--generate", "S"),
        ("--generate", "S", "--check", "S.json", "S.json"),
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_done_says_so_and_ends_with_two(words, instance, tmp_path):
    (tmp_path / "S.json").symlink_to(instance)
    ended = umay(*words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert ended.returncode == 2
    assert ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["S.json"]


def test_names_are_listed():
    ended = umay("--names")
    assert ended.returncode == 0
    assert "kin-200" in ended.stdout


def test_a_clock_that_runs_out_at_once_gives_an_empty_result_with_a_bound(tmp_path):
    assert umay("--generate", "no-clock", "-o", tmp_path / "i.json").returncode == 0
    assert umay(tmp_path / "i.json", "-o", tmp_path / "r.json").returncode == 0
    told = json.loads((tmp_path / "r.json").read_text())
    assert (told["status"], told["placements"]) == ("stopped", [])
    assert told["bound"] > 0
    assert umay("--check", tmp_path / "i.json", tmp_path / "r.json").returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_writes_the_best_so_far_and_a_replay_repeats_it(number, instance, tmp_path):
    # The instance comes through a pipe: when it opens, the command has begun and waits for us.
    os.mkfifo(tmp_path / "i.json")
    command = [sys.executable, "-m", "umay", "match", str(tmp_path / "i.json"), "-o", str(tmp_path / "r.json")]
    asked = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True)
    with (tmp_path / "i.json").open("wb") as pipe:
        time.sleep(0.5)  # from opening to reading: a signal in between would be heard only after the reading
        if number == signal.SIGINT:
            os.killpg(asked.pid, number)  # a terminal sends it to all
        else:
            os.kill(asked.pid, number)
        assert asked.stderr.readline() == "\n"
        assert "Stopping" in asked.stderr.readline()
        pipe.write(instance.read_bytes())
    assert asked.wait(120) == 0
    assert asked.communicate()[0].startswith("stopped: ")
    told = json.loads((tmp_path / "r.json").read_text())
    assert told["status"] == "stopped"
    assert umay("--check", instance, tmp_path / "r.json").returncode == 0
    assert umay(instance, "-o", tmp_path / "again.json", "--work", told["work"]).returncode == 0
    assert without_seconds(tmp_path / "again.json") == without_seconds(tmp_path / "r.json")


def test_work_stops_a_run_in_the_middle_the_same_way_each_time(instance, result, tmp_path):
    whole = json.loads(result.read_text())
    half = whole["work"] // 2
    for name in ("a.json", "b.json"):
        assert umay(instance, "-o", tmp_path / name, "--work", half).returncode == 0
    told = json.loads((tmp_path / "a.json").read_text())
    assert told["status"] == "stopped"
    assert 0 < told["objective"] < whole["objective"] <= told["bound"] + 1e-6
    assert without_seconds(tmp_path / "a.json") == without_seconds(tmp_path / "b.json")
    assert umay("--check", instance, tmp_path / "a.json").returncode == 0


def test_memory_that_runs_out_ends_with_three_and_writes_nothing(instance, tmp_path):
    codes = []
    for megabytes in (120, 180, 250, 320, 400, 600, 900):
        limit = partial(resource.setrlimit, resource.RLIMIT_AS, (megabytes * MB, megabytes * MB))
        ended = umay(instance, "-o", tmp_path / "r.json", preexec_fn=limit)
        codes.append(ended.returncode)
        assert ended.returncode in (0, 3), ended.stderr
        assert list(tmp_path.iterdir()) == ([] if ended.returncode else [tmp_path / "r.json"])
        if ended.returncode == 3:
            assert "Memory ran out. Nothing was written." in ended.stderr
            assert "Traceback" not in ended.stderr
        else:
            (tmp_path / "r.json").unlink()
    assert 3 in codes


def test_a_full_disk_ends_with_three_and_leaves_the_older_result(instance, tmp_path):
    (tmp_path / "r.json").write_text("older")
    ended = umay(
        instance, "-o", tmp_path / "r.json", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    )
    assert ended.returncode == 3
    assert "is full. Nothing was written." in ended.stderr
    assert (tmp_path / "r.json").read_text() == "older"
    assert list(tmp_path.iterdir()) == [tmp_path / "r.json"]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT, signal.SIGSEGV])
def test_work_that_the_system_ends_is_told_as_memory(number):
    ask = f"import os, sys; from umay.front.cli.apart import apart; sys.exit(apart(lambda: os.kill(os.getpid(), {int(number)})))"
    ended = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert f"signal {int(number)}" in ended.stderr


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        ("MemoryError()", 3, "Memory ran out"),
        ("OSError(12, 'Cannot allocate memory')", 3, "Memory ran out"),
        ("ImportError('x.so: failed to map segment from shared object')", 3, "Memory ran out"),
        ("KeyboardInterrupt()", 130, ""),
        ("ZeroDivisionError('ours')", 1, "ZeroDivisionError: ours"),
    ],
)
def test_how_work_apart_ends(raised, code, words):
    ask = f"import sys; from umay.front.cli.apart import apart\ndef work(): raise {raised}\nsys.exit(apart(work))"
    ended = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert words in ended.stderr


def test_it_starts_without_django_and_without_a_database(instance, tmp_path):
    ask = (
        "import sys; from umay.front import cli; "
        f"code = cli.main(['match', {str(instance)!r}, '-o', {str(tmp_path / 'r.json')!r}]); "
        "print([name for name in sys.modules if name.partition('.')[0] in ('django', 'numpy')], code)"
    )
    environment = {**os.environ, "UMAY_HOME": str(tmp_path / "home")}
    ended = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=environment)
    assert ended.stdout.splitlines()[-1] == "[] 0"
    assert not (tmp_path / "home").exists()
