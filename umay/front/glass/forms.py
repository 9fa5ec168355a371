"""Why a hidden file must be opened now."""

from django.utils.translation import gettext_lazy as _

from umay.kit.ui import forms


class GlassForm(forms.UmayForm):
    reason = forms.LongTextField(
        label=_("Why do you need this file now?"),
        hint=_("One sentence is enough. The file's worker, the supervisor and the auditor read it at once."),
        rows=3,
        min_length=10,
        max_length=500,
        error_messages={
            "required": _("Write why you need this file"),
            "min_length": _("Write why in a whole sentence"),
        },
    )
