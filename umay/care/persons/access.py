"""Permissions of the persons room, and whose rows a person sees. The database asks the same once more (rows/context.py)."""

from django.db.models import QuerySet

from umay.care.persons.models import Person
from umay.kit.kernel.acting import Identity

SEE = "persons.see"
SEARCH = "persons.search"
ADD = "persons.add"
CHANGE = "persons.change"
JOIN = "persons.join"
ERASE = "persons.erase"
KEEP_DRAFTS = "drafts.keep"


def visible(by: Identity) -> QuerySet[Person]:
    """Every person the asker may see, erased and joined ones included. Row-level security narrows it; this names the country."""
    return Person.objects.filter(country=by.country)
