"""Uploaded spreadsheets on the disk: encrypted under a key of their own, which goes when the file goes."""

import os
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import data_key
from umay.kit.kernel.vault import Erased

_PLACE = "persons_upload.file:%s"


def _path(upload_id: UUID) -> Path:
    return settings.UMAY_FILES / "uploads" / f"{upload_id}.sealed"


def keep(upload_id: UUID, content: bytes) -> None:
    """Write the file, readable by nobody without the key in the database. AES-256-GCM, bound to the upload's id."""
    path, nonce = _path(upload_id), os.urandom(12)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = nonce + AESGCM(data_key(upload_id, make=True)).encrypt(nonce, content, (_PLACE % upload_id).encode())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def content(upload_id: UUID) -> bytes:
    """The file as it was sent. Raises Refusal where it is gone."""
    try:
        sealed = _path(upload_id).read_bytes()
        return AESGCM(data_key(upload_id, make=False)).decrypt(sealed[:12], sealed[12:], (_PLACE % upload_id).encode())
    except (FileNotFoundError, Erased, InvalidTag) as error:
        raise Refusal(_("This file is not here any more. Send it again."), code="file_gone") from error


def remove(upload_id: UUID) -> None:
    _path(upload_id).unlink(missing_ok=True)


def remove_older_than(seconds_since_1970: float) -> int:
    """Files whose rows were never written (the page broke off while it was sending). Returns how many."""
    folder, gone = _path(UUID(int=0)).parent, 0
    for path in folder.glob("*.sealed") if folder.is_dir() else ():
        if path.stat().st_mtime < seconds_since_1970:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
