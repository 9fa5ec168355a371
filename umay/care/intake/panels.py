"""What the intake room shows and respects on the pages of people."""

from django.utils.translation import gettext_lazy as _

from umay.care.intake.access import SEE
from umay.care.intake.queries import is_in_open_report, reports_of
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.slots import Panel


def reports_panel(person, identity) -> Panel | None:
    if not identity.may(SEE):
        return None
    reports = reports_of(person, by=identity)
    return Panel(_("Reports"), "intake/_reports.html", {"reports": reports}, order=10) if reports else None


def open_report(person, identity, at) -> Refusal | None:
    """A child in an open report can't be erased."""
    if not is_in_open_report(person):
        return None
    return Refusal(
        _("This person stands in a report that is still open. Nothing was erased. Finish the report first."),
        code="open_report",
    )
