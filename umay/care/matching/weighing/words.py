"""States of a document of weights, and what a member of the board may say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentState(TextChoices):
    PREPARED = "prepared", _("Prepared")
    ASKED = "asked", _("Before the board")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Vote(TextChoices):
    YES = "yes", _("I agree")
    NO = "no", _("I do not agree")


TERMS = ("placed", "urgent", "wait_per_day", "per_km", "behaviour_unskilled", "child_in_home", "split")
"""In the order of the published rules (docs/reference/matching-rules.md)."""
