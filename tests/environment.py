"""Set before Django's settings are read (loaded with -p, ahead of every other plugin): a home and a database of the tests' own."""

import os
import tempfile
from pathlib import Path

# Of several processes (-n) each has a server of its own: an open transaction of one would hold back the seals of another's journal.
_PLACE = os.environ.get("UMAY_TEST_HOME") or Path(tempfile.gettempdir()) / f"umay-test-{os.getuid()}"
HOME = Path(f"{_PLACE}-{worker}" if (worker := os.environ.get("PYTEST_XDIST_WORKER")) else _PLACE)
if worker:  # UMAY_DATABASE_URL_GW0 is the server of the first process
    for name in ("UMAY_DATABASE_URL", "UMAY_ADMIN_DATABASE_URL"):
        if own := os.environ.get(f"{name}_{worker.upper()}"):
            os.environ[name] = own
(HOME / "static").mkdir(parents=True, exist_ok=True)
os.environ["UMAY_HOME"] = str(HOME)
os.environ["UMAY_DEMO"] = "1"
os.environ["UMAY_DATABASE_NAME"] = f"umay_run_{os.getpid()}"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the main thread
os.environ.pop("UMAY_DB_ROLE", None)
os.environ["UMAY_LANGUAGE"] = "en"  # tests read the sentences of the code; those of a language ask for it
