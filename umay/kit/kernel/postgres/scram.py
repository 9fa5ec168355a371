"""What PostgreSQL keeps of a password: a SCRAM-SHA-256 verifier (RFC 5802, RFC 7677).

Sending the verifier instead of the password keeps the password out of statements, logs and printed SQL.
"""

import base64
import hashlib
import hmac
import secrets

ITERATIONS = 4096  # PostgreSQL's own default; our passwords are random, so more would not help


def verifier(password: str, salt: bytes | None = None) -> str:
    """Return the text to put after PASSWORD in CREATE/ALTER ROLE. Raises ValueError on letters outside ASCII."""
    if not password.isascii() or not password.isprintable():
        # Others would first need SASLprep, which two systems may do differently.
        raise ValueError("A database password may hold printable ASCII characters only.")
    salt = salt if salt is not None else secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    parts = [base64.b64encode(part).decode() for part in (salt, stored_key, server_key)]
    return f"SCRAM-SHA-256${ITERATIONS}:{parts[0]}${parts[1]}:{parts[2]}"
