"""The search panel of the list of families."""

from django.utils.translation import gettext_lazy as _

from umay.care.families.words import FamilyState
from umay.ground.offices.packs import kinds_of_care
from umay.kit.ui import forms

STATES = [("", _("Open ones")), *FamilyState.choices]


class FilterForm(forms.UmayForm):
    """GET only. An empty answer doesn't narrow."""

    number = forms.SearchField(label=_("Family number"), required=False, says_optional=False, max_length=20)
    state = forms.SelectField(label=_("State"), required=False, says_optional=False, choices=STATES, blank=None)
    free = forms.SelectField(
        label=_("Free places"),
        required=False,
        says_optional=False,
        choices=[("1", _("At least 1")), ("2", _("At least 2")), ("3", _("At least 3"))],
        blank=_("Any"),
    )
    care_type = forms.SelectField(label=_("Kind of care"), required=False, says_optional=False, blank=_("Any"))
    age = forms.WholeNumberField(
        label=_("For a child of this age"), required=False, says_optional=False, min_value=0, max_value=25
    )
    word = forms.SelectField(
        label=_("Last said that it can be asked"),
        required=False,
        says_optional=False,
        choices=[("30", _("More than 30 days ago")), ("90", _("More than 90 days ago"))],
        blank=_("Any time"),
    )
    emergencies = forms.TickField(label=_("Takes emergencies"), required=False, says_optional=False)
    kin = forms.TickField(label=_("Begun by a kin search"), required=False, says_optional=False)

    def __init__(self, *args, settings, offices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["care_type"].choices = [
            ("", _("Any")),
            *kinds_of_care(settings),
        ]
        if len(offices) > 1:
            self.fields["office"] = forms.SelectField(
                label=_("Office"),
                required=False,
                says_optional=False,
                choices=[(str(office.pk), office.name) for office in offices],
                blank=_("All"),
            )
