"""The columns that rows of the cooperation house share."""

from django.core.exceptions import ValidationError
from django.db import models

from umay.kit.kernel.clock import now
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.privacy import OFFICE, PUBLIC

KEPT = ["id", "version", "recorded_at", "recorded_by"]


class Kept(models.Model):
    """An id made before saving, a version, when and by whom it was written."""

    id = models.UUIDField(primary_key=True, default=new_id)
    version = models.IntegerField(default=1)
    recorded_at = models.DateTimeField(default=now)
    recorded_by = models.UUIDField(null=True, blank=True)

    privacy = dict.fromkeys(KEPT, OFFICE)

    class Meta:
        abstract = True


def _only_words(value) -> None:
    if not isinstance(value, dict) or not all(
        isinstance(code, str) and isinstance(words, str) and code for code, words in value.items()
    ):
        raise ValidationError("words by language", code="words")


class Words(models.JSONField):
    """The same words in several languages, by code: {"tr": "...", "az": "...", "en": "..."}. Which ones are there is up to who wrote them."""

    def __init__(self, **kwargs):
        kwargs.setdefault("default", dict)
        super().__init__(**kwargs)
        self.validators = [*self.validators, _only_words]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class Stated(models.Model):
    """A fact that only one side or a source states: who says it, and in which sentence. Shown as "as announced by ..." (accords/_stated.html)."""

    stated_by = models.ForeignKey("partners.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sentence = models.ForeignKey(
        "partners.SourceSentence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = dict.fromkeys(["stated_by", "sentence"], PUBLIC)

    class Meta:
        abstract = True
