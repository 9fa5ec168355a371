"""What the cases room shows on an earlier room's page."""

from django.utils.translation import gettext as _

from umay.care.cases.access import OPEN, visible
from umay.care.cases.queries import summaries
from umay.care.intake.words import ReportState
from umay.kit.kernel import clock, slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Panel


@slots.panel("intake.report")
def case_of_report(report, identity: Identity) -> Panel | None:
    """The case a report became, or the way to open one."""
    if not identity.may("cases.see"):
        return None
    at = clock.now()
    cases = [
        (case, summaries(case, by=identity, at=at))
        for case in visible(identity).filter(report=report).order_by("opened_at", "id")
    ]
    may_open = identity.may(OPEN) and report.state in (ReportState.SCREENED, ReportState.CONTACTED)
    if not cases and not may_open:
        return None
    return Panel(_("Case"), "cases/_of_report.html", {"report": report, "cases": cases, "may_open": may_open}, order=10)
