"""Bring database and files back from a backup: all of it, or nothing is changed."""

import json
import os
import secrets as random_source
import shutil
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath

import psycopg
from psycopg import sql

from umay.front.backup import keys, programs
from umay.front.backup.problems import BackupProblem
from umay.front.backup.sealed import SealedReader
from umay.front.backup.taking import DUMP, FILES, KEYS, MANIFEST, Manifest
from umay.kit.kernel import postgres, secrets
from umay.kit.kernel.postgres import roles
from umay.kit.kernel.postgres.problems import told_plainly


@dataclass(frozen=True)
class _Target:
    """Where a backup is brought back to."""

    admin: postgres.Address
    database: str
    is_embedded: bool

    def inside(self, database: str) -> postgres.Address:
        return self.admin | {"NAME": database}


def restore(
    *,
    home: Path,
    source: Path,
    environ: Mapping[str, str],
    passphrase_file: Path | None = None,
    key_file: Path | None = None,
    replace: bool = False,
    progress: Callable[[str], None] = lambda text: None,
) -> Manifest:
    """Bring the backup `source` back into `home` and its database; returns the backup's manifest.

    Every chunk is proved, and the whole database loaded beside the present one, before anything changes; then both
    change places at once. A database or files that are there already are refused unless `replace`. Nothing else may
    serve `home` meanwhile. Raises BackupProblem, ServerProblem.
    """
    target = _target(home, environ)
    mark = random_source.token_hex(4)
    staging = home / f"restore-{mark}"
    draft = f"{target.database}_restore_{mark}"
    with told_plainly(home):
        _refuse_to_overwrite(home, target, replace=replace)
        staging.mkdir(parents=True, mode=0o700)
    try:
        with told_plainly(home):
            progress("proving the backup")
            manifest = _unpack(source, keys.lock_for_opening(home, passphrase_file, key_file), staging)
            new_keys = _keys_to_add(home, staging, manifest)
        progress("loading the database")
        _load(target, draft, staging / DUMP, environ=environ, folder=home)
        progress("changing places")
        with told_plainly(home):
            for name, value in new_keys.items():
                secrets.write(home, name, value, replace=False)
            _change_places(home, staging, target, draft, mark)
    finally:
        _drop(target, draft)
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def _target(home: Path, environ: Mapping[str, str]) -> _Target:
    known = postgres.addresses(environ, home)
    if known.admin is None:
        raise BackupProblem(
            "Restoring on a server of your own needs a superuser's address in UMAY_ADMIN_DATABASE_URL, for this once."
        )
    return _Target(known.admin, known.app["NAME"], known.is_embedded)


def _connect(address: postgres.Address) -> psycopg.Connection:
    return psycopg.connect(postgres.url(address), autocommit=True)


def _refuse_to_overwrite(home: Path, target: _Target, *, replace: bool) -> None:
    if replace:
        return
    files = home / FILES
    if files.exists() and any(files.iterdir()):
        raise BackupProblem(f"{files} holds files already; --replace gives them up for those of the backup.")
    with _connect(target.admin) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [target.database]).fetchone()
    if found is None:
        return
    with _connect(target.inside(target.database)) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
        ).fetchone()[0]
    if tables:
        raise BackupProblem(
            f"The database {target.database} holds {tables} tables already; --replace gives them up for those of the backup."
        )


