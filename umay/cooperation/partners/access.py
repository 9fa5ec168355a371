"""Which institutions a person acts for. What they may do there is in the role; the database asks the same (partners/sql.py)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import Identity

SEE = "accords.see"
CHANGE = "accords.change"


def own_parties(by: Identity) -> QuerySet[Party]:
    """The institutions of the office of the person's post, the present one first."""
    if not by.may(SEE) or by.office_id is None:
        return Party.objects.none()
    return Party.objects.filter(office_id=by.office_id).order_by(F("valid_to").desc(nulls_first=True), "code")


def described_parties(by: Identity) -> QuerySet[Party]:
    """Institutions whose page the person may write: their own, and those of states that nobody here represents."""
    own = own_parties(by)
    represented = Party.objects.filter(state_id=OuterRef("state_id"), office__isnull=False)
    mine = Q(pk__in=own.values("pk"))
    free = Q(office__isnull=True) & (~Exists(represented) | Q(state_id__in=own.values("state_id")))
    return Party.objects.filter(mine | free) if by.may(CHANGE) else Party.objects.none()
