"""The concordance: what one concept is called in each legal system, and how near two of these terms are."""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.accords.text_words import MatchKind
from umay.cooperation.partners.models import Kept, State, Words
from umay.kit.kernel.privacy import PUBLIC


class Concept(Kept):
    """What the terms are about. `code` is its permanent public address."""

    code = models.CharField(max_length=60, unique=True)

    privacy = {"code": PUBLIC}

    class Meta:
        db_table = "accords_concept"
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="concept_has_code")]


class Term(Kept):
    """The word of one legal system. Desks of that state write it. `basis`: the law or page it was read in, empty where none is named."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="terms")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5)
    word = models.CharField(max_length=120)
    definitions = Words(blank=True)
    basis = models.CharField(max_length=400, blank=True, default="")

    privacy = dict.fromkeys(["concept", "state", "language", "word", "definitions", "basis"], PUBLIC)

    class Meta:
        db_table = "accords_term"
        ordering = ["concept_id", "language", "word"]
        constraints = [models.UniqueConstraint(fields=["concept", "state", "language", "word"], name="term_once")]


class Match(Kept):
    """How near two terms are, seen from `first`; they may belong to different concepts (false friends). `notes` says wherein they differ."""

    first = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="matches")
    second = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="matched")
    kind = models.CharField(max_length=8, choices=MatchKind.choices)
    notes = Words(blank=True)

    privacy = dict.fromkeys(["first", "second", "kind", "notes"], PUBLIC)

    class Meta:
        db_table = "accords_match"
        ordering = ["first_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="match_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="match_of_two"),
        ]
