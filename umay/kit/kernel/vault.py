"""Fields encrypted under a key of their own person or file, so that destroying one key erases them everywhere, backups included.

AES-256-GCM (NIST SP 800-38D). A value is `v1 | key id (16 bytes) | nonce (12 bytes) | ciphertext and tag`; table, column and row are bound
to it as associated data, so a value that is moved to another row does not open. The keys are wrapped by a key that never enters the
database (`UMAY_HOME/secrets/vault`).
"""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from umay.kit.kernel.keys import secret
from umay.kit.kernel.ports import data_key

_VERSION = b"\x01"


class Erased(Exception):
    """The key of this value was destroyed by a lawful erasure."""


def wrap(key: bytes, key_id: UUID) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(secret("vault")).encrypt(nonce, key, key_id.bytes)


def unwrap(wrapped: bytes, key_id: UUID) -> bytes:
    return AESGCM(secret("vault")).decrypt(wrapped[:12], wrapped[12:], key_id.bytes)


def seal(text: str, *, key_id: UUID, place: str) -> bytes:
    """Encrypt `text` under the key `key_id`; `place` is "table.column:row" and is needed again to open it."""
    nonce = os.urandom(12)
    key = data_key(key_id, make=True)
    return _VERSION + key_id.bytes + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def unseal(blob: bytes, *, place: str) -> str:
    """Decrypt what `seal` made. Raises Erased where the key is gone, InvalidTag where the value was moved or changed."""
    blob = bytes(blob)
    key_id, nonce = UUID(bytes=blob[1:17]), blob[17:29]
    return AESGCM(data_key(key_id, make=False)).decrypt(nonce, blob[29:], place.encode()).decode()


def blind(text: str, *, country: str, kind: str) -> bytes:
    """A keyed hash for equality look-ups of numbers that are stored encrypted (32 bytes)."""
    return hmac.new(secret("blind"), f"{country}|{kind}|{text}".encode(), hashlib.sha256).digest()


class _Opened:
    """Reads and writes a sealed field as plain text; opens it only when somebody looks."""

    def __init__(self, field):
        self.field = field

    def __get__(self, row, owner=None):
        if row is None:
            return self
        value = row.__dict__.get(self.field.attname)
        if value is None or isinstance(value, str):
            if value is None and self.field.attname in row.get_deferred_fields():
                row.refresh_from_db(fields=[self.field.name])
                return self.__get__(row, owner)
            return value
        try:
            return unseal(value, place=self.field.place(row))
        except Erased:
            return None

    def __set__(self, row, value):
        row.__dict__[self.field.attname] = value


class SealedText(models.BinaryField):
    """Text that is encrypted at rest. `key` names the attribute of the row that holds the id of its key.

    SealedText(key="file_id"): opens as str, None where there is none or the key was destroyed.
    """

    def __init__(self, *args, key: str = "file_id", **kwargs):
        self.key = key
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["key"] = self.key
        return name, path, args, kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            setattr(cls, self.attname, _Opened(self))

    def place(self, row) -> str:
        return f"{row._meta.db_table}.{self.column}:{row.pk}"

    def value_from_object(self, row):
        return getattr(row, self.attname)

    def pre_save(self, row, add):
        value = row.__dict__.get(self.attname)
        if isinstance(value, str):
            return seal(value, key_id=getattr(row, self.key), place=self.place(row)) if value else None
        return value

    def get_prep_value(self, value):
        return None if value is None else bytes(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        return None if value is None else connection.Database.Binary(bytes(value))
