"""The forms of weights: preparing a document, and a vote."""

from django.utils.translation import gettext_lazy as _

from umay.care.matching.engine.inputs import HIGHEST_WEIGHT
from umay.care.matching.weighing.words import TERMS, Vote
from umay.ground.offices.packs import label
from umay.kit.ui import forms


class PrepareForm(forms.WritingForm):
    """Points and a reason for each term, why they are changed, and from which day they would count."""

    valid_from = forms.DayField(
        label=_("From which day would they count?"), hint=_("A day to come. Before it, nothing changes.")
    )
    why = forms.LongTextField(label=_("Why are the weights changed?"), rows=3, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for term in TERMS:
            self.fields[f"weight_{term}"] = forms.DecimalField(
                label=label("weight", term), min_value=0, max_value=HIGHEST_WEIGHT, decimal_places=6, width="10",
                hint=_("Points for each child"),
            )  # fmt: skip
            self.fields[f"reason_{term}"] = forms.LongTextField(
                label=_("Why this many?"), rows=2, max_length=1000,
                error_messages={"required": _("Write a reason for each weight.")},
            )  # fmt: skip
        self.groups = [
            forms.Group(_("What and from when"), ["why", "valid_from"]),
            *(forms.Group(label("weight", term), [f"weight_{term}", f"reason_{term}"]) for term in TERMS),
        ]

    @property
    def values(self) -> dict:
        """What the action takes."""
        found = self.cleaned_data
        return {
            "weights": {term: _plain(found[f"weight_{term}"]) for term in TERMS},
            "reasons": {term: found[f"reason_{term}"] for term in TERMS},
            "why": found["why"],
            "valid_from": found["valid_from"],
        }


def like(weights: dict, reasons: dict) -> dict:
    """The form's first words from weights that stand already."""
    return {f"weight_{term}": weights[term] for term in TERMS} | {
        f"reason_{term}": reasons.get(term, "") for term in TERMS
    }


def _plain(number):
    """A whole number where it is one: the file of a run says 1000 and not 1000.0."""
    return int(number) if number == int(number) else float(number)


class VoteForm(forms.WritingForm):
    """Yes or no, with a reason."""

    says = forms.RadiosField(label=_("Do you agree to these weights?"), choices=Vote.choices, row=True)
    reason = forms.LongTextField(
        label=_("Your reason"),
        hint=_("It is kept with your name and vote, and everybody who matches can read it."),
        rows=3,
        max_length=2000,
    )
