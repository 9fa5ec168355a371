"""A stream of sealed chunks: nobody reads, changes, reorders or shortens it unnoticed.

    b"UMAY-BACKUP-1\\n"  4 bytes: length of the header  header (JSON)  chunk  chunk ... last chunk

Each chunk holds up to 1 MiB, encrypted with AES-256-GCM under a key of this file alone (HKDF-SHA256 of the
installation's backup key, or of scrypt over a passphrase, with a random salt). A chunk's nonce is its number
and whether it is the last; the header is authenticated with every chunk. This is the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (2015).
"""

import base64
import io
import json
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from umay.front.backup.problems import BackupProblem

MAGIC = b"UMAY-BACKUP-1\n"
CHUNK = 1 << 20
TAG = 16
LONGEST_HEADER = 1 << 16
WANTED = {"passphrase": "a passphrase (--passphrase-file)", "key": "the backup key (--key-file)"}
SCRYPT = {"n": 1 << 17, "r": 8, "p": 1}  # 128 MB and about half a second, OWASP's first choice of parameters


@dataclass(frozen=True)
class Lock:
    """What opens a backup: the installation's backup key, or a passphrase."""

    secret: str
    is_passphrase: bool = False


class SealedWriter(io.RawIOBase):
    """Seals what is written to it into `target`. Without `finish` the stream stays visibly incomplete."""

    def __init__(self, target: BinaryIO, lock: Lock) -> None:
        header = {"kind": "passphrase" if lock.is_passphrase else "key", "salt": _text(secrets.token_bytes(32))}
        if lock.is_passphrase:
            header |= SCRYPT
        self._header = json.dumps(header, sort_keys=True).encode()
        self._target, self._cipher = target, AESGCM(_key(lock, header))
        self._waiting, self._number = bytearray(), 0
        target.write(MAGIC + len(self._header).to_bytes(4, "big") + self._header)

    def writable(self) -> bool:
        """Always: this is the writing end."""
        return True

    def write(self, data) -> int:
        """Take `data`; full chunks are sealed and passed on, the rest waits."""
        self._waiting += data
        while len(self._waiting) > CHUNK:  # a full last chunk waits, since only the end knows that it is the last
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal the last chunk; nothing may be written afterwards."""
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, plain: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, is_last), plain, self._header))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens what SealedWriter sealed. Gives no byte that was not proved first; raises BackupProblem on any damage."""

    def __init__(self, source: BinaryIO, lock: Lock) -> None:
        self._source = source
        header, self._header = _read_header(source)
        if (header["kind"] == "passphrase") != lock.is_passphrase:
            raise BackupProblem(f"This backup is opened with {WANTED[header['kind']]}.")
        self._cipher = AESGCM(_key(lock, header))
        self._next = source.read(CHUNK + TAG)
        self._number, self._open, self._ended = 0, b"", False

    def readable(self) -> bool:
        """Always: this is the reading end."""
        return True

    def readinto(self, buffer) -> int:
        """Fill `buffer` as far as the present chunk goes; 0 at the proved end."""
        if not self._open and not self._ended:
            self._open_chunk()
        count = min(len(buffer), len(self._open))
        buffer[:count] = self._open[:count]
        self._open = self._open[count:]
        return count

    def _open_chunk(self) -> None:
        sealed, self._next = self._next, self._source.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            self._open = self._cipher.decrypt(_nonce(self._number, self._ended), sealed, self._header)
        except (InvalidTag, ValueError) as error:
            if self._number == 0:
                raise BackupProblem(
                    "This backup does not open: it needs another key or passphrase, or its beginning is damaged."
                ) from error
            raise BackupProblem(
                f"This backup is damaged or cut short (after {self._number} MiB); nothing was changed."
            ) from error
        self._number += 1


def needs_passphrase(source: BinaryIO) -> bool:
    """Say whether the backup in `source` (at its beginning) is opened by a passphrase. Raises BackupProblem."""
    return _read_header(source)[0]["kind"] == "passphrase"


def _read_header(source: BinaryIO) -> tuple[dict, bytes]:
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupProblem("This file is not a backup of Umay.")
    length = int.from_bytes(source.read(4), "big")
    raw = source.read(min(length, LONGEST_HEADER))
    try:
        header = json.loads(raw)
        # The header is not proved yet: its sizes are taken from here, never from the file.
        sizes = {name: header.get(name, size) for name, size in SCRYPT.items()}
        if header["kind"] not in {"key", "passphrase"} or sizes != SCRYPT:
            raise ValueError(header["kind"])
        base64.b64decode(header["salt"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupProblem(
            "The beginning of this backup is damaged; nothing was changed. Use another copy."
        ) from error
    return header, raw


def _key(lock: Lock, header: dict) -> bytes:
    salt, secret = base64.b64decode(header["salt"]), lock.secret.encode()
    if lock.is_passphrase:
        secret = Scrypt(salt=salt, length=32, **SCRYPT).derive(secret)
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"umay backup 1").derive(secret)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