def _unpack(source: Path, lock, staging: Path) -> Manifest:
    try:
        with source.open("rb") as file:
            opened = SealedReader(file, lock)
            with tarfile.open(fileobj=opened, mode="r|") as archive:
                for entry in archive:
                    _unpack_one(archive, entry, staging)
            while opened.read(1 << 20):  # to the proved end
                pass
    except FileNotFoundError as error:
        raise BackupProblem(f"The file {source} does not exist.") from error
    except tarfile.TarError as error:
        raise BackupProblem("This backup holds something else than database and files; nothing was changed.") from error
    try:
        known = {field.name for field in fields(Manifest)}
        read = json.loads((staging / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**{name: read[name] for name in known})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem("This backup was made by a version of Umay that this one does not know.") from error
    if manifest.format != 1 or not (staging / DUMP).exists():
        raise BackupProblem(
            f"This backup was made by Umay {manifest.umay}, in a shape that this version does not know."
        )
    return manifest


def _unpack_one(archive: tarfile.TarFile, entry: tarfile.TarInfo, staging: Path) -> None:
    path = PurePosixPath(entry.name)
    inside = path.parts[:1] in {(FILES,), (KEYS,)} or entry.name in {MANIFEST, DUMP}
    if not entry.isreg() or path.is_absolute() or ".." in path.parts or not inside:
        raise BackupProblem("This backup holds something else than database and files; nothing was changed.")
    place = staging / path
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = archive.extractfile(entry)
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def _keys_to_add(home: Path, staging: Path, manifest: Manifest) -> dict[str, str]:
    """Return the keys to take from the backup. Raises BackupProblem when a needed key is missing or another one."""
    present, packed = keys.kept(home), staging / KEYS
    wanted = manifest.key_fingerprints
    others = sorted(name for name in wanted if name in present and keys.fingerprint(present[name]) != wanted[name])
    if others:
        raise BackupProblem(
            f"{secrets.folder(home)} holds other keys than those this backup was made with ({', '.join(others)}); "
            "restore into a new UMAY_HOME, or put the right ones there first."
        )
    missing = sorted(name for name in wanted if name not in present)
    if missing and not manifest.has_keys:
        raise BackupProblem(
            f"The keys this backup was made with are kept apart; copy {', '.join(missing)} into {secrets.folder(home)} first."
        )
    return {name: (packed / name).read_text(encoding="utf-8") for name in missing}


def _load(target: _Target, draft: str, dumped: Path, *, environ: Mapping[str, str], folder: Path) -> None:
    inside = target.inside(draft)
    admin = postgres.url(target.admin)
    # Rights come from the backup: those that a prepared database gives to new things would be added to them,
    # and the application could write where migrations had taken that from it.
    postgres.create_database(admin, draft, own_locale=not target.is_embedded)
    with _connect(inside) as connection:
        for name in programs.extensions(dumped, environ=environ):
            if name != "plpgsql":  # made by the owner, as migrations did, so that later ones may change them
                connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(roles.OWNER)))
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
    programs.load(inside, dumped, environ=environ, folder=folder)
    with _connect(inside) as connection:
        connection.execute("ANALYZE")
    postgres.prepare_database(admin, draft)


def _change_places(home: Path, staging: Path, target: _Target, draft: str, mark: str) -> None:
    before, now, new = home / f"files-before-{mark}", home / FILES, staging / FILES
    had_files = now.exists()
    if had_files:
        now.rename(before)
    try:
        new.mkdir(exist_ok=True, mode=0o700)
        new.rename(now)
        _rename_databases(target, draft, f"{target.database}_before_{mark}")
    except BaseException:
        if now.exists() and (before.exists() or not had_files):
            shutil.rmtree(now)
        if before.exists():
            before.rename(now)
        raise
    shutil.rmtree(before, ignore_errors=True)
    _drop(target, f"{target.database}_before_{mark}")


def _rename_databases(target: _Target, draft: str, before: str) -> None:
    now, draft_name, before_name = (sql.Identifier(name) for name in (target.database, draft, before))
    with _connect(target.admin) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [target.database]).fetchone()
        if exists:
            connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(now))
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = ANY(%s)",
                [[target.database, draft]],
            )
            with connection.transaction():  # both names change, or neither
                if exists:
                    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(now, before_name))
                connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(draft_name, now))
        except BaseException:
            if exists:
                connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(now))
            raise


def _drop(target: _Target, database: str) -> None:
    with _connect(target.admin) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
