"""Run the web server and the worker until somebody asks to stop, then stop all that was started.

One run per data folder: its lock is held as long as it lives, and its note says what it started, so that the run
after a kill -9 can clear up behind it.
"""

import fcntl
import http.client
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from umay.front.cli import orphans
from umay.front.cli.problems import Stopped
from umay.kit.kernel import postgres
from umay.kit.kernel.home import make_home
from umay.kit.kernel.postgres.problems import told_plainly

READY_WITHIN = 60.0  # seconds
STOP_WITHIN = 10.0
# A job that does not hear its worker is ended after this time as if the machine had gone: it is one transaction or begun again, so nothing is lost.
JOBS_WITHIN = 4.0
JOBS = "job worker"


class Run:
    """One run of the servers over a data folder. Use `begin`; everything it started ends with it."""

    def __init__(self, home: Path, host: str, port: int) -> None:
        self.home, self.host, self.port = home, host, port
        self.word = secrets.token_hex(16)
        self.children: dict[str, subprocess.Popen] = {}
        self.owns_database = False

    @property
    def address(self) -> str:
        """Where a browser on this computer finds the pages."""
        return f"http://{'localhost' if self.host in {'127.0.0.1', '0.0.0.0'} else self.host}:{self.port}"  # noqa: S104

    def use_database(self) -> None:
        """Have the embedded database running; remember whether it is ours to stop. Raises ServerProblem."""
        if postgres.is_external(os.environ):
            return
        server = postgres.ensure(self.home)
        self.owns_database = self.owns_database or server.started_here
        self.write_note()

    def start_servers(self, *, workers: int, application: str = "umay.front.wsgi:application") -> None:
        """Seal what the last run left, then start the web server, and the worker of jobs where there is one."""
        self.seal_journal()
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", application]
        web += ["--host", self.host, "--port", str(self.port), "--workers", str(workers), "--blocking-threads", "2"]
        web += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "--no-ws"]
        web += ["--log-level", "warning", "--no-access-log"]  # an address may hold what somebody looked for
        self._start("web server", web)
        if importlib.util.find_spec("umay.front.jobs"):
            worker = [sys.executable, "-m", "umay", "manage", "procrastinate", "worker"]
            # Jobs hear at once that it ends: the long ones go back to those that wait (kernel/leaving.py), the others are short.
            self._start(JOBS, [*worker, "--shutdown-graceful-timeout", "0"])

    def wait_until_ready(self, path: str) -> None:
        """Wait until `path` is answered. Raises Stopped when it never is, or the server ended."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "localhost"} else self.host  # noqa: S104
        ends, answer, failures = time.monotonic() + READY_WITHIN, "no answer", 0
        while time.monotonic() < ends and failures < 3:
            self._check_alive()
            line = http.client.HTTPConnection(host, self.port, timeout=10)
            try:
                line.request("GET", path, headers={"Host": named_host(os.environ.get("UMAY_HOSTS", ""))})
                status = line.getresponse().status
                if status < 500:  # a redirect to https is an answer, and is not followed
                    return
                answer, failures = f"error {status}", failures + 1
            except (OSError, http.client.HTTPException):
                answer = "no answer"
            finally:
                line.close()
            time.sleep(0.5 if failures else 0.1)
        raise Stopped(f"The web server gives {answer} at {path}; its messages stand above.")

    def wait(self) -> None:
        """Wait until a signal asks to stop (KeyboardInterrupt). Raises Stopped when a server ends by itself."""
        while True:
            self._check_alive()
            time.sleep(0.25)

    def stop(self) -> None:
        """Stop the servers, and the database if this run (or a killed one before it) started it."""
        for child in self.children.values():
            _signal_group(child, signal.SIGTERM)
        began = time.monotonic()
        while (waited := time.monotonic() - began) < STOP_WITHIN and any(
            child.poll() is None for name, child in self.children.items() if name != JOBS or waited < JOBS_WITHIN
        ):
            time.sleep(0.05)
        for child in self.children.values():
            _signal_group(child, signal.SIGKILL)  # workers outlive a granian that was killed
            child.wait()
        orphans.end(self.word)
        self.seal_journal()
        if self.owns_database:
            postgres.stop(self.home)
        _note(self.home).unlink(missing_ok=True)

    def seal_journal(self) -> None:
        """Seal the finished lines where Django is set up; a database that is away is sealed by the next run."""
        from django.apps import apps
        from django.db import DatabaseError, connection

        if not apps.ready:
            return
        from umay.ground.journal.seal import seal

        with suppress(DatabaseError, OSError):
            seal(self.home / "journal-roots")
        connection.close()

    def write_note(self) -> None:
        """Write down what this run started."""
        with told_plainly(self.home):
            draft = _note(self.home).with_suffix(".new")
            draft.write_text(json.dumps({"word": self.word, "owns_database": self.owns_database}), encoding="utf-8")
            draft.replace(_note(self.home))

    def clear_up_behind_the_last(self) -> int:
        """End what a killed run left; returns how many processes that were."""
        try:
            last = json.loads(_note(self.home).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return 0
        self.owns_database = bool(last.get("owns_database"))
        return orphans.end(str(last["word"])) if last.get("word") else 0

    def _start(self, name: str, command: list[str]) -> None:
        surroundings = {**os.environ, orphans.VARIABLE: self.word}
        # A group of its own: a worker that outlives its parent is still reached by the group's number.
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command, stdin=subprocess.DEVNULL, env=surroundings, start_new_session=True
        )

    def _check_alive(self) -> None:
        for name, child in self.children.items():
            if child.poll() is not None:
                raise Stopped(f"The {name} ended by itself (code {child.returncode}); its messages stand above.")


@contextmanager
def begin(home: Path, *, host: str, port: int) -> Iterator[Run]:
    """Give a Run over `home` and stop all it started at the end, also on Ctrl-C, SIGTERM and SIGHUP.

    Raises Stopped when another run holds the folder or the port is used, ServerProblem on an unusable folder.
    """
    run = Run(home, host, port)
    with alone(home):
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, _interrupt)
        run.clear_up_behind_the_last()
        _check_port(host, port)
        try:
            yield run
        finally:
            for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(sign, signal.SIG_IGN)  # stopping takes a second or two and is not cut short
            run.stop()


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold `home` so that nothing else serves it or restores into it. Raises Stopped, ServerProblem."""
    with told_plainly(home):
        make_home(home)
        _note(home).parent.mkdir(exist_ok=True, mode=0o700)
        handle = os.open(_note(home).with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, home)
        yield
    finally:
        os.close(handle)


def named_host(hosts: str) -> str:
    """A host name that this installation answers to, for asking it from its own machine: the first of UMAY_HOSTS, else localhost."""
    first = hosts.split(",")[0].strip().lstrip(".")
    return first if first and first != "*" else "localhost"


def _note(home: Path) -> Path:
    return home / "run" / "serving.json"


def _take(handle: int, home: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Stopped(
            f"Umay is already running over {home}; stop that one first, or choose another UMAY_HOME."
        ) from error


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Stopped(
                f"This user may not use port {port}; choose one above 1023, for example PORT=8000."
            ) from error
        except OSError as error:
            other = port + 1 if port < 65535 else 8001
            raise Stopped(
                f"Port {port} is used by another program; choose another, for example PORT={other}."
            ) from error


def _signal_group(child: subprocess.Popen, sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, sign)
