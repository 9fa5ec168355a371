"""Whom each state trusts: certificates and lists of withdrawn ones, pinned by an administrator and read when a signature is checked."""

from django.db import models
from django.db.models import Q

from umay.cooperation.accords.declaration_words import TrustKind
from umay.cooperation.partners.models import Kept, State
from umay.kit.kernel.privacy import OFFICE, PUBLIC


class TrustEntry(Kept):
    """One pinned certificate or list. Never changed; counts from `confirmed_at`, a second person's yes, until `removed_at`."""

    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=TrustKind.choices)
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()  # DER
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=400)  # where the administrator has it from
    pinned_at = models.DateTimeField()
    confirmed_by = models.UUIDField(
        null=True, blank=True
    )  # set by the database; nobody where it was pinned before a second person was asked
    confirmed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["state", "kind", "name", "sha256", "content", "valid_from", "valid_until"], PUBLIC) | {
        "source": OFFICE,
        "pinned_at": OFFICE,
        "confirmed_by": OFFICE,
        "confirmed_at": OFFICE,
        "removed_at": OFFICE,
    }

    class Meta:
        db_table = "accords_trust"
        ordering = ["state_id", "kind", "-pinned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "kind", "sha256"], condition=Q(removed_at__isnull=True), name="pinned_once"
            )
        ]
