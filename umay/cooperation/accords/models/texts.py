"""A text in several equal languages: its versions, how far each language is, and its numbered articles."""

from django.db import models
from django.db.models import Q

from umay.cooperation.accords.models.base import OfAccord
from umay.cooperation.accords.text_words import TextState
from umay.cooperation.partners.models import Kept
from umay.kit.kernel.clock import now
from umay.kit.kernel.privacy import OFFICE, PUBLIC


class Document(OfAccord):
    """The text of an accord. `languages`: the codes in which it is to be equally authentic, in the order of the columns."""

    languages = models.JSONField(default=list)

    privacy = {"languages": PUBLIC}

    class Meta:
        db_table = "accords_document"
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord"], name="document_once"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="document_is_joint"),
        ]


class Edition(OfAccord):
    """One version of a text: the first, or an amendment of the one before. `why`: what an amendment is for."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    number = models.IntegerField()
    why = models.CharField(max_length=400, blank=True, default="")

    privacy = dict.fromkeys(["document", "number", "why"], PUBLIC)

    class Meta:
        db_table = "accords_edition"
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="edition_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_counts_from_one"),
        ]


class LanguageText(OfAccord):
    """One language of a version. Once it is authentic, `title`, `sha256` and its articles are frozen, by the database too.

    handed_by: who said that it is written in full; somebody else reads it.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    handed_by = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=240, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    authentic_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["edition", "language", "state", "title", "sha256", "authentic_at"], PUBLIC) | {
        "handed_by": OFFICE
    }

    class Meta:
        db_table = "accords_text"
        ordering = ["edition_id", "language"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="text_once"),
            models.CheckConstraint(
                condition=~Q(state=TextState.AUTHENTIC)
                | (~Q(sha256="") & ~Q(title="") & Q(authentic_at__isnull=False)),
                name="authentic_text_is_frozen",
            ),
        ]


class Article(OfAccord):
    """One article in one language, by the number that it has in every language; 0 is the preamble. `is_out`: taken out while it was written."""

    text = models.ForeignKey(LanguageText, on_delete=models.PROTECT, related_name="articles")
    number = models.CharField(max_length=12)
    heading = models.CharField(max_length=240, blank=True, default="")
    body = models.TextField(blank=True, default="")
    is_out = models.BooleanField(default=False)

    privacy = dict.fromkeys(["text", "number", "heading", "body", "is_out"], PUBLIC)

    class Meta:
        db_table = "accords_article"
        ordering = ["text_id", "number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="article_once")]


class FormDraft(Kept):
    """What somebody at a desk has typed and not yet sent. Seen by its writer alone; `body` is empty once the form was sent or thrown away."""

    form = models.CharField(max_length=60)
    about = models.CharField(max_length=80, blank=True, default="")
    body = models.JSONField(default=dict)
    kept_at = models.DateTimeField(default=now)

    privacy = dict.fromkeys(["form", "about", "body", "kept_at"], OFFICE)

    class Meta:
        db_table = "accords_draft"
        ordering = ["-kept_at", "id"]
        constraints = [models.UniqueConstraint(fields=["recorded_by", "form", "about"], name="form_draft_once")]
