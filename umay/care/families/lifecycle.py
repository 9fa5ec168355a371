"""The life of a foster family, from its application to its end."""

from django.utils.translation import gettext_lazy as _

from umay.care.families.words import FamilyState
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.lifecycle import Lifecycle, Move

APPLIED, ASSESSING, ASKED, APPROVED, SUSPENDED, REFUSED, ENDED = (state.value for state in FamilyState)


def _has_checks(row, by, at):
    if row.safety_checks_on is None:
        return Refusal(
            _(
                "The criminal record, the health report and the visit to the home must be in for every adult first. Nothing was changed. Record them under Checks."
            ),
            code="checks",
        )
    return None


def _is_second_person(row, by, at):
    if row.approval_asked_by == by.user_id:
        return Refusal(
            _("You asked for this approval yourself. Another person decides. Nothing was changed."),
            code="second_person",
        )
    return _has_checks(row, by, at)


def _may_refuse(row, by, at):
    """What waits for approval is refused by those who may approve."""
    return NotAllowed() if row.state == ASKED and not by.may("families.approve") else None


def _no_child_there(row, by, at):
    if row.ledger.filter(state="taken", freed_at__isnull=True).exists():
        return Refusal(
            _(
                "A child still lives with this family. End or move the placement first; until then you can suspend the family."
            ),
            code="child_there",
        )
    return None


FAMILY = Lifecycle(
    thing="families.family",
    states=FamilyState,
    start=APPLIED,
    moves=(
        Move("assess", (APPLIED, ASSESSING), ASSESSING, "families.change", _("Record checks")),
        Move("ask_approval", (ASSESSING,), ASKED, "families.approve_ask", _("Ask for approval"), _has_checks),
        Move("send_back", (ASKED,), ASSESSING, "families.approve", _("Send back"), None),
        Move("approve", (ASKED,), APPROVED, "families.approve", _("Approve"), _is_second_person),
        Move("refuse", (APPLIED, ASSESSING, ASKED), REFUSED, "families.refuse", _("Refuse"), _may_refuse),
        Move("suspend", (APPROVED,), SUSPENDED, "families.suspend", _("Suspend"), None),
        Move("resume", (SUSPENDED,), APPROVED, "families.resume", _("End the suspension"), _has_checks),
        Move(
            "end",
            (APPLIED, ASSESSING, ASKED, APPROVED, SUSPENDED),
            ENDED,
            "families.end",
            _("End this family's work"),
            _no_child_there,
        ),
    ),
)
