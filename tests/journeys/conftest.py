"""A real server over the invented people of the demo, and a real browser in front of it."""

import contextlib
import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests import conftest as house
from tests.chromium import FLAGS, chromium
from tests.journeys.browsing import Visitor, Watch

ROOT = Path(__file__).resolve().parents[2]
HOW_TO_GET_IT = "No Chromium was found. Install it (apt install chromium, or: playwright install chromium), or leave these tests out: pytest -m 'not browser'."
PATIENCE = 60  # seconds until the server must answer


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _environment(database: str) -> dict[str, str]:
    return {
        **os.environ,
        "UMAY_DATABASE_NAME": database,
        "DJANGO_SETTINGS_MODULE": "umay.front.settings",
        "PYTHONPATH": str(ROOT),
    }


def _demo_template(template: str) -> str:
    """A database with the small demo in it, made once a day (its people's days count from today) and once per state of the code."""
    seen = hashlib.sha256(f"{template}{time.strftime('%Y-%m-%d')}".encode())
    for path in sorted([*ROOT.glob("umay/front/demo/**/*.*"), *ROOT.glob("umay/**/models.py")]):
        if "__pycache__" not in path.parts:
            seen.update(path.read_bytes())
    name = f"umay_demo_{seen.hexdigest()[:12]}"
    with psycopg.connect(house._admin_url(), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(77121)")
        known = {row[0] for row in connection.execute("select datname from pg_database where datname ~ '^umay_demo_'")}
        if name in known:
            return name
        for old in known:
            connection.execute(f'drop database if exists "{old}" with (force)')
        draft = f"{name}_draft"
        house.copy_database(draft, template)
        loaded = subprocess.run(
            [
                sys.executable,
                "-c",
                "import django; django.setup(); from umay.front import demo; demo.load('small', lambda words: None)",
            ],
            env=_environment(draft),
            capture_output=True,
            text=True,
            check=False,
        )
        if loaded.returncode:
            pytest.exit(f"the demo can't be loaded:\n{loaded.stderr[-3000:]}", returncode=3)
        connection.execute(f'alter database "{draft}" rename to "{name}"')
    return name


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _wait(address: str, server: subprocess.Popen, log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/accounts/login/", timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server does not answer:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def demo_database(template_database):
    """The name of a database of this run's own, filled with the demo."""
    name = f"umay_journey_{os.getpid()}"
    house.copy_database(name, _demo_template(template_database))
    yield name
    house.drop_database(name)


@contextlib.contextmanager
def serving(database: str, log: Path):
    """The real web server over a database, as `umay demo` would start it; gives its address."""
    compiled = subprocess.run(
        [sys.executable, "-m", "umay.front.messages", "compile"],
        env=_environment(database),
        capture_output=True,
        text=True,
        check=False,
    )
    assert compiled.returncode == 0, compiled.stderr[-2000:]
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "umay.front.wsgi:application"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "2"]
    command += ["--no-ws", "--log-level", "warning"]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, env=_environment(database), stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    assert "Traceback" not in (said := log.read_text(encoding="utf-8")), f"the server stumbled:\n{said[-4000:]}"


@pytest.fixture(scope="session")
def site(demo_database, tmp_path_factory):
    """The address of the web server over the demo."""
    with serving(demo_database, tmp_path_factory.mktemp("site") / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not (found := chromium()):
        if os.environ.get("CI", "") in ("1", "true"):
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    return {**browser_type_launch_args, "executable_path": found, "args": FLAGS}


@pytest.fixture
def watch():
    """Everything a page did wrong in this test; nothing may be left at the end."""
    seen = Watch()
    yield seen
    assert seen.faults == [], "\n".join(seen.faults)


@pytest.fixture(scope="session")
def signed_in():
    """The cookies of everybody who has signed in already: {(site, user): cookies}. A sign-in is a row of the site's own database."""
    return {}


@pytest.fixture
def visitor(site, browser, watch, signed_in):
    """Make a person in front of a browser of their own: visitor("elif.tr", "tr", width=390).

    Somebody who has signed in before in this run still is, unless the form is to be filled in again (`by_form`).
    """
    opened = []

    def come(user="", language="tr", *, width=1280, height=900, by_form=False, **options) -> Visitor:
        locale = {"tr": "tr-TR", "az": "az-AZ", "en": "en-GB"}[language]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, base_url=site, **options
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        context.add_cookies(signed_in.get((site, user), []) if not by_form else [])
        context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        one = Visitor(context.new_page(), language, watch, has_script=options.get("java_script_enabled", True))
        if user and (by_form or (site, user) not in signed_in):
            one.sign_in(user)
            signed_in[site, user] = context.cookies()
        return one

    yield come
    for context in opened:
        context.close()
