"""Permission names of the fairness room, and who counts."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from umay.care.fairness.models import Flip, PassedOver, Sheet
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import NATIONAL, NO_ROWS, Identity

SEE = "fairness.see"  # the protected tables
AUDIT = "fairness.audit"  # by sex, disability and language
PASSED = "fairness.passed"  # which of one's own cases were passed over
COUNT = "fairness.count"  # no role carries it: the nightly job alone
NOBODY = UUID(int=0)


def visible_sheets(by: Identity) -> QuerySet[Sheet]:
    """The country's tables; the database gives those by protected groups to the auditor alone."""
    return Sheet.objects.filter(country=by.country)


def visible_passed(by: Identity) -> QuerySet[PassedOver]:
    """Of the cases this person may see."""
    return PassedOver.objects.filter(country=by.country)


def visible_flips(by: Identity) -> QuerySet[Flip]:
    """The country's flip tests."""
    return Flip.objects.filter(country=by.country)


def counting(country: str, at: datetime) -> Identity:
    """The job that counts: no person, no office, no page. It reads sums of the country and the kept files of its runs."""
    return Identity(
        user_id=NOBODY,
        name="",
        post_id=None,
        role="national",
        country=country,
        level=NO_ROWS,
        permissions=frozenset({NATIONAL, COUNT}),
        zone=pack(country, at.date()).zone,
    )
