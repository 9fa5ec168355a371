import os
import shutil
import tempfile
from pathlib import Path

import pytest

from umay.kit.kernel import postgres


def _new_home():
    # Not pytest's own folder: root's is closed to the server's user, which is one case of many here.
    folder = Path(tempfile.mkdtemp(prefix="umay-t.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder / "home"


def _clear(home):
    if home.exists():
        postgres.discard(home)
    shutil.rmtree(home.parent, ignore_errors=True)


@pytest.fixture
def home():
    """A data folder of its own, cleared with its server afterwards."""
    home = _new_home()
    yield home
    _clear(home)


@pytest.fixture(scope="module")
def server():
    """One running server for a module's tests that only ask it."""
    home = _new_home()
    yield postgres.ensure(home, fast=True)
    _clear(home)
