"""Public officials who speak for an institution: what they hold, with which powers, and who travels with them. Nobody else stands here."""

from django.db import models
from django.db.models import F, Q

from umay.cooperation.partners.models.base import Kept, Words
from umay.cooperation.partners.models.bodies import Party
from umay.cooperation.partners.words import DelegateRole, MandateKind
from umay.kit.kernel.privacy import OFFICE, PUBLIC


class Official(Kept):
    """A public official. `is_public`: named in a published source or released by their own institution."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="officials")
    name = models.CharField(max_length=160)
    is_public = models.BooleanField(default=False)

    privacy = dict.fromkeys(["party", "name", "is_public"], PUBLIC)

    class Meta:
        db_table = "partners_official"
        ordering = ["party_id", "name", "id"]

    def __str__(self):
        return self.name


class Paper(Kept):
    """A document of an institution: the full powers of somebody who signs for it. `given_at`: shown to the other sides since then."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    given_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["party", "title", "media_type", "size", "sha256", "content", "given_at"], OFFICE)

    class Meta:
        db_table = "partners_paper"
        ordering = ["party_id", "-recorded_at", "id"]

    def __str__(self):
        return self.title


class Mandate(Kept):
    """What an official holds and may do for the institution, and from when to when. Days are empty where no source says them."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=12, choices=MandateKind.choices)
    titles = Words()
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    may_sign = models.BooleanField(default=False)
    full_powers = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    is_public = models.BooleanField(default=False)
    sentence = models.ForeignKey(
        "partners.SourceSentence", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = dict.fromkeys(
        ["party", "official", "kind", "titles", "begins_on", "ends_on", "may_sign", "is_public", "sentence"], PUBLIC
    ) | {"full_powers": OFFICE}

    class Meta:
        db_table = "partners_mandate"
        ordering = ["party_id", F("begins_on").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(begins_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="mandate_ends_after_begin",
            ),
        ]

    def is_valid(self, on) -> bool:
        """Held on this day. A day that nobody stated is not known to be outside."""
        return (self.begins_on is None or self.begins_on <= on) and (self.ends_on is None or on <= self.ends_on)


class Delegation(Kept):
    """People whom an institution sends somewhere. `given_at`: shown to the other sides since then."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="delegations")
    titles = Words()
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["party", "titles", "begins_on", "ends_on", "given_at"], OFFICE)

    class Meta:
        db_table = "partners_delegation"
        ordering = ["party_id", F("begins_on").desc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(begins_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
                name="delegation_ends_after_begin",
            ),
        ]


class Delegate(Kept):
    """One of a delegation."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="delegates")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=DelegateRole.choices, default=DelegateRole.MEMBER)
    left_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["party", "delegation", "official", "role", "left_at"], OFFICE)

    class Meta:
        db_table = "partners_delegate"
        ordering = ["delegation_id", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "official"], name="delegate_once"),
            models.UniqueConstraint(
                fields=["delegation"], condition=Q(role=DelegateRole.HEAD, left_at__isnull=True), name="one_head"
            ),
        ]
