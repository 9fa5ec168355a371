"""The form of "what would happen if"."""

from django.utils.translation import gettext_lazy as _

from umay.care.matching.simulating.words import KINDS, POLICIES
from umay.ground.offices import places
from umay.kit.kernel import text
from umay.kit.ui import forms

MOST_FAMILIES = 500
USUAL = ("greedy", "daily_batch_prices", "hindsight")


class SimulateForm(forms.WritingForm):
    """Where, how long, which ways of choosing, and which families more."""

    groups = [
        forms.Group(_("Where and how long"), ["place", "days", "seeds"]),
        forms.Group(
            _("What if there were more families?"),
            ["added", "added_kind"],
            _(
                "Both are played: with these families and without them. Leave it empty to compare ways of choosing alone."
            ),
        ),
        forms.Group(_("Ways of choosing a family"), ["policies"]),
    ]
    place = forms.SelectField(label=_("Where does it play?"), blank=None)
    days = forms.RadiosField(
        label=_("How many days?"),
        choices=[("180", _("Half a year")), ("365", _("A year")), ("730", _("Two years"))],
        initial="365",
        row=True,
    )
    seeds = forms.RadiosField(
        label=_("How often is it played?"),
        hint=_("Each time with other luck. The more often, the narrower the range in which the answer lies."),
        choices=[("4", _("4 times")), ("8", _("8 times")), ("16", _("16 times"))],
        initial="8",
        row=True,
    )
    added = forms.WholeNumberField(
        label=_("How many families more?"), required=False, min_value=0, max_value=MOST_FAMILIES, width="4"
    )
    added_kind = forms.RadiosField(
        label=_("What kind of families?"), choices=list(KINDS.items()), initial="any", required=False
    )
    policies = forms.CheckboxesField(
        label=_("Which ways are compared?"), choices=list(POLICIES.items()), initial=list(USUAL)
    )

    def __init__(self, *args, country: str, language: str, home: str, **kwargs):
        super().__init__(*args, **kwargs)
        found = places.sorted_provinces(country, language, text.sort_key)
        self.fields["place"].choices = [
            (country, _("The whole country")),
            *((place.code, place.name(language)) for place in found),
        ]
        self.fields["place"].initial = home or country

    @property
    def values(self) -> dict:
        """What the action takes."""
        found = self.cleaned_data
        added = found["added"] or 0
        return {
            "place": found["place"],
            "days": int(found["days"]),
            "seeds": int(found["seeds"]),
            # In the order of the list, whatever the order of the ticks.
            "policies": [code for code in POLICIES if code in found["policies"]],
            "added": added,
            "added_kind": found["added_kind"] or "any" if added else "",
        }
