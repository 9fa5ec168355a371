"""The moves of a plan, of its lines, and of what one side proposes to the others.

A move of a line in a signed plan is made by the last yes that was needed (actions.proposals, actions.progress), never by one side alone;
the database asks the same (plan_sql.py).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umay.cooperation.accords.plan_words import LineState, PlanState, ProposalState, ProtocolState
from umay.kit.kernel.lifecycle import Lifecycle, Move

APPROVE, CHANGE, REPORT = "accords.approve", "accords.change", "accords.report"
PLANNED, SCHEDULED, HELD, VERIFIED, POSTPONED, CANCELLED = (state.value for state in LineState)

PROTOCOL = Lifecycle(
    thing="protocols.protocol",
    states=ProtocolState,
    start=ProtocolState.DRAFT,
    moves=(Move("sign", (ProtocolState.DRAFT,), ProtocolState.SIGNED, APPROVE, _("Record the signature")),),
)

PLAN = Lifecycle(
    thing="plans.plan",
    states=PlanState,
    start=PlanState.DRAFT,
    moves=(
        Move("sign", (PlanState.DRAFT,), PlanState.SIGNED, APPROVE, _("Record the signature")),
        Move("close", (PlanState.SIGNED,), PlanState.CLOSED, APPROVE, _("Close the plan")),
    ),
)

LINE = Lifecycle(
    thing="plans.line",
    states=LineState,
    start=PLANNED,
    moves=(
        Move("schedule", (PLANNED, SCHEDULED, POSTPONED), SCHEDULED, APPROVE, _("Set the dates")),
        Move("postpone", (PLANNED, SCHEDULED), POSTPONED, APPROVE, _("Put it off")),
        Move("cancel", (PLANNED, SCHEDULED, POSTPONED), CANCELLED, APPROVE, pgettext_lazy("plan", "Cancel the line")),
        Move("hold", (PLANNED, SCHEDULED, POSTPONED), HELD, REPORT, _("It was carried out")),
        Move("verify", (HELD,), VERIFIED, APPROVE, _("Verify")),
    ),
)

PROPOSAL = Lifecycle(
    thing="plans.proposal",
    states=ProposalState,
    start=ProposalState.PROPOSED,
    moves=(
        Move("agree", (ProposalState.PROPOSED,), ProposalState.AGREED, APPROVE, _("Agree")),
        Move("withdraw", (ProposalState.PROPOSED,), ProposalState.WITHDRAWN, CHANGE, _("Withdraw the proposal")),
    ),
)
