"""The moves of a meeting, its decisions and its actions. The last approval of those who attended makes the minutes final, never one side alone."""

from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.meeting_words import ActionState, DecisionState, MeetingState
from umay.kit.kernel.lifecycle import Lifecycle, Move

APPROVE, CHANGE, REPORT, SIGN_OFF = "accords.approve", "accords.change", "accords.report", "accords.sign_off"
S, D, A = MeetingState, DecisionState, ActionState

MEETING = Lifecycle(
    thing="meetings.meeting",
    states=MeetingState,
    start=S.PLANNED,
    moves=(
        Move("open_agenda", (S.PLANNED, S.AGENDA_CLOSED), S.AGENDA_OPEN, CHANGE, _("Open the agenda")),
        Move("close_agenda", (S.AGENDA_OPEN,), S.AGENDA_CLOSED, APPROVE, _("Close the agenda")),
        Move("hold", (S.AGENDA_CLOSED,), S.HELD, CHANGE, _("It was held")),
        Move("begin_minutes", (S.AGENDA_CLOSED, S.HELD), S.MINUTES_DRAFT, CHANGE, _("Write the minutes")),
        Move("open_amendments", (S.MINUTES_DRAFT,), S.AMENDMENTS, CHANGE, _("Give the minutes to those who attended")),
        Move("finish", (S.AMENDMENTS,), S.FINAL, APPROVE, _("Lock the minutes")),
        Move("call_off", (S.PLANNED, S.AGENDA_OPEN, S.AGENDA_CLOSED), S.CANCELLED, APPROVE, _("Call the meeting off")),
    ),
)

DECISION = Lifecycle(
    thing="meetings.decision",
    states=DecisionState,
    start=D.PROPOSED,
    moves=(
        Move("adopt", (D.PROPOSED,), D.ADOPTED, APPROVE, _("Adopt")),
        Move("begin", (D.ADOPTED,), D.IN_PROGRESS, REPORT, _("Begin")),
        Move("end", (D.ADOPTED, D.IN_PROGRESS), D.DONE, APPROVE, _("It is done")),
        Move("drop", (D.ADOPTED, D.IN_PROGRESS), D.DROPPED, APPROVE, _("Drop")),
    ),
)

ACTION = Lifecycle(
    thing="meetings.action",
    states=ActionState,
    start=A.OPEN,
    moves=(
        Move("report", (A.OPEN,), A.REPORTED, REPORT, _("Report that it is done")),
        Move("verify", (A.REPORTED,), A.VERIFIED, SIGN_OFF, _("Verify")),
        Move("send_back", (A.REPORTED,), A.OPEN, SIGN_OFF, _("Send back")),
        Move("drop", (A.OPEN, A.REPORTED), A.DROPPED, APPROVE, _("Drop")),
    ),
)
