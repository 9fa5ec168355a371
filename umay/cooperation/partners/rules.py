"""What can be said about a source's text without a database."""

import hashlib
import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÇĞİÖŞÜƏ'\"“‘])|(?<=[a-zçğıöşüə])\.(?=[A-ZÇĞİÖŞÜƏ])|\s*\n\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a text in their order, each as it stands there. A line break ends one too; a full stop without a space before a capital also does."""
    found, start = [], 0
    for match in _END.finditer(text):
        end = match.start() + 1 if match.group() == "." else match.start()
        found.append(text[start:end].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def sha256_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
