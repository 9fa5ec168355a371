"""Choices of texts and terms, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LANGUAGES = ("tr", "az", "en", "kk", "ky", "uz", "tk", "hu")  # in which a text can be written here
MOST_COLUMNS = 3


class TextState(models.TextChoices):
    """How far one language of a version is. Authentic is the end: those words never change."""

    DRAFT = "draft", pgettext_lazy("text", "Draft")
    TRANSLATED = "translated", _("Written in full")
    VERIFIED = "verified", _("Read by a second person")
    AUTHENTIC = "authentic", _("Authentic")


class MatchKind(models.TextChoices):
    """How near the terms of two legal systems are."""

    EXACT = "exact", _("Same meaning")
    CLOSE = "close", _("Close, but not the same")
    BROADER = "broader", _("The first one is wider")
    FALSE_FRIEND = "false", _("Looks alike, means something else")
