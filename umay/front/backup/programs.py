"""PostgreSQL's own programs for copying a database, run as a client of the server."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from umay.front.backup.problems import BackupProblem
from umay.kit.kernel.postgres import Address
from umay.kit.kernel.postgres.binaries import find
from umay.kit.kernel.postgres.problems import from_output


def dump(address: Address, target: BinaryIO, *, environ: Mapping[str, str], folder: Path) -> None:
    """Write the whole database at `address` into `target` (pg_dump's custom format). Raises BackupProblem."""
    command = [find(environ).program("pg_dump"), "--format=custom", "--no-password", "--lock-wait-timeout=60s"]
    done = _run(command, address, stdout=target)
    if done.returncode:
        raise from_output(done.stderr, folder) or BackupProblem(
            f"The database could not be read: {_reason(done.stderr)}"
        )


def extensions(source: Path, *, environ: Mapping[str, str]) -> list[str]:
    """Return the names of the extensions in the dump `source`."""
    done = _run([find(environ).program("pg_restore"), "--list", str(source)], None, stdout=subprocess.PIPE)
    if done.returncode:
        raise BackupProblem(f"The database in this backup cannot be read: {_reason(done.stderr)}")
    return re.findall(r"^\d+; \d+ \d+ EXTENSION - (\S+)", done.stdout, flags=re.MULTILINE)


def load(address: Address, source: Path, *, environ: Mapping[str, str], folder: Path) -> None:
    """Load the dump `source` into the empty database at `address`, all of it or nothing. Raises BackupProblem."""
    command = [find(environ).program("pg_restore"), "--no-password", "--single-transaction", "--exit-on-error"]
    done = _run([*command, "--dbname", address["NAME"], str(source)], address, stdout=subprocess.DEVNULL)
    if done.returncode:
        known = from_output(done.stderr, folder)
        raise known or BackupProblem(f"The database could not be brought back: {_reason(done.stderr)}")


def _run(command: list[str], address: Address | None, *, stdout) -> subprocess.CompletedProcess:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if address is not None:
        # By the environment, which other users cannot read, and not by the command line, which they can.
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
        surroundings |= {names[key]: address[key] for key in names if address[key]}
        surroundings |= {f"PG{key.upper()}": value for key, value in address.get("OPTIONS", {}).items()}
    surroundings["LC_ALL"] = "C"
    return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=surroundings,
    )


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if "error" in line.lower()]
    return (lines or output.strip().splitlines() or ["no reason was given"])[0]
