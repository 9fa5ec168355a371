"""PostgreSQL's own programs for copying a database, run as a client of the server."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from umay.front.backup.problems import BackupProblem
from umay.kit.kernel.postgres import Address
from umay.kit.kernel.postgres.binaries import Binaries, find
from umay.kit.kernel.postgres.problems import from_output

# A newer pg_restore begins with a setting that an older server does not know and a new transaction does not need.
UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;\n"
# Servers of late 2026 (15.20 is one) keep a mark of their own among a column's options. Their pg_dump leaves it out,
# an elder one of a newer major version does not, and no other server takes it.
COLUMN_MARK = re.compile(rb"(?m)^ALTER TABLE ONLY .+ ALTER COLUMN .+ SET \(pg_attver=\d+\);\n")
SECTIONS = ("pre-data", "data", "post-data")


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
    found = find(environ)
    command = [found.program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--single-transaction"]
    command += ["--set=ON_ERROR_STOP=1", "--file=-"]
    with tempfile.TemporaryFile() as told:
        psql = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told, env=_surroundings(address)
        )
        is_whole = False
        try:
            with suppress(BrokenPipeError), psql.stdin:  # psql left early; its reason is told below
                is_whole = all(_pass_on(found, source, section, psql.stdin, told) for section in SECTIONS)
                if not is_whole:
                    psql.kill()  # before its input ends, which it would take for the end of the transaction
        finally:
            psql.wait()
        told.seek(0)
        output = told.read().decode("utf-8", "replace")
    if psql.returncode or not is_whole:
        known = from_output(output, folder)
        raise known or BackupProblem(f"The database could not be brought back: {_reason(output)}")


def _pass_on(found: Binaries, source: Path, section: str, target: BinaryIO, told: BinaryIO) -> bool:
    """Write one section of the dump as SQL into `target`; returns whether pg_restore gave all of it."""
    command = [found.program("pg_restore"), f"--section={section}", "--file=-", str(source)]
    with subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=told, env=_surroundings(None)
    ) as writing:
        # Only definitions are looked through: people's rows pass untouched.
        definitions = section != "data"
        if definitions:
            target.write(COLUMN_MARK.sub(b"", writing.stdout.read().replace(UNKNOWN_TO_OLDER, b"", 1)))
        else:
            head = b"".join(writing.stdout.readline() for _ in range(30))
            target.write(head.replace(UNKNOWN_TO_OLDER, b"", 1))
            shutil.copyfileobj(writing.stdout, target, 1 << 20)
    return writing.returncode == 0


def _run(command: list[str], address: Address | None, *, stdout) -> subprocess.CompletedProcess:
    return subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=_surroundings(address),
    )


def _surroundings(address: Address | None) -> dict[str, str]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if address is not None:
        # By the environment, which other users cannot read, and not by the command line, which they can.
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
        surroundings |= {names[key]: address[key] for key in names if address[key]}
        surroundings |= {f"PG{key.upper()}": value for key, value in address.get("OPTIONS", {}).items()}
    return surroundings | {"LC_ALL": "C"}


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if "error" in line.lower()]
    return (lines or output.strip().splitlines() or ["no reason was given"])[0]
