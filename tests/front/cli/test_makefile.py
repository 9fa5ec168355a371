import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import conftest as house

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is missing")


@pytest.fixture
def make(tmp_path):
    """Run make in an empty copy of the checkout: Makefile and nothing made yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copytree(ROOT / "tools", tmp_path / "tools")

    def run(*words):
        return subprocess.run(
            ["make", *words], cwd=tmp_path, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}
        )

    return run


def python(tmp_path, version, *, has_venv=True):
    """Write a program that answers as the Python of `version` would."""
    program = tmp_path / "python"
    program.write_text(
        "#!/bin/sh\n"
        f'case "$*" in\n  -V) echo "Python {version}";;\n'
        f"  *version_info*) exec python3 -c 'import sys; sys.version_info = ({version.replace('.', ',')}); '\"$(echo \"$2\" | sed 's/import sys;//')\";;\n"
        f"  *ensurepip*) exit {0 if has_venv else 1};;\n"
        "esac\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("version", ["3.10.9", "3.14.0", "2.7.18"])
def test_a_wrong_python_is_one_sentence(make, tmp_path, version):
    done = make("venv", f"PYTHON={python(tmp_path, version)}")
    assert done.returncode == 2
    assert f"Umay needs Python 3.11, 3.12 or 3.13, but {tmp_path}/python is Python {version}" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_missing_python_is_one_sentence(make):
    done = make("venv", "PYTHON=/nowhere/python")
    assert done.returncode == 2
    assert "Python is missing: no /nowhere/python on this machine" in done.stderr


def test_a_missing_venv_module_says_how_to_get_it(make, tmp_path):
    done = make("venv", f"PYTHON={python(tmp_path, '3.11.2', has_venv=False)}")
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr


def test_every_target_is_shown_by_help(make):
    shown = make("help").stdout
    for target in ("help", "demo", "venv", "test", "lint", "bench", "lock"):
        assert f"make {target} " in shown


def test_a_missing_browser_says_how_to_get_it(tmp_path):
    done = subprocess.run(
        ["/usr/bin/env", "-i", "PATH=/nowhere", sys.executable, ROOT / "tools" / "browser.py"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr


def test_no_lock_file_names_where_packages_come_from():
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not [
            word
            for word in ("--index-url", "--extra-index-url", "--find-links", "--trusted-host", "http://", "@ ")
            if word in text
        ]


def test_the_longest_files_of_the_tests_are_begun_first():
    assert [name for name in house.LONGEST if not (ROOT / "tests" / name).is_file()] == []

    named = ("journeys/test_public.py", "kit/test_few.py", "kit/test_many.py", "journeys/test_every_page.py")
    counts = (1, 1, 2, 1)
    items = [
        SimpleNamespace(path=ROOT / "tests" / name)
        for name, count in zip(named, counts, strict=True)
        for _ in range(count)
    ]
    house.pytest_collection_modifyitems(items)
    order = [item.path.name for item in items]
    assert order == ["test_every_page.py", "test_public.py", "test_many.py", "test_many.py", "test_few.py"]


def test_each_of_several_processes_has_its_own_server(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", "import os, tests.environment; print(os.environ['UMAY_DATABASE_URL'], os.environ['UMAY_ADMIN_DATABASE_URL'])"],
        cwd=ROOT,
        env=os.environ
        | {"PYTEST_XDIST_WORKER": "gw1", "UMAY_TEST_HOME": str(tmp_path / "home"), "UMAY_DATABASE_URL": "all"}
        | {"UMAY_DATABASE_URL_GW0": "no", "UMAY_DATABASE_URL_GW1": "one", "UMAY_ADMIN_DATABASE_URL_GW1": "admin"},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["one", "admin"]
