"""The moves of a declaration, forward alone. The depositary makes them; the database asks the same (declaration_sql.py).

What a published source tells of is loaded as reported; nothing leads into that state or out of it.
"""

from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.declaration_words import DeclarationState
from umay.kit.kernel.lifecycle import Lifecycle, Move

APPROVE = "accords.approve"
S = DeclarationState

DECLARATION = Lifecycle(
    thing="declarations.declaration",
    states=DeclarationState,
    start=S.DRAFT,
    given=(S.REPORTED,),
    moves=(
        Move("freeze", (S.DRAFT,), S.FROZEN, APPROVE, _("Freeze the text")),
        Move("seal", (S.FROZEN,), S.OPEN, APPROVE, _("Seal it")),
        Move("close", (S.OPEN,), S.CLOSED, APPROVE, _("Close for signature")),
    ),
)
