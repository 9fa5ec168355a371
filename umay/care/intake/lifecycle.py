"""The moves of a report, from its arrival to a case or to its end."""

from django.utils.translation import gettext_lazy as _

from umay.care.intake.rules import may_close_unseen
from umay.care.intake.words import ReportState
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.lifecycle import Lifecycle, Move

_ASSIGN = "reports.assign"


def _seen_first(report, by, at) -> Refusal | None:
    if report.contacted_at or may_close_unseen(report.risk, by.may(_ASSIGN)):
        return None
    return Refusal(
        _(
            "The risk is high and nobody has seen the child yet, so this report can't be closed. "
            "See the child first, or ask your supervisor to close it."
        ),
        code="not_seen",
    )


def _office_works(report, by, at) -> Refusal | None:
    """Nothing is taken up again in an office that has closed."""
    if report.office.closed_on:
        return Refusal(
            _(
                "The office of this report is closed. Nothing was changed. Record a new report at the office that is in charge now."
            ),
            code="office_closed",
        )
    return None


REPORT = Lifecycle(
    thing="intake.report",
    states=ReportState,
    start=ReportState.RECEIVED,
    moves=(
        Move(
            "screen", (ReportState.RECEIVED, ReportState.SCREENED), ReportState.SCREENED, "reports.change", _("Screen")
        ),
        Move(
            "contact", (ReportState.SCREENED,), ReportState.CONTACTED, "reports.contact", _("Record the first contact")
        ),
        Move(
            "open_case",
            (ReportState.SCREENED, ReportState.CONTACTED),
            ReportState.CASE_OPENED,
            "cases.open",
            _("Open a case"),
        ),
        Move(
            "close",
            (ReportState.SCREENED, ReportState.CONTACTED),
            ReportState.NO_NEED,
            "reports.change",
            _("Close without a case"),
            guard=_seen_first,
        ),
        Move(
            "reopen",
            (ReportState.NO_NEED,),
            ReportState.RECEIVED,
            _ASSIGN,
            _("Open the report again"),
            guard=_office_works,
        ),
    ),
)
