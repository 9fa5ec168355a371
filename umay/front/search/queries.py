"""A file by its number, among the files the asker may see."""

import re
from uuid import UUID

from umay.care.cases.models import Case
from umay.care.families.models import Family
from umay.care.intake.models import Report
from umay.kit.kernel.text import upper

_NUMBER = re.compile(r"^[A-Za-z]{1,3}[0-9A-Za-z]{2,9}-\d{4}-\d{1,6}$")


def file_numbered(words: str) -> tuple[str, UUID] | None:
    """(kind, id) of the file with exactly this number, in any case; None where none is open to the asker."""
    if not _NUMBER.match(words):
        return None
    number = upper(words, "en")
    for kind, model in (("case", Case), ("report", Report), ("family", Family)):
        found = model.objects.filter(number=number).order_by("id").values_list("pk", flat=True).first()
        if found:
            return kind, found
    return None
