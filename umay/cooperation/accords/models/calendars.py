"""What a desk officer has asked to be sent: a calendar to subscribe to, or reminders by e-mail."""

from django.db import models
from django.db.models import Q

from umay.cooperation.accords.models.base import Accord
from umay.cooperation.accords.words import SubscriptionKind
from umay.cooperation.partners.models import Kept
from umay.ground.offices.models import User
from umay.kit.kernel.privacy import OFFICE, PERSONAL


class Subscription(Kept):
    """One person's feed or reminders in one language, until it is ended. A feed's address is signed and opens nothing after that.

    accord: only this one; None: everything the person sees. sent_on: the last day on which reminders went out.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=SubscriptionKind.choices)
    lang = models.CharField(max_length=5)
    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(["user", "kind", "lang", "accord", "ended_at", "sent_on"], OFFICE) | {"email": PERSONAL}

    class Meta:
        db_table = "accords_subscription"
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(kind=SubscriptionKind.MAIL, ended_at__isnull=True), name="one_mail"
            ),
            models.CheckConstraint(condition=Q(kind=SubscriptionKind.FEED) | ~Q(email=""), name="mail_has_address"),
        ]
