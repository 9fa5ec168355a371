"""Asking for a calendar or for reminders."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.words import SubscriptionKind
from umay.kit.ui import forms


class SubscribeForm(forms.WritingForm):
    kind = forms.RadiosField(
        label=_("What you want"),
        choices=SubscriptionKind.choices,
        hints={
            SubscriptionKind.FEED: _("An address for the calendar program on your telephone or computer."),
            SubscriptionKind.MAIL: _(
                "A short e-mail in the morning when something is due. It holds titles and links only."
            ),
        },
    )
    email = forms.EmailField(label=_("E-mail address, for reminders"), required=False)
    lang = forms.RadiosField(label=_("Language"), choices=settings.LANGUAGES, row=True)
