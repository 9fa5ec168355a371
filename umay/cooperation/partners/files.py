"""What a file is, found from its first bytes and never from its name. Nothing is read into memory before its size is known."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.kit.kernel.errors import Refusal

MOST_BYTES = 10 * 1024 * 1024
ENDINGS = (".pdf", ".png", ".jpg", ".jpeg")
_BEGINS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
ENDING_OF = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class Taken:
    """A file that was looked at and taken in."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: bytes


def media_type_of(content: bytes) -> str:
    """The media type by the content; "" where it is none of those we keep."""
    return next((kind for start, kind in _BEGINS if content.startswith(start)), "")


def take(upload, *, field: str = "") -> Taken:
    """Look at an uploaded file (`size`, `name`, `read`) and take it in. Refuses what is too large before reading it, what is empty and what is neither PDF nor picture."""
    if upload.size > MOST_BYTES:
        raise Refusal(
            _(
                "This file has %(size)s MB; at most 10 MB can be kept. Nothing was saved. Scan it again with a lower resolution (200 dpi is enough), "
                "or in shades of grey."
            )
            % {"size": round(upload.size / 1024 / 1024)},
            code="file_too_large",
            field=field,
        )
    content = upload.read()
    if not content:
        raise Refusal(_("This file is empty. Nothing was saved. Choose another one."), code="file_empty", field=field)
    kind = media_type_of(content)
    if not kind:
        raise Refusal(
            _("This is neither a PDF nor a picture (PNG, JPEG), whatever its name says. Nothing was saved."),
            code="file_kind",
            field=field,
        )
    name = str(upload.name).replace("\\", "/").rsplit("/", 1)[-1].strip()[:160] or f"file.{ENDING_OF[kind]}"
    return Taken(name, kind, len(content), hashlib.sha256(content).hexdigest(), content)
