"""The moves of a case. Closing needs two people: who asks and who closes."""

from django.utils.translation import gettext_lazy as _

from umay.care.cases.words import CaseState
from umay.kit.kernel import slots
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.lifecycle import Lifecycle, Move


def _may_be_asked(case, by, at):
    """Later rooms' reasons are said when closing is asked, not only when the supervisor looks."""
    if case.needs_family_since:
        return Refusal(
            _(
                "A family is still being looked for. Stop looking first, then ask to close the case. Nothing was changed."
            ),
            code="seeking",
        )
    return next(iter(slots.refusals("cases.case.close", case, by, at)), None)


def _second_person(case, by, at):
    if case.closing_asked_by == by.user_id:
        return Refusal(
            _("You asked to close this case. A second person must decide. Nothing was changed."), code="second_person"
        )
    return None


def _office_works(case, by, at):
    """Nothing is taken up again in an office that has closed."""
    if case.office.closed_on:
        return Refusal(
            _(
                "The office of this case is closed. Nothing was changed. Record a new report at the office that is in charge now."
            ),
            code="office_closed",
        )
    return None


LIFECYCLE = Lifecycle(
    thing="cases.case",
    states=CaseState,
    start=CaseState.OPEN,
    moves=(
        Move("ask_close", (CaseState.OPEN,), CaseState.CLOSING, "cases.close_ask", _("Ask to close"), _may_be_asked),
        Move("keep_open", (CaseState.CLOSING,), CaseState.OPEN, "cases.close", _("Keep open")),
        Move("close", (CaseState.CLOSING,), CaseState.CLOSED, "cases.close", _("Close the case"), _second_person),
        Move("reopen", (CaseState.CLOSED,), CaseState.OPEN, "cases.reopen", _("Open again"), _office_works),
    ),
)
