"""Sign-ins as rows that open nothing: the row carries a hash of the key in the cookie, and its content is encrypted and bound to that row.

Whoever reads the table or a backup of it can't sign in with what they read, and content copied to another row does not open. What somebody
last looked for is kept here too (front/asked.py), so the content is not to be read in the database.
"""

import hashlib
import hmac
import logging
import os
from base64 import b64decode, b64encode

from asgiref.sync import sync_to_async
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.sessions.backends import db
from django.utils import timezone

from umay.kit.kernel.keys import secret

_NONCE = 12


def _derived(use: bytes) -> bytes:
    return hmac.new(secret("session"), b"umay.sessions." + use, hashlib.sha256).digest()


def row_key(session_key: str) -> str:
    """The primary key of the row of a sign-in, 40 hexadecimal digits."""
    return hmac.new(_derived(b"rows"), session_key.encode(), hashlib.sha256).hexdigest()[:40]


class SessionStore(db.SessionStore):
    def encode(self, session_dict) -> str:
        nonce = os.urandom(_NONCE)
        plain = self.serializer().dumps(session_dict)
        bound = row_key(self.session_key).encode()
        return b64encode(nonce + AESGCM(_derived(b"content")).encrypt(nonce, plain, bound)).decode()

    def decode(self, session_data) -> dict:
        try:
            raw = b64decode(session_data)
            bound = row_key(self.session_key).encode()
            plain = AESGCM(_derived(b"content")).decrypt(raw[:_NONCE], raw[_NONCE:], bound)
            return self.serializer().loads(plain)
        except (InvalidTag, ValueError):
            logging.getLogger("django.security.SuspiciousSession").warning("The content of a sign-in was changed")
            return {}

    def _get_session_from_db(self):
        found = self.model.objects.filter(session_key=row_key(self.session_key), expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key) -> bool:
        return self.model.objects.filter(session_key=row_key(session_key)).exists()

    def create_model_instance(self, data):
        key = self._get_or_create_session_key()
        return self.model(session_key=row_key(key), session_data=self.encode(data), expire_date=self.get_expiry_date())

    def delete(self, session_key=None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=row_key(key)).delete()

    # Asked for by asynchronous code only; the same rows and the same content.
    async def _aget_session_from_db(self):
        return await sync_to_async(self._get_session_from_db)()

    async def aexists(self, session_key):
        return await sync_to_async(self.exists)(session_key)

    async def acreate_model_instance(self, data):
        return await sync_to_async(self.create_model_instance)(data)

    async def adelete(self, session_key=None):
        return await sync_to_async(self.delete)(session_key)
