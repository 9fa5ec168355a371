"""The child and its circle: needs, own view, support at home, contact, kin, and why a family is needed."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.care.cases.forms.base import LONG, SomebodyForm, Versioned
from umay.care.cases.words import ContactKind, KinAnswer, StopReason
from umay.ground.offices.packs import choices, own_kind
from umay.kit.ui import forms


class ChildForm(Versioned):
    """What a family must know to care for the child."""

    needs = forms.CheckboxesField(
        label=_("What does the child need a family to be able to do?"),
        hint=_("Nothing chosen means: no special need. A need never lowers a child's place in the line."),
        required=False,
        says_optional=False,
    )
    behaviour_need = forms.TickField(
        label=_("The child's behaviour needs an experienced, patient home"), required=False
    )
    languages = forms.CheckboxesField(
        label=_("Which languages does the child understand?"), required=False, says_optional=False
    )
    school_level = forms.SelectField(label=_("School"), required=False, blank=_("Not known yet"))
    school = forms.TextField(label=_("Name of the school"), required=False, max_length=160, width="20")
    health = forms.LongTextField(
        label=_("Health"),
        hint=_("Medicine, allergies, treatment, doctors. Encrypted."),
        required=False,
        max_length=LONG,
    )

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = choices("need", settings.get("cases.needs"))
        self.fields["languages"].choices = choices("tongue", settings.get("cases.languages"))
        self.fields["school_level"].choices = [
            ("", _("Not known yet")),
            *choices("school_level", settings.get("cases.school_levels")),
        ]


class ViewForm(Versioned):
    """The child's own words, or why the child was not heard."""

    view = forms.LongTextField(
        label=_("What does the child say?"),
        hint=_(
            "Where and with whom the child wants to live, what the child hopes and fears. Use the child's own words."
        ),
        required=False,
        says_optional=False,
        max_length=LONG,
        rows=6,
    )
    why_not = forms.RadiosField(
        label=_("If the child was not heard: why?"),
        hint=_("Leave this empty when you have written what the child says."),
        required=False,
        says_optional=False,
    )
    note = forms.TextField(label=_("More about it"), required=False, max_length=300)

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = choices("no_view", settings.get("cases.no_view_reasons"))
        self.fields["why_not"].choices = [("", _("The child was heard")), *reasons]


_NOTHING = "nothing"


class TriedForm(forms.WritingForm):
    """What was tried at home."""

    kind = forms.RadiosField(
        label=_("Which support was it?"),
        error_messages={"required": _("Choose the support, or that nothing could be tried")},
    )
    began_on = forms.DayField(label=_("Since when?"), required=False)
    why_not = forms.RadiosField(
        label=_("If it was not tried: why?"),
        hint=_(
            "Leave this empty for support that was tried. If nothing at all could be tried, choose only the reason."
        ),
        required=False,
        says_optional=False,
    )
    outcome = forms.LongTextField(label=_("How did it go?"), max_length=LONG)

    def __init__(self, *args: Any, settings: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            *choices("support", settings.get("cases.tried_at_home")),
            (_NOTHING, _("Nothing could be tried")),
        ]
        self.fields["why_not"].choices = [
            ("", _("It was tried")),
            *choices("why_not_tried", settings.get("cases.why_not_tried")),
        ]
        self.fields["began_on"].latest = today

    def clean_kind(self) -> str:
        """No kind of support where nothing could be tried; nobody says that by leaving the answer out."""
        return "" if self.cleaned_data["kind"] == _NOTHING else self.cleaned_data["kind"]


class ContactForm(SomebodyForm):
    kind = forms.RadiosField(label=_("How do they meet?"), choices=ContactKind.choices)
    how_often = forms.TextField(
        label=_("How often?"), hint=_("For example: every second Saturday, one hour."), required=False, max_length=120
    )
    note = forms.LongTextField(
        label=_("What must be known about it"),
        hint=_("For no contact: who decided it, when and why."),
        required=False,
        rows=3,
        max_length=LONG,
    )


class KinForm(SomebodyForm):
    apart = ("phone",)  # with the name of somebody new
    tie = forms.SelectField(label=_("Who is this person to the children?"))
    asked_at = forms.MomentField(label=_("When were they asked?"))
    note = forms.LongTextField(label=_("Note"), required=False, rows=3, max_length=LONG)
    phone = forms.PhoneField(label=_("Telephone"), required=False)

    def __init__(self, *args: Any, settings: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tie"].choices = [
            ("", _("Choose")),
            *choices("kin_relation", settings.get("kin.relations")),
        ]
        self.fields["asked_at"].latest = today


class AnswerKinForm(Versioned):
    answer = forms.RadiosField(
        label=_("What did they answer?"),
        choices=[choice for choice in KinAnswer.choices if choice[0] != KinAnswer.ASKED],
    )
    note = forms.LongTextField(label=_("Note"), required=False, rows=4, max_length=LONG)


class SeekForm(Versioned):
    """Why a family is needed."""

    reasons = forms.CheckboxesField(
        label=_("Why can the children not stay at home?"),
        hint=_("Poverty alone is never a reason. The family has a right to support instead."),
    )
    why = forms.LongTextField(
        label=_("In your own words"), hint=_("What makes it unsafe, and how you know. Encrypted."), max_length=LONG
    )
    care_type = forms.RadiosField(label=_("Which kind of care do they need?"))
    urgent = forms.TickField(label=_("It is urgent: they cannot wait where they are now"), required=False)

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = choices("care_reason", settings.get("cases.care_reasons"))
        # The general word; the country's own name, which other pages put in brackets behind it, stands below.
        known = settings.get("families.care_types")
        self.fields["care_type"].choices = choices("care_type", known)
        self.fields["care_type"].widget.hints = {code: own for code in known if (own := own_kind(code, settings))}


class StopForm(Versioned):
    reason = forms.RadiosField(label=_("Why do you stop looking?"), choices=StopReason.choices)
    note = forms.LongTextField(label=_("Where will the children live?"), required=False, rows=4, max_length=LONG)
