"""A person is looked for before being written: the name, who is already known, and the answer "the same" or "another"."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from umay.care.persons import queries as people
from umay.care.persons.asking import IdentityForm, OfferForm
from umay.kit.kernel.doors import reads


class Who:
    """The name form of one page with the question that follows it.

    `form` and `offer` are drawn by cases/_who.html. After `is_settled()`: `chosen` is the known person, or None and `values` are for
    persons.actions.add.
    """

    def __init__(self, request, *, on, prefix: str, extra: dict | None = None):
        self.request = request
        self.prefix = prefix
        self.extra = extra or {}
        self.form = IdentityForm(request.POST or None, on=on, prefix=prefix)
        self.offer: OfferForm | None = None
        self.values: dict = {}
        self.is_asking = False

    def is_settled(self) -> bool:
        """Whether the entry is right and, where somebody alike is known, the question was answered."""
        if not self.form.is_valid():
            return False
        if self.form.is_empty:
            self.form.add_error("given", _("Write at least one name, or what is known of the birth."))
            return False
        self.values = self.form.values()
        found = people.doubles(values=self.values | self.extra, by=self.request.identity)
        self.offer = OfferForm(
            found, values=self.values, sent=self.request.POST, prefix=f"{self.prefix}-offer", words=_shown
        )
        for double in found.here:
            reads(self.request, double.person, kind="persons.person", code="read.double")
        self.is_asking = not self.offer.is_settled
        return not self.is_asking

    @property
    def chosen(self):
        return self.offer.chosen if self.offer else None


def with_status(response: HttpResponse, who: Who) -> HttpResponse:
    """422 where the name form asks for something more."""
    if who.is_asking or (who.form.is_bound and who.form.errors):
        response.status_code = 422
    return response


def _shown(person) -> str:
    return person.name or "–"
