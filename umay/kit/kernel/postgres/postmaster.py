"""One PostgreSQL server of our own: is it alive, start it, stop it. After a kill -9 it recovers by itself."""

import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
from pathlib import Path

from umay.kit.kernel.postgres.binaries import Binaries
from umay.kit.kernel.postgres.place import PORT, Place, give, make_folders
from umay.kit.kernel.postgres.problems import ServerProblem, from_output, told_plainly

ADMIN = "umay_admin"
ROOM_NEEDED = 160 * 1024 * 1024  # bytes a new database takes, with its first write-ahead log
LONGEST_RECOVERY = 1800  # seconds; a big database needs minutes after a crash
LONGEST_LOG = 20 * 1024 * 1024  # bytes

SETTINGS = """\
# Written at each start; put changes of your own into local.conf beside this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
max_connections = 100
shared_buffers = '256MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
random_page_cost = 1.1
max_wal_size = '2GB'
jit = off
# No statement, no value and no error about one reaches the log: they hold people's names.
log_min_messages = 'log'
log_statement = 'none'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
include_if_exists = 'local.conf'
"""
FAST = """\
# For trials only: a power cut may lose this database.
fsync = off
synchronous_commit = off
full_page_writes = off
"""
ENTRY = """\
# Everybody proves a password, the users of this machine included; nothing comes over the network.
local all all scram-sha-256
local replication umay_backup scram-sha-256
"""


def running_pid(place: Place) -> int | None:
    """Return the process id of the living server of `place`, or None. Raises ServerProblem when it may not be asked."""
    pid, _ = _told(place)
    return pid if pid and _is_alive(pid) else None


def is_ready(place: Place) -> bool:
    """Say whether the server of `place` lives and takes connections."""
    pid, state = _told(place)
    return bool(pid) and state == "ready" and _is_alive(pid) and _answers(place)


def becomes_ready(place: Place) -> bool:
    """Wait while the server of `place` is starting or dying; return whether it takes connections in the end."""
    patience, began = 5.0, time.monotonic()
    while running_pid(place) is not None:
        if is_ready(place):
            return True
        if _told(place)[1] == "starting":
            patience = LONGEST_RECOVERY
        if time.monotonic() - began > patience:
            break
        time.sleep(0.05)
    return False


def make_cluster(place: Place, binaries: Binaries, *, password: str, fast: bool) -> None:
    """Make the data directory: whole or not at all. `password` becomes the administrator's."""
    with told_plainly(place.folder):
        make_folders(place)
        if place.data.exists():
            return
        if shutil.disk_usage(place.folder).free < ROOM_NEEDED:
            raise ServerProblem(
                f"The disk that holds {place.folder} is nearly full: a new database needs "
                f"{ROOM_NEEDED // 1024 // 1024} MB; free some room or choose another folder: UMAY_HOME=/path"
            )
        draft = place.folder / "data.init"  # renamed when complete, so a kill in the middle leaves nothing half-made
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        give(draft, place.account)
        try:
            _initdb(place, binaries, draft, password=password, fast=fast)
            with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
                file.write("\ninclude = 'umay.conf'\n")
            (draft / "pg_hba.conf").write_text(ENTRY, encoding="utf-8")
            draft.rename(place.data)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def start(place: Place, binaries: Binaries, *, fast: bool) -> int:
    """Start the server of `place` and wait until it takes connections; returns its process id. Raises ServerProblem."""
    with told_plainly(place.folder):
        _check_version(place, binaries)
        make_folders(place)
        _clear_the_dead(place)
        _write_settings(place, fast=fast)
        _shorten_log(place)
    for attempt in range(20):
        output = _pg_ctl_start(place, binaries)
        pid = running_pid(place)
        if output is None and pid is not None:
            return pid
        # Children of a killed server need a moment to notice that it is gone.
        if "pre-existing shared memory block" not in (output or "") or attempt == 19:
            break
        time.sleep(0.5)
    known = from_output(output or "", place.folder)
    raise known or ServerProblem(
        f"The database server did not start; its log {place.log} ends with: {_last_line(output or '')}"
    )


def stop(place: Place, *, patience: float = 60) -> bool:
    """Stop the server of `place`; returns whether there was one. Open transactions are undone."""
    pid = running_pid(place)
    if pid is None:
        return False
    for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, 10.0)):  # PostgreSQL's "fast", then "immediate"
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return True
        except PermissionError as error:
            raise ServerProblem("The database server was started by another user; stop it as that user.") from error
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if not _is_alive(pid):
                return True
            time.sleep(0.02)
    raise ServerProblem(f"The database server (process {pid}) does not stop; look at its log: {place.log}")


