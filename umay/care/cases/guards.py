"""What the cases room has to say before an earlier room's step."""

from django.utils.translation import gettext_lazy as _

from umay.care.cases.queries.files import is_in_open_case
from umay.kit.kernel import slots
from umay.kit.kernel.errors import Refusal


@slots.guard("persons.person.erase")
def open_case(person, identity, at) -> Refusal | None:
    """A child of an open case, and kin who were asked in one, can't be erased."""
    if not is_in_open_case(person):
        return None
    return Refusal(
        _("This person stands in a case that is still open. Nothing was erased. Close the case first."),
        code="open_case",
    )
