"""Forms of the placements room."""

from datetime import date, datetime
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from umay.care.placements.words import CallAnswer
from umay.ground.offices.packs import choices
from umay.kit.kernel.text import initials
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
        choices=[
            ("living", _("Children living with a family")),
            ("coming", _("Homes being prepared")),
            ("ratify", _("Emergencies to confirm")),
            ("ended", _("Ended")),
            ("cancelled", _("Did not begin")),
        ],
    )
    whose = forms.RadiosField(
        label=_("Whose"),
        required=False,
        says_optional=False,
        choices=[("all", _("All I may see")), ("mine", _("Mine"))],
    )
    number = forms.SearchField(label=_("Number of the case or family"), required=False, says_optional=False)


class ContractForm(Versioned):
    signed_on = forms.DayField(label=_("When was it signed?"))
    number = forms.TextField(label=_("Number of the contract"), max_length=60, width="10", autocomplete="off")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].latest = today


class ApproveForm(Versioned):
    authority = forms.TextField(label=_("Who approves?"), max_length=160, width="20")
    number = forms.TextField(label=_("Number of the approval"), max_length=60, width="10", autocomplete="off")
    approved_on = forms.DayField(label=_("Day of the approval"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approved_on"].latest = today


class BeginForm(Versioned):
    handed_over_at = forms.MomentField(
        label=_("When was the child handed over to the family?"),
        hint=_("The plan of visits and the clocks start here."),
    )


class WhyForm(Versioned):
    why = forms.LongTextField(label=_("Why?"), rows=4, max_length=LONG)


class GiveUpForm(WhyForm):
    """Why, and where a brother or sister keeps a home, how they see each other."""

    contact_plan = forms.LongTextField(
        label=_("How do the brothers and sisters see each other?"),
        hint=_(
            "A brother or sister keeps a home, so this child is searched for alone. Write who, how often, who makes it happen."
        ),
        rows=4,
        max_length=LONG,
    )

    def __init__(self, *args: Any, parts_siblings: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not parts_siblings:
            del self.fields["contact_plan"]


class SureForm(Versioned):
    """Only "yes, do it"."""


class EndForm(Versioned):
    reason = forms.RadiosField(label=_("Why does it end?"))
    ended_at = forms.MomentField(label=_("When did the child leave?"))
    note = forms.LongTextField(
        label=_("How did it end, and where does the child live now?"),
        hint=_("What the child says about it, who took the child home, what was agreed. Encrypted."),
        rows=6,
        max_length=LONG,
    )

    def __init__(self, *args: Any, settings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices("placement_end", settings.get("placements.end_reasons"))


class MoveForm(Versioned):
    """From this home to one that is ready."""

    to = forms.RadiosField(label=_("To which home?"))
    reason = forms.RadiosField(label=_("Why does the child move?"))
    moved_at = forms.MomentField(label=_("When did the child move?"))
    note = forms.LongTextField(
        label=_("What happened, and what does the child say?"), hint=_("Encrypted."), rows=6, max_length=LONG
    )

    def __init__(self, *args: Any, settings: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices("placement_end", settings.get("placements.move_reasons"))
        self.homes = {str(home.pk): home for home in homes}
        self.fields["to"].choices = [(pk, home.family_number) for pk, home in self.homes.items()]


class ChildrenForm(forms.UmayForm):
    """Who needs a home tonight: narrows the families shown."""

    child = forms.CheckboxesField(label=_("Who needs a home tonight?"))

    def __init__(self, *args: Any, children: list, words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [(str(child.person_id), words(child)) for child in children]


class CallForm(forms.WritingForm):
    """Whom one telephones now."""

    family = django_forms.UUIDField(widget=django_forms.HiddenInput)


class CallAnswerForm(CallForm):
    """What came of the call: one press."""

    answer = django_forms.ChoiceField(choices=[(one.value, one.label) for one in CallAnswer if one != CallAnswer.YES])


class EmergencyForm(forms.WritingForm):
    """One page at night: family, reason, handover, the right to take the child in, what the child says."""

    family = forms.RadiosField(
        label=_("Which family?"),
        hint=_("In the order of the rules, kin first; what other children need of a family is counted too."),
    )
    family_said_yes = forms.TickField(
        label=_("I spoke with the family tonight and it said yes"),
        error_messages={"required": _("Speak with the family first. It must say yes.")},
    )
    reason = forms.RadiosField(label=_("Why must it be tonight?"))
    words = forms.LongTextField(
        label=_("What happened, and why can it not wait?"),
        hint=_("A second person reads this tomorrow. Encrypted."),
        rows=5,
        max_length=LONG,
    )
    move_reason = forms.RadiosField(
        label=_("A child lives with a family now. Why must it leave there?"),
    )
    handed_over_at = forms.MomentField(
        label=_("When was the child handed over to the family?"), hint=_("The clocks of the law start here.")
    )
    kind = forms.RadiosField(
        label=_("By what right is the child taken in?"), hint=_("No legal basis is in force. It is written now.")
    )
    authority = forms.TextField(
        label=_("Who decided?"), hint=_("The full name of the office or court."), max_length=160, width="20"
    )
    decision_number = forms.TextField(label=_("Number of the decision"), required=False, max_length=60, width="10")

    def __init__(self, *args: Any, settings: Any, night: Any, short: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.night = night
        self.fields["family"].choices = [
            (str(one.card.id), f"{one.card.number} · {initials(one.card.label)}") for one in night.first
        ]
        self.fields["family"].widget.hints = {str(one.card.id): self._facts(one) for one in night.first}
        self.fields["reason"].choices = choices("emergency_reason", settings.get("placements.emergency_reasons"))
        if night.homes:
            self.fields["move_reason"].choices = choices("placement_end", settings.get("placements.move_reasons"))
        else:
            del self.fields["move_reason"]
        if night.basis:
            for name in ("kind", "authority", "decision_number"):
                del self.fields[name]
        else:
            rows = [row.code for row in settings.get("legal.bases") if row.is_emergency]
            self.fields["kind"].choices = choices("legal_basis", rows)
        for child in night.unheard:
            self._add_view(child, short(child), settings)
        self.fields["handed_over_at"].latest = at

    @staticmethod
    def _facts(one: Any) -> Any:
        return _("%(number)s, %(km)s km, %(office)s, places left after it: %(left)d. %(weakens)s") % {
            "number": one.card.number,
            "km": round(one.km),
            "office": one.card.office_name,
            "left": one.places_left,
            "weakens": " ".join(str(words) for words in one.weakens),
        }

    def _add_view(self, child: Any, short: str, settings: Any) -> None:
        reasons = choices("no_view", settings.get("cases.no_view_reasons"))
        self.fields[f"view_{child.person_id}"] = forms.LongTextField(
            label=_("What does %(child)s say?") % {"child": short},
            hint=_("In the child's own words."),
            required=False,
            says_optional=False,
            rows=3,
            max_length=LONG,
        )
        self.fields[f"no_view_{child.person_id}"] = forms.RadiosField(
            label=_("If %(child)s was not heard: why?") % {"child": short},
            choices=[("", _("The child was heard")), *reasons],
            required=False,
            says_optional=False,
        )

    def basis(self) -> dict | None:
        """Values of the emergency admission; None where a legal basis is in force."""
        if "kind" not in self.fields:
            return None
        return {name: self.cleaned_data.get(name, "") for name in ("kind", "authority", "decision_number")}

    def views(self) -> dict:
        return {
            child.person_id: {
                "view": self.cleaned_data.get(f"view_{child.person_id}", ""),
                "why_not": self.cleaned_data.get(f"no_view_{child.person_id}", ""),
            }
            for child in self.night.unheard
        }
