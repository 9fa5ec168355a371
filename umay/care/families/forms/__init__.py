"""Forms of the families room: they check what was typed, nothing else."""

from umay.care.families.forms.applying import ApplyForm, ChangeForm, MemberForm, SameForm
from umay.care.families.forms.assessing import AssessForm, LimitsForm
from umay.care.families.forms.deciding import (
    AnswerForm,
    ApproveForm,
    AvailabilityForm,
    BlockForm,
    CloseForm,
    DecideForm,
    HandOverForm,
    LeaveForm,
    PlainForm,
    ReasonForm,
    WillingForm,
)
from umay.care.families.forms.listing import FilterForm

__all__ = [
    "AnswerForm",
    "ApplyForm",
    "ApproveForm",
    "AssessForm",
    "AvailabilityForm",
    "BlockForm",
    "ChangeForm",
    "CloseForm",
    "DecideForm",
    "FilterForm",
    "HandOverForm",
    "LeaveForm",
    "LimitsForm",
    "MemberForm",
    "PlainForm",
    "ReasonForm",
    "SameForm",
    "WillingForm",
]
