"""Forms of the cases room. They check the entry; what is allowed is said by the actions."""

from umay.care.cases.forms.base import NEW, SomebodyForm, SureForm, Versioned, WhyForm
from umay.care.cases.forms.case import (
    AskCloseForm,
    ChangeForm,
    KeepOpenForm,
    ListForm,
    NoteForm,
    OpenForm,
    OpenFromReportForm,
)
from umay.care.cases.forms.child import (
    AnswerKinForm,
    ChildForm,
    ContactForm,
    KinForm,
    SeekForm,
    StopForm,
    TriedForm,
    ViewForm,
)
from umay.care.cases.forms.legal import BasisForm, EndBasisForm, MeetForm, ReviewForm
from umay.care.cases.forms.measures import EndMeasureForm, MeasureForm
from umay.care.cases.forms.scope import AssignForm, ConfidentialForm, HandOverForm, NameForm
from umay.kit.ui.forms import WritingForm

__all__ = [
    "NEW",
    "AnswerKinForm",
    "AskCloseForm",
    "AssignForm",
    "BasisForm",
    "ChangeForm",
    "ChildForm",
    "ConfidentialForm",
    "ContactForm",
    "EndBasisForm",
    "EndMeasureForm",
    "HandOverForm",
    "KeepOpenForm",
    "KinForm",
    "ListForm",
    "MeasureForm",
    "MeetForm",
    "NameForm",
    "NoteForm",
    "OpenForm",
    "OpenFromReportForm",
    "ReviewForm",
    "SeekForm",
    "SomebodyForm",
    "StopForm",
    "SureForm",
    "TriedForm",
    "Versioned",
    "ViewForm",
    "WhyForm",
    "WritingForm",
]
