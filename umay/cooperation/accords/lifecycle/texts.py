"""The moves of one language of a text. Nothing leads out of authentic: other words are another version."""

from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.text_words import TextState
from umay.kit.kernel.lifecycle import Lifecycle, Move

APPROVE, CHANGE = "accords.approve", "accords.change"

TEXT = Lifecycle(
    thing="texts.text",
    states=TextState,
    start=TextState.DRAFT,
    moves=(
        Move("hand", (TextState.DRAFT,), TextState.TRANSLATED, CHANGE, _("It is written in full")),
        Move("verify", (TextState.TRANSLATED,), TextState.VERIFIED, CHANGE, _("I have read it and it says the same")),
        Move("reopen", (TextState.TRANSLATED, TextState.VERIFIED), TextState.DRAFT, CHANGE, _("Back to the draft")),
        Move("authenticate", (TextState.VERIFIED,), TextState.AUTHENTIC, APPROVE, _("Make it authentic")),
    ),
)
