"""One server as the demo runs it, and one person after the other who opens pages on it."""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.bench.counting import HEADER, WORKED

WARM = 5  # openings before the clock counts


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each opening in order of length, the median of Python's own work, the statements and the bytes of the last."""

    times: list[float]
    worked: float
    statements: int
    size: int

    def at(self, share: float) -> float:
        return self.times[min(int(len(self.times) * share), len(self.times) - 1)]


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """A server with one worker, so that two pages never share the clock. Gives its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "tests.bench.wsgi:application",
        "--host",
        "127.0.0.1",
    ]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=15)


def _wait(port: int, server: subprocess.Popen) -> None:
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        if server.poll() is not None:
            raise SystemExit("the server ended by itself; its messages stand above")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                Reader(port).open("/bare/")
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise SystemExit("the server did not answer within 90 seconds")


class Reader:
    """A browser without pictures: cookies, one open line, no redirects."""

    def __init__(self, port: int):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = SimpleCookie()

    def open(self, path: str, *, form: dict | None = None) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, body)"""
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{path}"}
        self.line.request("GET" if form is None else "POST", path, body=body, headers=headers)
        answer = self.line.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(cookie)
        return answer.status, answer.headers, content

    def sign_in(self, name: str, password: str) -> None:
        _, _, page = self.open("/accounts/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
        status, headers, _ = self.open(
            "/accounts/login/", form={"login": name, "password": password, "csrfmiddlewaretoken": token}
        )
        if status != 302 or "login" in headers.get("Location", ""):
            raise SystemExit(f"{name} could not sign in (status {status})")

    def look_for(self, path: str, words: str) -> str:
        """Send the words of a search; the address its answer stands at."""
        _, _, page = self.open(path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1].decode()
        status, headers, _ = self.open(path, form={"q": words, "csrfmiddlewaretoken": token})
        if status != 303:
            raise LookupError(f"status {status}")
        return headers["Location"]

    def measure(self, path: str, repeats: int) -> Measured:
        """Open `path` again and again. Stops the bench where an answer is not a page."""
        times, worked = [], []
        self.line.close()  # the server ends idle lines; the next request opens a new one
        for turn in range(-WARM, repeats):
            began = time.perf_counter()
            status, headers, content = self.open(path)
            if turn >= 0:
                times.append((time.perf_counter() - began) * 1000)
                worked.append(float(headers.get(WORKED, 0)))
            if status != 200:
                raise LookupError(f"answered {status} {headers.get('Location', '')}".strip())
        return Measured(sorted(times), statistics.median(worked), int(headers[HEADER]), len(content))
