"""The installation's own keys as 32 bytes each: "context", "vault", "blind", "session"."""

import functools
import hashlib
import os

from umay.kit.kernel.home import home_folder
from umay.kit.kernel.secrets import read_or_create


@functools.cache
def secret(name: str) -> bytes:
    """The key called `name`, 32 bytes, made on first use and kept under UMAY_HOME/secrets. Raises OSError where the disk refuses."""
    return hashlib.sha256(read_or_create(home_folder(os.environ), name).encode()).digest()
