"""What the accords room shows on the pages of the partners room."""

from django.utils.translation import gettext as _

from umay.cooperation.accords.queries import base as queries
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Panel


def accords_of(party, identity: Identity) -> Panel | None:
    """What this institution is party to, as far as the person sees it. One statement."""
    sides = queries.sides_of_party(party, identity)
    return Panel(_("What it is party to"), "accords/_of_party.html", {"sides": sides}, 20) if sides else None
