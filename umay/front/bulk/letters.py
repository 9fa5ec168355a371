"""Which letters a CSV file is written in. Turkish and Azerbaijani lists come in UTF-8, in Windows' 1254, and some in 1251 or UTF-16."""

import codecs
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from umay.kit.kernel.errors import Refusal

_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîûÂÎÛ")
_SIGNS = frozenset("’‘“”–—…«»°•·€´\u00a0\u00ad")
_SAMPLE = 400_000  # bytes looked at for a guess; all of them are decoded strictly
# UTF-8 that was read as a Windows code page and saved again: two or three signs where one letter was.
MOJIBAKE = re.compile("Ã[¼¶§œ–‡©¢®»]|Ä[±°ŸžÝÞ]|Å[Ÿžşð]|É™|Æ\u008f|Ð[°-¿]|ï¿½|\ufffd")


@dataclass(frozen=True)
class Letters:
    """An encoding for `open`; `is_repaired`: the file had been broken by an earlier program and is mended while it is read."""

    encoding: str
    is_repaired: bool = False


def _unclear() -> Refusal:
    return Refusal(
        _("The letters of this file can't be told apart safely. Save it as “CSV UTF-8” or as XLSX and try again. Nothing was written."),
        code="letters",
    )  # fmt: skip


def letters_of(content: bytes) -> Letters:
    """The encoding of a CSV file. Raises Refusal where a guess could turn a child's name into another."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding)
    sample = content[:_SAMPLE]
    if sample.count(0) > len(sample) // 5:
        return _strictly(content, "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be")
    if 0 in sample:
        raise Refusal(_("This is not a table of texts. Send a CSV or an XLSX file."), code="not_text")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(content)
    return Letters("utf-8", is_repaired=bool(MOJIBAKE.search(text)) and mended(text) is not None)


def _strictly(content: bytes, encoding: str) -> Letters:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unclear() from error
    return Letters(encoding, is_repaired=bool(MOJIBAKE.search(text)) and mended(text) is not None)


def mended(text: str) -> str | None:
    """The text before it was broken, or None where it can't be known."""
    for page in ("cp1254", "cp1252"):
        try:
            found = text.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if not MOJIBAKE.search(found):
            return found
    return None


def _one_byte(content: bytes) -> Letters:
    """A code page of one byte a letter: told by how its letters stand together."""
    try:
        turkish = content.decode("cp1254")
    except UnicodeDecodeError:
        turkish = ""
    high = [letter for letter in turkish if ord(letter) > 127]
    known = sum(letter in _TURKISH or letter in _SIGNS for letter in high)
    if high and known >= 0.97 * len(high):
        return Letters("cp1254")
    try:
        cyrillic = content.decode("cp1251")
    except UnicodeDecodeError:
        cyrillic = ""
    words = re.findall(r"[^\W\d_]{2,}", cyrillic[:_SAMPLE])
    foreign = [word for word in words if not word.isascii()]
    if foreign and sum(all("\u0400" <= c <= "\u04ff" for c in word) for word in foreign) >= 0.95 * len(foreign):
        return Letters("cp1251")
    return _last_resort(content)


def _last_resort(content: bytes) -> Letters:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    if best is not None:
        try:
            text = content.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):
            raise _unclear() from None
        high = [letter for letter in text if ord(letter) > 127]
        if high and sum(letter in _TURKISH or letter in "əƏ" or letter in _SIGNS for letter in high) >= 0.97 * len(
            high
        ):
            return Letters(best.encoding)
    raise _unclear()
