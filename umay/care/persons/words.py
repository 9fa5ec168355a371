"""Choices of the persons room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    FEMALE = "f", _("Girl or woman")
    MALE = "m", _("Boy or man")
    UNKNOWN = "u", _("Not known yet")


CHILD_SEX = {
    Sex.FEMALE: pgettext_lazy("a child", "girl"),
    Sex.MALE: pgettext_lazy("a child", "boy"),
    Sex.UNKNOWN: pgettext_lazy("a child", "girl or boy not known yet"),
}
"""Said of a child, after the age."""


class BirthPrecision(models.TextChoices):
    """How much of the birth date is known."""

    DAY = "day", _("The day is known")
    MONTH = "month", _("Month and year are known")
    YEAR = "year", _("Only the year is known")
    GUESS = "guess", _("Estimated")


class NameKind(models.TextChoices):
    WRITTEN = "written", _("Name as written")
    OTHER = "other", _("Other name")
    BIRTH = "birth", _("Name at birth")
    SCRIPT = "script", _("In another script")


class PaperKind(models.TextChoices):
    TCKN = "tckn", _("Turkish identity number")
    FIN = "fin", _("Azerbaijani FIN")
    FOREIGN = "foreign", _("Foreigner's number")
    PASSPORT = "passport", _("Passport number")


class TieKind(models.TextChoices):
    """What `other` is to `person`."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    SIBLING = "sibling", _("Brother or sister")
    HALF_SIBLING = "half_sibling", _("Half brother or half sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    AUNT_UNCLE = "aunt_uncle", _("Aunt or uncle")
    COUSIN = "cousin", _("Cousin")
    GUARDIAN = "guardian", _("Guardian")
    SPOUSE = "spouse", _("Husband or wife")
    KNOWN = "known", _("Known and trusted person")


INVERSE_WORDS = {
    "child": _("Child"),
    "grandchild": _("Grandchild"),
    "niece_nephew": _("Niece or nephew"),
    "ward": _("Under their guardianship"),
}
"""What the first person of a tie is to the second, where that is another word (rules.INVERSE)."""

FIELD_WORDS = {
    ("name", ""): _("name"),
    ("name", "near"): _("name, spelled another way"),
    ("born", ""): _("birth"),
    ("born", "near"): _("birth, nearly"),
    ("sex", ""): _("girl or boy"),
    ("number", ""): _("identity number"),
    ("parents", ""): _("parents"),
    ("place", ""): _("place"),
}
"""Fields of a comparison, as words in "agrees: ..., differs: ..."."""

FILE_WORDS = {"report": _("Report"), "case": _("Case"), "family": _("Foster family")}


class UploadState(models.TextChoices):
    """Where a spreadsheet is that somebody brings in."""

    MAPPING = "mapping", _("Columns to be looked at")
    CHECKING = "checking", _("Being looked through")
    CHECKED = "checked", _("Looked through")
    WRITING = "writing", _("Being brought in")
    DONE = "done", _("Brought in")
    FAILED = "failed", _("Could not be read")
    DROPPED = "dropped", _("Thrown away")
