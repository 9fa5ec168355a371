import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from umay.front.cli import orphans, serving
from umay.kit.kernel import postgres

pytestmark = [pytest.mark.engine, pytest.mark.enable_socket]

APPLICATION = """
import os

def application(environ, start_response):
    start_response(os.environ.get("ANSWER", "200 OK"), [("Content-Type", "text/plain"), ("Location", "https://127.0.0.1/")])
    return [str(os.getpid()).encode()]
"""
# The servers of `umay demo` and `umay serve`, with a small application in place of the pages.
RUN = """
import sys
from pathlib import Path
from umay.front.cli import problems, serving
from umay.kit.kernel.postgres import ServerProblem
try:
    with serving.begin(Path(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2])) as run:
        serving.READY_WITHIN = 8.0
        serving.importlib.util.find_spec = lambda name: None
        try:
            run.use_database()
            run.start_servers(workers=2, application="small:application")
            run.wait_until_ready("/")
            print("ready", flush=True)
            run.wait()
        except KeyboardInterrupt:
            print("stopping", flush=True)
except (problems.Stopped, ServerProblem) as error:
    sys.exit(f"umay: {error}")
"""


@pytest.fixture
def port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture
def begin(home, port, tmp_path):
    """Start the servers in a process of their own; ends what a test left."""
    (tmp_path / "small.py").write_text(APPLICATION, encoding="utf-8")
    begun = []

    def start(**surroundings):
        path = os.pathsep.join([str(tmp_path), str(Path.cwd())])
        process = subprocess.Popen(
            [sys.executable, "-c", RUN, str(home), str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path, **surroundings},
            start_new_session=True,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        process.stdout.close()
        process.stderr.close()
    note = home / "run" / "serving.json"
    if note.exists():
        orphans.end(serving_word(home))


def serving_word(home):
    return json.loads((home / "run" / "serving.json").read_text(encoding="utf-8"))["word"]


def asked(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return int(answer.read())


def is_free(port):
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_that_was_started(begin, home, port, sign):
    run = begin()
    assert run.stdout.readline() == "ready\n"
    asked(port)
    word = serving_word(home)
    run.send_signal(sign)
    assert run.wait(30) == 0
    assert run.stdout.readline() == "stopping\n"
    assert is_free(port)
    assert orphans.carrying(word) == []
    assert postgres.status(home).pid is None


def test_a_database_that_ran_before_keeps_running(begin, home):
    server = postgres.ensure(home)
    run = begin()
    assert run.stdout.readline() == "ready\n"
    run.terminate()
    assert run.wait(30) == 0
    assert postgres.status(home).pid == server.pid


def test_after_kill_9_of_everything_the_next_run_clears_up_and_keeps_the_rows(begin, home, port):
    first = begin()
    assert first.stdout.readline() == "ready\n"
    server = postgres.ensure(home)
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("create table kept as select generate_series(1, 100) as number")
    left = orphans.carrying(serving_word(home))
    parents = {pid for pid in left if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()}
    first.kill()
    for pid in parents - {asked(port)}:  # the web server itself, so that only a worker holds the port
        os.kill(pid, signal.SIGKILL)
    os.kill(server.pid, signal.SIGKILL)
    first.wait(10)
    assert not is_free(port)

    second = begin()
    assert second.stdout.readline() == "ready\n"
    assert asked(port) not in left
    with psycopg.connect(postgres.ensure(home).owner_url) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (100,)
    second.terminate()
    assert second.wait(30) == 0
    assert is_free(port)
    assert postgres.status(home).pid is None  # the killed run had started it, so this one stops it


def test_a_web_server_that_dies_ends_the_run_with_a_sentence(begin, home, port):
    run = begin()
    assert run.stdout.readline() == "ready\n"
    web = min(orphans.carrying(serving_word(home)))
    os.kill(web, signal.SIGKILL)
    assert run.wait(30) == 1
    assert "The web server ended by itself" in run.stderr.read()
    assert is_free(port)
    assert postgres.status(home).pid is None


def test_a_used_port_is_told_in_a_sentence_before_anything_starts(begin, home, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        run = begin()
        assert run.wait(30) == 1
        assert run.stderr.read() == (
            f"umay: Port {port} is used by another program; choose another, for example PORT={port + 1}.\n"
        )
    assert postgres.status(home).pid is None


def test_a_second_run_over_the_same_folder_is_refused_and_harms_nothing(begin, port):
    first = begin()
    assert first.stdout.readline() == "ready\n"
    second = begin()
    assert second.wait(30) == 1
    assert "already running" in second.stderr.read()
    asked(port)


def test_pages_that_only_fail_are_no_success(begin, home):
    run = begin(ANSWER="500 Broken")
    assert run.wait(90) == 1
    assert "The web server gives error 500" in run.stderr.read()
    assert postgres.status(home).pid is None


def test_pages_that_lead_to_https_are_a_success(begin):
    run = begin(ANSWER="301 Moved Permanently")
    assert run.stdout.readline() == "ready\n"


def test_a_worker_whose_job_hears_nothing_is_ended_before_the_pages_would_be(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "JOBS_WITHIN", 0.5)
    monkeypatch.setattr(serving, "STOP_WITHIN", 30.0)
    run = serving.Run(tmp_path, "127.0.0.1", 1)
    monkeypatch.setattr(run, "seal_journal", lambda: None)
    deaf = "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.close(1); time.sleep(60)"
    run.children[serving.JOBS] = subprocess.Popen(
        [sys.executable, "-c", deaf], stdout=subprocess.PIPE, start_new_session=True
    )
    with run.children[serving.JOBS].stdout as deaf_now:
        deaf_now.read()  # its end means that the signal is not heard any more
    began = time.monotonic()
    run.stop()
    assert run.children[serving.JOBS].returncode == -signal.SIGKILL
    assert time.monotonic() - began < 15


def test_only_processes_that_carry_the_word_are_ended():
    carrier = subprocess.Popen(["sleep", "60"], env={**os.environ, orphans.VARIABLE: "the-word"})
    stranger = subprocess.Popen(["sleep", "60"], env={**os.environ, orphans.VARIABLE: "the-word-of-others"})
    try:
        while "sleep" not in Path(f"/proc/{carrier.pid}/comm").read_text(encoding="utf-8"):
            time.sleep(0.01)
        assert orphans.end("the-word", patience=0.5) == 1
        assert carrier.wait(5) == -signal.SIGTERM
        assert stranger.poll() is None
    finally:
        for process in (carrier, stranger):
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    ("hosts", "asked"),
    [
        ("umay.example.org,other.example.org", "umay.example.org"),
        (".example.org", "example.org"),
        ("*", "localhost"),
        ("", "localhost"),
    ],
)
def test_the_server_is_asked_by_a_name_that_it_answers_to(hosts, asked):
    assert serving.named_host(hosts) == asked


def test_no_address_that_was_asked_for_stands_in_a_log_whatever_the_surroundings_say(begin, port):
    run = begin(GRANIAN_LOG_ACCESS_ENABLED="1", GRANIAN_LOG_LEVEL="debug")
    assert run.stdout.readline() == "ready\n"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/?words=sought", timeout=10) as answer:
        assert answer.status == 200
    run.terminate()
    out, err = run.communicate(timeout=30)
    assert "sought" not in out + err and "GET" not in out + err
