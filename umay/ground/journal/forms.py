"""What the auditor looks for."""

from django.utils.translation import gettext_lazy as _

from umay.ground.journal.words import GROUPS
from umay.kit.ui import forms


class AskedForm(forms.UmayForm):
    who = forms.TextField(
        label=_("User name"), required=False, says_optional=False, width="20", max_length=80, autocomplete="off"
    )
    number = forms.TextField(
        label=_("Number of a case, report or family"),
        required=False,
        says_optional=False,
        width="20",
        max_length=20,
        autocomplete="off",
    )
    code = forms.SelectField(label=_("What happened"), choices=GROUPS, blank=None, required=False, says_optional=False)
    first_on = forms.DayField(label=_("From this day"), required=False, says_optional=False)
    last_on = forms.DayField(label=_("To this day"), required=False, says_optional=False)
    with_rows = forms.TickField(label=_("Also each row the database wrote"), required=False, says_optional=False)
