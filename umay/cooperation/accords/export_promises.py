"""The line on a plan's public page that leads to the same facts for machines (IATI 2.03)."""

from django.utils.translation import gettext as _

from umay.cooperation.accords.models import Plan
from umay.cooperation.accords.plan_words import PlanState
from umay.cooperation.accords.publishing import Part, public_part


@public_part("plan")
def iati_part(accord, lang: str) -> Part | None:
    """Where the plan itself is public. One statement."""
    if not Plan.objects.filter(accord=accord).exclude(state=PlanState.DRAFT).exists():
        return None
    return Part(_("For machines"), "accords/plans/_public_iati.html", {"code": accord.code, "lang": lang}, 90)
