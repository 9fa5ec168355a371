"""A PDF from anywhere becomes a reader, or a reason. Nothing is parsed before its size is known."""

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from .known import check_size
from .reasons import Reason, Unproved

MOST_REVISIONS = 200
MOST_SIGNATURES = 80
MOST_OBJECTS = 100_000


def opened(data: bytes) -> PdfFileReader:
    """The reader of a file within the bounds. Whatever a broken file does to the parser, the answer is `unreadable`."""
    check_size(len(data))
    if not data.startswith(b"%PDF-"):
        raise Unproved(Reason.NOT_PDF)
    try:
        reader = PdfFileReader(BytesIO(data), strict=True)
        is_encrypted = reader.encrypted
        revisions = reader.xrefs.total_revisions
        objects = int(reader.trailer["/Size"])
        reader.root["/Pages"]
    except Exception as broken:  # a stranger's file: any fault of the parser means the same
        raise Unproved(Reason.UNREADABLE) from broken
    if is_encrypted:
        raise Unproved(Reason.ENCRYPTED)
    if revisions > MOST_REVISIONS or objects > MOST_OBJECTS:
        raise Unproved(Reason.TOO_MANY)
    return reader
