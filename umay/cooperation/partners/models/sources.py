"""Where a fact stands written: a text with numbered sentences, so that a fact can point at one."""

from django.db import models
from django.db.models import F

from umay.cooperation.partners.models.base import Kept
from umay.cooperation.partners.models.bodies import Party
from umay.cooperation.partners.words import SourceKind
from umay.kit.kernel.privacy import PUBLIC


class Source(Kept):
    """A published text or a letter. Written once; `sha256` is of its bytes. Without a text only its place is known."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind.choices)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=160, blank=True, default="")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lang = models.CharField(max_length=8)
    url = models.CharField(max_length=400, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")

    privacy = dict.fromkeys(
        ["code", "kind", "title", "publisher", "party", "lang", "url", "published_on", "text", "sha256"], PUBLIC
    )

    class Meta:
        db_table = "partners_source"
        ordering = [F("published_on").desc(nulls_last=True), "code"]

    def __str__(self):
        return self.title


class SourceSentence(Kept):
    """One numbered sentence of a source. Number 0 stands for the whole where no sentence is known."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="sentences")
    number = models.IntegerField()
    text = models.TextField(blank=True, default="")

    privacy = dict.fromkeys(["source", "number", "text"], PUBLIC)

    class Meta:
        db_table = "partners_sentence"
        ordering = ["source_id", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="sentence_once")]

    def __str__(self):
        return self.text
