"""Small forms of one decision each."""

from django.utils.translation import gettext_lazy as _

from umay.care.families.forms.applying import VersionField
from umay.ground.offices.packs import choices
from umay.kit.ui import forms


class PlainForm(forms.WritingForm):
    """Nothing to fill in: ask again before it is done."""

    version = VersionField()


class ReasonForm(PlainForm):
    reason = forms.LongTextField(
        label=_("Why?"),
        hint=_("In a sentence or two. It is kept in the family's file."),
        max_length=2000,
        error_messages={"required": _("Write the reason in a sentence")},
    )


class ApproveForm(PlainForm):
    number = forms.TextField(label=_("Number of the approval"), required=False, max_length=60, width="20")
    approved_on = forms.DayField(label=_("Day of the approval"))
    approved_until = forms.DayField(
        label=_("Last day of the approval"), hint=_("Leave it empty where it has no end."), required=False
    )


class CloseForm(PlainForm):
    """Refusal or end: a reason of the country's lists and words. `lists`: (vocabulary, codes, hint) in the order shown."""

    reason = forms.RadiosField(label=_("Reason"), error_messages={"required": _("Choose the reason")})
    note = forms.LongTextField(label=_("What happened, in a few words"), required=False, max_length=2000)

    def __init__(self, *args, lists, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.choices = [
            (f"{vocabulary}:{code}", words)
            for vocabulary, codes, _hint in lists
            for code, words in choices(vocabulary, codes)
        ]
        field.widget.hints = {
            f"{vocabulary}:{code}": hint for vocabulary, codes, hint in lists if hint for code in codes
        }

    @property
    def chosen(self) -> tuple[str, str]:
        """Vocabulary and code."""
        vocabulary, _between, code = self.cleaned_data["reason"].partition(":")
        return vocabulary, code


class HandOverForm(PlainForm):
    office = forms.ModelSelectField(label=_("Which office takes the family?"), queryset=None)
    note = forms.LongTextField(
        label=_("What must they know?"),
        hint=_("It is kept in the family's file."),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices


class DecideForm(PlainForm):
    agree = forms.YesNoField(
        label=_("Shall the wider limits hold?"), yes=_("Yes, I approve them"), no=_("No, the family stays as it was")
    )


class WillingForm(forms.WritingForm):
    is_willing = forms.YesNoField(
        label=_("What did the family say?"),
        yes=_("We can be asked"),
        no=_("Not now"),
        row=False,
        error_messages={"required": _("Choose what the family said")},
    )
    said_on = forms.DayField(label=_("On which day?"))
    until = forms.DayField(
        label=_("If not now: until which day?"),
        hint=_("The family comes back by itself on the day after. Leave it empty where nobody knows yet."),
        required=False,
    )
    note = forms.TextField(label=_("Note"), required=False, max_length=300)


class AvailabilityForm(PlainForm):
    is_available = forms.YesNoField(
        label=_("Can the family be asked now?"), yes=_("Yes"), no=_("No, a pause"), row=False
    )
    until = forms.DayField(
        label=_("Last day of the pause"),
        hint=_("The family comes back by itself on the day after. Leave it empty where nobody knows yet."),
        required=False,
    )


class BlockForm(forms.WritingForm):
    count = forms.WholeNumberField(label=_("How many places?"), min_value=1, max_value=12, width="2", initial=1)
    until = forms.DayField(
        label=_("Until which day?"), hint=_("Leave it empty where nobody knows yet."), required=False
    )
    why = forms.TextField(label=_("Why?"), hint=_("For example: a room is being repaired."), max_length=120)


class LeaveForm(forms.WritingForm):
    left_on = forms.DayField(label=_("Since which day does this person live elsewhere?"))


class AnswerForm(forms.WritingForm):
    agree = forms.YesNoField(
        label=_("May a child be proposed to this family?"),
        yes=_("Yes, they may look at the family's file"),
        no=_("No"),
        row=False,
        error_messages={"required": _("Choose an answer")},
    )
    was_asked = forms.TickField(label=_("I asked the family today, and it says that it can be asked"), required=False)
    note = forms.LongTextField(
        label=_("Note to the other office"),
        hint=_("Needed for a no. Write nothing about the family that is not theirs to know."),
        required=False,
        max_length=300,
        rows=3,
    )

    def __init__(self, *args, is_stale: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_stale:
            del self.fields["was_asked"]
