"""Choices of the partners room, with their labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What a state is in the Organization of Turkic States."""

    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")
    NONE = "none", _("Not in it")


class PartyKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    COMMITTEE = "committee", _("State committee")
    AGENCY = "agency", _("State agency")
    BODY = "body", _("International body")


class SourceKind(models.TextChoices):
    NEWS = "news", _("News report")
    STATEMENT = "statement", _("Statement of an institution")
    LAW = "law", _("Law or decree")
    LETTER = "letter", _("Letter")
    TREATY = "treaty", _("Signed text")


class MandateKind(models.TextChoices):
    HEAD = "head", _("Head of the institution")
    DEPUTY = "deputy", _("Deputy")
    OFFICIAL = "official", _("Official")
    NEGOTIATOR = "negotiator", _("Negotiator")


class DelegateRole(models.TextChoices):
    HEAD = "head", _("Head of the delegation")
    MEMBER = "member", _("Member")
    EXPERT = "expert", _("Expert")
    INTERPRETER = "interpreter", _("Interpreter")
