"""Write database and files into one encrypted file."""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from umay import __version__
from umay.front.backup import keys, programs
from umay.front.backup.problems import BackupProblem
from umay.front.backup.sealed import SealedWriter
from umay.kit.kernel import postgres
from umay.kit.kernel.postgres.problems import told_plainly

MANIFEST, DUMP, FILES, KEYS = "manifest.json", "database.dump", "files", "keys"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: no name, no number of a person."""

    format: int
    umay: str
    taken_at: str  # ISO 8601, UTC
    database_bytes: int
    files: int
    file_bytes: int
    key_fingerprints: dict[str, str]
    has_keys: bool


def take(
    *,
    home: Path,
    target: Path,
    environ: Mapping[str, str],
    at: datetime,
    passphrase_file: Path | None = None,
    with_keys: bool = False,
    progress: Callable[[str], None] = lambda text: None,
) -> Manifest:
    """Write the backup of `home` into `target`, which must not exist yet; whole or not at all. Returns its manifest.

    The database is read as of one moment; the files are read after it, so every file it names is there. The keys
    of personal fields go in only `with_keys`. Raises BackupProblem, ServerProblem.
    """
    address = postgres.addresses(environ, home).backup
    if address is None:
        raise BackupProblem("The address of the role umay_backup was not given: UMAY_BACKUP_DATABASE_URL.")
    if target.exists():
        raise BackupProblem(f"{target} exists already; a backup never overwrites another.")
    lock = keys.lock_for_taking(home, passphrase_file)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    # The plain dump stays on the machine's own disk, unlinked; the backup's disk sees sealed chunks only.
    with told_plainly(target.parent), tempfile.TemporaryFile(dir=home) as dumped:
        try:
            progress("reading the database")
            programs.dump(address, dumped, environ=environ, folder=home)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                sealed = SealedWriter(file, lock)
                progress("sealing database and files")
                manifest = _write(sealed, dumped, home, at=at, with_keys=with_keys)
                sealed.finish()
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, target)  # refuses to overwrite
        finally:
            draft.unlink(missing_ok=True)
    return manifest


def stored_files(home: Path) -> Iterator[Path]:
    """Yield the files that the installation stores, in a fixed order."""
    folder = home / FILES
    if folder.exists():
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _write(sealed: SealedWriter, dumped: BinaryIO, home: Path, *, at: datetime, with_keys: bool) -> Manifest:
    files = [(path, path.stat().st_size) for path in stored_files(home)]
    present = keys.kept(home)
    size = dumped.seek(0, io.SEEK_END)
    dumped.seek(0)
    manifest = Manifest(
        format=1,
        umay=__version__,
        taken_at=at.isoformat(),
        database_bytes=size,
        files=len(files),
        file_bytes=sum(size for _, size in files),
        key_fingerprints={name: keys.fingerprint(value) for name, value in present.items()},
        has_keys=with_keys,
    )
    with tarfile.open(fileobj=sealed, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        _add_bytes(archive, MANIFEST, json.dumps(asdict(manifest)).encode())
        for name, value in present.items() if with_keys else ():
            _add_bytes(archive, f"{KEYS}/{name}", value.encode())
        _add(archive, DUMP, dumped, size)
        for path, expected in files:
            with path.open("rb") as file:
                _add(archive, f"{FILES}/{path.relative_to(home / FILES)}", file, expected)
    return manifest


def _add(archive: tarfile.TarFile, name: str, file: BinaryIO, size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    archive.addfile(entry, file)  # raises OSError when the file became shorter meanwhile


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    _add(archive, name, io.BytesIO(content), len(content))
