"""The button of the fairness room: nothing but its key."""

from umay.kit.ui import forms


class PressForm(forms.WritingForm):
    """A key, so that the same press is done once."""
