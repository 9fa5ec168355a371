"""What the families room has to say before an earlier room's step."""

from django.utils.translation import gettext_lazy as _

from umay.care.families.queries import household_of
from umay.kit.kernel import slots
from umay.kit.kernel.errors import Refusal


@slots.guard("persons.person.erase")
def open_family(person, identity, at) -> Refusal | None:
    """Somebody of a household that cares for children, or is on the way to, can't be erased."""
    if household_of(person.pk) is None:
        return None
    return Refusal(
        _("This person belongs to a family whose file is still open. Nothing was erased. End the family's file first."),
        code="open_family",
    )
