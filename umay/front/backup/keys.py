"""The keys that a restored database cannot live without, and how they are recognised without being shown."""

import hashlib
import hmac
from pathlib import Path

from umay.front.backup.problems import BackupProblem
from umay.front.backup.sealed import Lock
from umay.kit.kernel import secrets

BACKUP_KEY = "backup.key"
SHORTEST_PASSPHRASE = 12


def kept(home: Path) -> dict[str, str]:
    """Return the keys of the installation by name: all its secrets but the database's passwords and the backup key."""
    folder = secrets.folder(home)
    names = sorted(path.name for path in folder.glob("[!.]*") if path.is_file()) if folder.exists() else []
    found = {
        name: secrets.read(home, name) for name in names if name != BACKUP_KEY and not name.startswith("database-")
    }
    return {name: value for name, value in found.items() if value}


def fingerprint(value: str) -> str:
    """Return 16 letters that tell two keys apart and give nothing away of either (they hold 256 random bits)."""
    return hmac.digest(value.encode(), b"umay key fingerprint", hashlib.sha256).hex()[:16]


def lock_for_taking(home: Path, passphrase_file: Path | None) -> Lock:
    """Return what seals a new backup: the passphrase in the file, else the backup key, made on first use."""
    if passphrase_file is not None:
        return Lock(_passphrase(passphrase_file), is_passphrase=True)
    return Lock(secrets.read_or_create(home, BACKUP_KEY))


def lock_for_opening(home: Path, passphrase_file: Path | None, key_file: Path | None) -> Lock:
    """Return what opens a backup. Raises BackupProblem when there is no backup key to try."""
    if passphrase_file is not None:
        return Lock(_passphrase(passphrase_file), is_passphrase=True)
    key = _text_of(key_file) if key_file is not None else secrets.read(home, BACKUP_KEY)
    if not key:
        raise BackupProblem(
            f"The backup key is missing: put it into {secrets.folder(home) / BACKUP_KEY}, or name it with --key-file."
        )
    return Lock(key)


def _passphrase(path: Path) -> str:
    text = _text_of(path)
    if len(text) < SHORTEST_PASSPHRASE:
        raise BackupProblem(f"The passphrase in {path} is too short; use at least {SHORTEST_PASSPHRASE} letters.")
    return text


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise BackupProblem(f"The file {path} does not exist.") from error
    except UnicodeDecodeError as error:
        raise BackupProblem(f"The file {path} holds no text.") from error
