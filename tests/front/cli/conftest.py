import os
import shutil
import tempfile
from pathlib import Path

import pytest

from umay.kit.kernel import postgres


@pytest.fixture
def home(monkeypatch):
    """A data folder of its own, named by UMAY_HOME, cleared with its server afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="umay-c.", dir="/tmp"))
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    monkeypatch.setenv("UMAY_HOME", str(folder / "home"))
    for name in ("UMAY_DATABASE_URL", "UMAY_APP_DATABASE_URL", "UMAY_ADMIN_DATABASE_URL", "UMAY_DEMO", "UMAY_DB_ROLE"):
        monkeypatch.delenv(name, raising=False)
    yield folder / "home"
    if (folder / "home").exists():
        postgres.discard(folder / "home")
    shutil.rmtree(folder, ignore_errors=True)
