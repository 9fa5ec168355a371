"""The ledger of a family as a drawing: one bar of places, free, taken, held and not usable."""

from django.utils.translation import gettext as _

from umay.care.families.queries import Ledger
from umay.kit.ui.drawings import Drawing, Stack, stacks


def places_of(ledger: Ledger) -> Drawing:
    return stacks(
        title=_("Free and taken places"),
        desc=_("How many places are free, taken, held for a match, or not usable for now."),
        what=_("Family"),
        parts=[_("Free"), _("A child lives there"), _("Held for a match"), _("Not usable for now")],
        items=[Stack(_("This family"), [ledger.free, ledger.taken, ledger.held, ledger.blocked])],
    )
