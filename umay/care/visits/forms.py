"""Forms of the visits room. The record of a visit is made for a telephone in one hand: large fields, few of them, kept as a draft."""

from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.care.visits.words import ConcernLevel, VisitWhere
from umay.ground.offices.packs import choices
from umay.kit.ui import forms

LONG = 4000


class Versioned(forms.WritingForm):
    """Carries which state of the row the person was looking at."""

    version = forms.WholeNumberField(widget=django_forms.HiddenInput, required=True)


class FilterForm(forms.UmayForm):
    which = forms.RadiosField(
        label=_("Show"),
        required=False,
        says_optional=False,
        choices=[("due", _("Planned")), ("late", _("Late")), ("done", _("Made or missed"))],
    )
    whose = forms.RadiosField(
        label=_("Whose"),
        required=False,
        says_optional=False,
        choices=[("all", _("All I may see")), ("mine", _("Mine"))],
    )


class RecordForm(Versioned):
    """What was seen, what the child said, what comes next; and a concern, where there is one."""

    groups = [
        forms.Group(_("The visit"), ["visited_at", "where", "is_unannounced"]),
        forms.Group(_("The child"), ["saw_child_alone", "seen", "child_said", "child_not_heard_why"]),
        forms.Group(_("The carers, and what comes next"), ["carer_said", "next_step"]),
        forms.Group(
            _("Does something worry you?"),
            ["concern_level", "concern_kind", "concern"],
            _("Your supervisor is told at once. In danger of life call the emergency number first."),
        ),
    ]
    visited_at = forms.MomentField(label=_("When were you there?"))
    where = forms.RadiosField(label=_("Where did you see the child?"), choices=VisitWhere.choices)
    is_unannounced = forms.TickField(label=_("Nobody knew that I would come"), required=False)
    saw_child_alone = forms.YesNoField(label=_("Did you speak with the child alone?"))
    seen = forms.LongTextField(
        label=_("What did you see?"),
        hint=_(
            "How the child looks and plays, sleeps, eats, learns; the room; how they are with one another. Encrypted."
        ),
        rows=6,
        max_length=LONG,
    )
    child_said = forms.LongTextField(
        label=_("What did the child say?"),
        hint=_("In the child's own words."),
        required=False,
        says_optional=False,
        rows=5,
        max_length=LONG,
    )
    child_not_heard_why = forms.LongTextField(
        label=_("If the child was not heard: why?"),
        hint=_("A baby has no words yet: write how it behaves."),
        required=False,
        says_optional=False,
        rows=2,
        max_length=600,
    )
    carer_said = forms.LongTextField(label=_("What do the carers say?"), required=False, rows=4, max_length=LONG)
    next_step = forms.LongTextField(
        label=_("What comes next?"), hint=_("Who does what until when."), required=False, rows=3, max_length=LONG
    )
    concern_level = forms.RadiosField(
        label=_("How grave is it?"),
        choices=[("", _("Nothing worries me")), *ConcernLevel.choices],
        required=False,
        says_optional=False,
    )
    concern_kind = forms.SelectField(label=_("What is it about?"), required=False, says_optional=False)
    concern = forms.LongTextField(
        label=_("What worries you?"), required=False, says_optional=False, rows=4, max_length=LONG
    )

    def __init__(self, *args: Any, settings: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_at"].latest = at
        kinds = choices("visit_concern", settings.get("visits.concern_kinds"))
        self.fields["concern_kind"].choices = [("", _("Choose")), *kinds]


class MissForm(Versioned):
    kind = forms.RadiosField(label=_("Why was the child not seen?"))
    why = forms.LongTextField(label=_("What happened?"), rows=3, max_length=LONG)
    new_on = forms.DayField(label=_("When will you go again?"))

    def __init__(self, *args: Any, settings: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("not_seen", settings.get("visits.not_seen_reasons"))
        self.fields["new_on"].earliest = today


class AddForm(forms.WritingForm):
    due_on = forms.DayField(label=_("When?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].earliest = today


class ConcernForm(forms.WritingForm):
    concern_level = forms.RadiosField(label=_("How grave is it?"), choices=ConcernLevel.choices)
    concern_kind = forms.SelectField(label=_("What is it about?"))
    concern = forms.LongTextField(label=_("What worries you?"), rows=5, max_length=LONG)

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = choices("visit_concern", settings.get("visits.concern_kinds"))
        self.fields["concern_kind"].choices = [("", _("Choose")), *kinds]


class AnswerForm(Versioned):
    answer = forms.LongTextField(
        label=_("What is done about it?"),
        hint=_("Who does what until when. The worker reads it. Encrypted."),
        rows=5,
        max_length=LONG,
    )