def _told(place: Place) -> tuple[int | None, str]:
    try:
        lines = (place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None, ""
    except OSError as error:
        with told_plainly(place.folder):
            raise error
    number = lines[0].strip() if lines else ""
    return (int(number) if number.isdigit() else None), (lines[7].strip() if len(lines) > 7 else "")


def _answers(place: Place) -> bool:
    # A process just killed still looks alive for a moment; only a spoken answer proves a server.
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(5)
        try:
            line.connect(str(place.sockets / f".s.PGSQL.{PORT}"))
            line.sendall(struct.pack("!ii", 8, 80877103))  # "do you speak TLS?", answered before any sign-in
            return line.recv(1) in {b"N", b"S"}
        except OSError:
            return False


def _is_alive(pid: int) -> bool:
    # Not gone, not a zombie, not another program that got the number since.
    state, name = _state_and_name(pid)
    return state not in {"", "Z", "X"} and "postgres" in name


def _state_and_name(pid: int) -> tuple[str, str]:
    if Path("/proc/self/stat").exists():
        try:
            text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            return "", ""
        return text.rpartition(")")[2].split()[0], text.partition("(")[2].rpartition(")")[0]
    ps = shutil.which("ps") or "/bin/ps"
    answer = subprocess.run(  # noqa: S603 - fixed words and a number
        [ps, "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    return (answer[0][0], " ".join(answer[1:])) if len(answer) > 1 else ("", "")


def _clear_the_dead(place: Place) -> None:
    # PostgreSQL takes a zombie, or a stranger with the dead server's number, for itself and refuses to start.
    # Removing its file is safe: it also finds children of the old server by the memory they share.
    pid, _ = _told(place)
    if pid is None:
        return
    ends = time.monotonic() + 3
    while time.monotonic() < ends and _state_and_name(pid)[0] == "Z":
        time.sleep(0.1)
    if _is_alive(pid):
        raise ServerProblem(
            f"A database server (process {pid}) lives in {place.data} but takes no connections; see {place.log}"
        )
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    (place.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    (place.sockets / f".s.PGSQL.{PORT}").unlink(missing_ok=True)


def _initdb(place: Place, binaries: Binaries, target: Path, *, password: str, fast: bool) -> None:
    command = [binaries.program("initdb"), "-D", str(target), "-U", ADMIN, "-E", "UTF8", "-k", "-A", "scram-sha-256"]
    if binaries.version >= (17, 0):
        # The order of an index then does not hang on the machine's C library and survives its next version.
        command += ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
    else:
        command += ["--locale=C.UTF-8"]
    if fast:
        command.append("-N")
    words = place.folder / ".first-password"
    words.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(words, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(password + "\n")
        give(words, place.account)
        code, output = _run(place, [*command, f"--pwfile={words}"], seconds=300)
        if code and "invalid locale name" in output:
            command = ["--locale=C" if part == "--locale=C.UTF-8" else part for part in command]
            code, output = _run(place, [*command, f"--pwfile={words}"], seconds=300)
    finally:
        words.unlink(missing_ok=True)
    if code:
        raise from_output(output, place.folder) or ServerProblem(
            f"The database could not be made: {_last_line(output)}"
        )


def _write_settings(place: Place, *, fast: bool) -> None:
    settings = SETTINGS.format(port=PORT, sockets=str(place.sockets).replace("'", "''"))
    draft = place.data / "umay.conf.new"
    draft.write_text(settings + (FAST if fast else ""), encoding="utf-8")
    draft.chmod(0o600)
    give(draft, place.account)
    draft.replace(place.data / "umay.conf")


def _check_version(place: Place, binaries: Binaries) -> None:
    made_by = (place.data / "PG_VERSION").read_text(encoding="utf-8").strip()
    if made_by != str(binaries.version[0]):
        raise ServerProblem(
            f"The database in {place.data} was made by PostgreSQL {made_by}, but {binaries.version[0]} was found; "
            "name the right one with UMAY_PG_BIN, or restore a backup into a new UMAY_HOME."
        )


def _shorten_log(place: Place) -> None:
    if place.log.exists() and place.log.stat().st_size > LONGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.1"))
    handle = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    os.close(handle)
    give(place.log, place.account)


def _pg_ctl_start(place: Place, binaries: Binaries) -> str | None:
    """Return None when the server came up, else what was printed and logged."""
    before = place.log.stat().st_size
    command = [binaries.program("pg_ctl"), "start", "-D", str(place.data), "-l", str(place.log), "-s", "-w"]
    code, output = _run(place, [*command, "-t", str(LONGEST_RECOVERY)], seconds=LONGEST_RECOVERY + 30)
    if code == 0:
        return None
    with place.log.open("rb") as file:
        file.seek(before)
        return file.read()[-20_000:].decode("utf-8", "replace") + output


def _run(place: Place, command: list[str], *, seconds: float) -> tuple[int, str]:
    # A file, not a pipe, takes the output: the server inherits it and would hold a pipe open for ever.
    running_as = place.account.running_as() if place.account else {}
    with tempfile.TemporaryFile() as printed:
        try:
            done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, found by binaries.py
                command,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=seconds,
                cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
                umask=0o077,
                start_new_session=True,
                **running_as,
            )
        except subprocess.TimeoutExpired as error:
            raise ServerProblem(
                f"PostgreSQL's {Path(command[0]).name} did not end within {seconds:.0f} seconds."
            ) from error
        printed.seek(0)
        return done.returncode, printed.read().decode("utf-8", "replace")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"FATAL|PANIC|error:", line)]
    return (telling or lines or ["nothing"])[-1]
