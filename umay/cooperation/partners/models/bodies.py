"""States and their institutions. A state is not one party: Azerbaijan has two counterparts, ministries get new names, not every state has an ISO code."""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.partners.models.base import Kept, Words
from umay.cooperation.partners.words import PartyKind, Standing
from umay.ground.offices.models import Office
from umay.kit.kernel.privacy import PUBLIC


class State(Kept):
    """A state, known by a code of our own. `note`: who recognises it, where that differs."""

    code = models.CharField(max_length=8, unique=True)
    iso2 = models.CharField(max_length=2, null=True, blank=True, unique=True)
    names = Words()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.NONE)
    note = Words(blank=True)
    languages = models.JSONField(default=list, blank=True)  # codes of the official languages

    privacy = dict.fromkeys(["code", "iso2", "names", "standing", "note", "languages"], PUBLIC)

    class Meta:
        db_table = "partners_state"
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(code="") & (Q(iso2__isnull=True) | ~Q(iso2="")), name="state_has_code")]  # fmt: skip

    def __str__(self):
        return self.code


class Party(Kept):
    """An institution of a state, or an international body. `office`: whose people act for it in this installation; none means that nobody
    here does, and others write down what it tells them on paper."""

    code = models.CharField(max_length=20, unique=True)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="parties")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="parties")
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    succeeds = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")

    privacy = dict.fromkeys(["code", "state", "office", "kind", "valid_from", "valid_to", "succeeds"], PUBLIC)

    class Meta:
        db_table = "partners_party"
        ordering = ["code"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="party_ends_after_begin",
            ),
            models.CheckConstraint(condition=Q(kind=PartyKind.BODY) | Q(state__isnull=False), name="party_has_state"),
        ]

    def __str__(self):
        return self.code


class PartyName(Kept):
    """What an institution is called in a language, and when it was called so. Dates are empty where no source says them."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="names")
    lang = models.CharField(max_length=8)
    name = models.CharField(max_length=240)
    short = models.CharField(max_length=80, blank=True, default="")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    sentence = models.ForeignKey(
        "partners.SourceSentence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_ours = models.BooleanField(default=False)  # translated here; no source calls it so

    privacy = dict.fromkeys(["party", "lang", "name", "short", "valid_from", "valid_to", "sentence", "is_ours"], PUBLIC)

    class Meta:
        db_table = "partners_name"
        ordering = ["party_id", "lang", F("valid_from").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="name_ends_after_begin",
            ),
        ]

    def __str__(self):
        return self.name
