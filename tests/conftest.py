"""A real PostgreSQL for every test: a template is migrated once by the owner, each run gets a copy, tests connect as the application's role."""

import asyncio
import contextlib
import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
_started = {}
# The files that take more than half a minute each, the longest first; where a journey drives a browser, one without is next.
LONGEST = (
    "journeys/test_every_page.py",
    "architecture/test_doors_generated.py",
    "journeys/test_main_journey.py",
    "front/test_hostile.py",
    "journeys/test_forty_children.py",
    "front/cli/test_match.py",
    "journeys/test_pages.py",
    "kit/kernel/postgres/test_server.py",
    "journeys/test_together.py",
    "front/cli/test_serving.py",
    "journeys/test_drafts.py",
    "front/cli/test_installation.py",
    "journeys/test_cooperation_drafts.py",
    "front/backup/test_other_server.py",
    "journeys/test_passkey.py",
    "journeys/test_public.py",
)


def _test_home() -> Path:
    return Path(os.environ["UMAY_HOME"])


def _fingerprint() -> str:
    """Changes when any migration or any SQL of the house changes."""
    found = hashlib.sha256()
    for path in sorted(
        [
            *ROOT.glob("umay/**/migrations/*.py"),
            *ROOT.glob("umay/**/*sql.py"),
            *ROOT.glob("umay/**/rows.py"),
            *ROOT.glob("umay/kit/kernel/rows/*.py"),
        ]
    ):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _admin_url() -> str:
    from umay.kit.kernel.postgres import ensure

    if os.environ.get("UMAY_DATABASE_URL"):
        url = os.environ.get("UMAY_ADMIN_DATABASE_URL")
        if not url:
            pytest.exit(
                "Tests on an external server need UMAY_ADMIN_DATABASE_URL, a superuser's address.", returncode=2
            )
        worker = os.environ.get("PYTEST_XDIST_WORKER", "").upper()
        if worker and f"UMAY_DATABASE_URL_{worker}" not in os.environ:
            pytest.exit(
                f"Each process (-n) needs a server of its own: UMAY_DATABASE_URL_{worker} and UMAY_ADMIN_DATABASE_URL_{worker} name this one's.",
                returncode=2,
            )
        return url
    if "server" not in _started:
        _started["server"] = ensure(_test_home(), fast=True)
    return _started["server"].admin_url


def copy_database(name: str, template: str) -> None:
    with psycopg.connect(_admin_url(), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}" template "{template}" owner umay_owner')
    from umay.kit.kernel.postgres import prepare_database

    prepare_database(_admin_url(), name)


def drop_database(name: str) -> None:
    with psycopg.connect(_admin_url(), autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


def _template() -> str:
    """The migrated template database, made once per state of the migrations."""
    from umay.kit.kernel.postgres import prepare_database

    name = f"umay_template_{_fingerprint()}"
    with psycopg.connect(_admin_url(), autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(77120)")
        made = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if not made:
            draft = f"{name}_draft"
            connection.execute(f'drop database if exists "{draft}" with (force)')
            prepare_database(_admin_url(), draft, own_locale=bool(os.environ.get("UMAY_DATABASE_URL")))
            environment = {**os.environ, "UMAY_DB_ROLE": "owner", "UMAY_DATABASE_NAME": draft, "PYTHONPATH": str(ROOT)}
            ran = subprocess.run(
                [sys.executable, "-m", "django", "migrate", "-v0"],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if ran.returncode:
                pytest.exit(f"migrations failed:\n{ran.stderr[-3000:]}", returncode=3)
            connection.execute(f'alter database "{draft}" rename to "{name}"')
    return name


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest files come first, then those of most tests: of several processes (-n) none has a long one left at the end."""
    of_file = Counter(item.path for item in items)
    longest = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (longest.get(item.path, len(longest)), -of_file[item.path], item.path))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """A browser of an earlier file leaves its loop turning in this thread; whoever wants one of their own must not find it."""
    if item.get_closest_marker("browser"):
        return (yield)
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(loop)


def pytest_unconfigure(config):
    if _started.get("copied"):
        from django.db import connections

        connections.close_all()
        with contextlib.suppress(psycopg.Error):
            drop_database(os.environ["UMAY_DATABASE_NAME"])
    server = _started.get("server")
    if server and server.started_here and not os.environ.get("UMAY_TEST_KEEP"):
        from umay.kit.kernel.postgres import stop

        stop(_test_home())


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    """The languages as an installation has them, whatever was compiled before."""
    from umay.front.messages import compile_all

    compile_all()


@pytest.fixture(scope="session")
def template_database() -> str:
    return _template()


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker):
    """Replaces pytest-django's: the copy belongs to the owner, the tests connect as umay_app."""
    with django_db_blocker.unblock():
        copy_database(os.environ["UMAY_DATABASE_NAME"], template_database)
        _started["copied"] = True
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
            name, is_super, bypasses = cursor.fetchone()
            cursor.execute("select count(*) from pg_class where relowner = current_user::regrole")
            owned = cursor.fetchone()[0]
        if is_super or bypasses or owned or name != "umay_app":
            pytest.exit("tests must run as the application's role, which owns nothing", returncode=4)


@pytest.fixture(autouse=True)
def _own_language():
    """A page answered in Turkish leaves no Turkish behind for the next test."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def _fresh_keys():
    yield
    from umay.ground.offices.keys import forget

    forget()


@pytest.fixture
def own_database(template_database, django_db_blocker, request):
    """A database of its own where commits are real: for races, crashes and jobs."""
    from django.db import connections

    name = f"umay_own_{os.getpid()}_{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:8]}"
    copy_database(name, template_database)
    with django_db_blocker.unblock():
        connections.close_all()
        settings = connections["default"].settings_dict
        before = settings["NAME"]
        settings["NAME"] = name
        try:
            yield name
        finally:
            connections.close_all()
            settings["NAME"] = before
            drop_database(name)


@pytest.fixture
def cast(db):
    """The people of the tests (tests/factories/cast.py), in the test's own transaction."""
    from tests.factories.cast import Cast

    return Cast.make()


@pytest.fixture
def own_cast(own_database):
    """The same people, committed in a database of their own."""
    from tests.factories.cast import Cast

    return Cast.make()
