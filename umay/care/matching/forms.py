"""Forms of the matching room."""

from collections.abc import Iterable

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.care.matching.reasons import RULE_NAMES
from umay.care.matching.words import AcceptReason, AnswerBy, Heed, MatchState
from umay.ground.offices.packs import choices
from umay.kit.ui import forms


class PressForm(forms.WritingForm):
    """A single button: carries nothing but its key."""


class ListForm(forms.UmayForm):
    """Which searches a list shows."""

    state = forms.SelectField(
        label=_("Which searches"),
        required=False,
        blank=_("All"),
        choices=[(state.value, state.label) for state in MatchState],
    )


class NumberForm(forms.UmayForm):
    """Ask about one family."""

    number = forms.TextField(label=_("Number of the family"), width="20", required=False)


class RuleForm(forms.UmayForm):
    """Families left out: by which rule."""

    rule = forms.SelectField(label=_("Rule"), required=False, blank=_("All rules"), choices=list(RULE_NAMES.items()))


class AnswerForm(forms.WritingForm):
    """What the family answered."""

    says_yes = forms.YesNoField(label=_("Does the family say yes to these children?"), yes=_("Yes"), no=_("No"))
    decline = forms.RadiosField(
        label=_("If no: why?"),
        required=False,
        hint=_("It helps to ask better next time. It is never held against a family."),
    )
    pause_until = forms.DayField(
        label=_("If no: until which day should nobody ask it again?"),
        hint=_("Only where the family wishes it. It comes back by itself on the day after."),
        required=False,
    )
    said_by = forms.TextField(
        label=_("Who in the family said it?"),
        max_length=120,
        error_messages={"required": _("Write who in the family said it.")},
    )
    how = forms.RadiosField(label=_("How did the answer reach you?"), choices=AnswerBy.choices)
    said_at = forms.MomentField(label=_("When was it said?"))
    note = forms.LongTextField(label=_("Anything the second person should know?"), required=False, rows=3)

    def __init__(self, *args, settings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decline"].choices = choices("decline_reason", settings.get("matching.decline_reasons"))


class WordForm(forms.WritingForm):
    """What a family said when it was asked whether it can be asked at all: one step, on a telephone too."""

    is_willing = forms.YesNoField(
        label=_("What did the family say?"),
        yes=_("We can be asked"),
        no=_("Not now"),
        row=False,
        error_messages={"required": _("Choose what the family said.")},
    )
    said_by = forms.TextField(
        label=_("Who in the family said it?"),
        max_length=120,
        error_messages={"required": _("Write who in the family said it.")},
    )
    until = forms.DayField(
        label=_("If not now: until which day?"),
        hint=_("Nobody asks the family before. It comes back by itself on the day after."),
        required=False,
    )
    why = forms.RadiosField(
        label=_("If not now: why?"),
        required=False,
        hint=_("It helps to ask better next time. It is never held against a family."),
    )

    def __init__(self, *args, settings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = choices("decline_reason", settings.get("matching.decline_reasons"))


class ProposeForm(forms.WritingForm):
    """Propose one family; the reason is asked where the choice departs from the order."""

    reason = forms.RadiosField(label=_("Why not one of the families before it?"), required=False)
    words = forms.LongTextField(
        label=_("The reason in your own words"), required=False, rows=4, hint=_("A second person reads this.")
    )

    def __init__(self, *args, settings, departs: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if departs:
            self.fields["reason"].choices = choices("depart_reason", settings.get("matching.depart_reasons"))
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
            self.fields["words"].label = _("Anything the second person should know?")


class DecideForm(forms.WritingForm):
    """The second person's decision."""

    reason = forms.LongTextField(
        label=_("Your reason"), required=False, rows=3, hint=_("A sentence that will still be clear in ten years.")
    )


class ReasonForm(forms.WritingForm):
    """A step that needs a reason and nothing else."""

    reason = forms.LongTextField(
        label=_("Reason"), rows=4, error_messages={"required": _("Write the reason in a sentence.")}
    )

    def __init__(self, *args, label=None, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
        if hint:
            self.fields["reason"].help_text = hint


class HeedForm(forms.WritingForm):
    """What people make of a suggestion, with the reason."""

    number = forms.TextField(
        label=_("Number of the family you choose"),
        width="20",
        error_messages={"required": _("Write the number of the family.")},
    )
    reason = forms.RadiosField(label=_("Why?"), error_messages={"required": _("Choose a reason.")})
    words = forms.LongTextField(
        label=_("The reason in your own words"),
        rows=3,
        hint=_("A sentence that will still be clear in ten years."),
        error_messages={"required": _("Write the reason in a sentence.")},
    )

    def __init__(self, *args, says: str, settings, **kwargs):
        super().__init__(*args, **kwargs)
        is_accepted = says == Heed.ACCEPTED
        codes = settings.get("matching.depart_reasons")
        self.fields["reason"].choices = AcceptReason.choices if is_accepted else choices("depart_reason", codes)
        self.fields["words"].required = not is_accepted
        if says != Heed.OTHER:
            del self.fields["number"]


class SplitForm(forms.WritingForm):
    """Which child goes into which part, why, and how they stay in contact. One field for each child."""

    kind = forms.RadiosField(label=_("Why must they be parted?"))
    reason = forms.LongTextField(
        label=_("This group's own reason"),
        rows=4,
        hint=_("What happened, who saw it, what was tried. Never because other children would gain."),
    )
    contact_plan = forms.LongTextField(
        label=_("How will they stay in contact?"), rows=4, hint=_("Who sees whom, how often, who makes it happen.")
    )

    def __init__(self, *args, settings, children: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("split_reason", settings.get("matching.split_reasons"))
        self.children = list(children)
        parts = [(str(number), str(number)) for number in range(1, len(self.children) + 1)]
        for child in self.children:
            self.fields[f"part_{child.person_id}"] = forms.RadiosField(
                label=_("Part for %(child)s") % {"child": child.person.short}, choices=parts, row=True
            )
        self.order_fields([f"part_{child.person_id}" for child in self.children])

    @property
    def parts(self) -> list[list]:
        """The children by part, as ids of persons."""
        found: dict[str, list] = {}
        for child in self.children:
            found.setdefault(self.cleaned_data[f"part_{child.person_id}"], []).append(child.person_id)
        return [found[part] for part in sorted(found)]


class LikenessForm(forms.WritingForm):
    """The same human or another, and how one knows."""

    pair = django_forms.CharField(widget=django_forms.HiddenInput)
    is_same = forms.YesNoField(
        label=_("Is it the same person?"),
        yes=_("Yes, the same: leave this family out"),
        no=_("No, a different person"),
        row=False,
        error_messages={"required": _("Say whether it is the same person")},
    )
    why = forms.LongTextField(
        label=_("How do you know?"),
        hint=_("For example: the identity card was seen, or the office knows both."),
        rows=3,
        max_length=1000,
        error_messages={"required": _("Write in a sentence how you know")},
    )
