"""Permissions of the intake room, and whose reports a person sees. The database asks the same once more."""

from django.db.models import QuerySet

from umay.care.intake.models import Report
from umay.kit.kernel.acting import Identity

SEE = "reports.see"
ADD = "reports.add"
CHANGE = "reports.change"
CONTACT = "reports.contact"
ASSIGN = "reports.assign"
SEE_REPORTER = "reports.reporter"


def visible(by: Identity) -> QuerySet[Report]:
    """Reports the asker may see: row-level security narrows it; this names the country."""
    return Report.objects.filter(country=by.country)
