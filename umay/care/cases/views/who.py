"""A person is looked for before being written: the name, who is already known, and the answer "the same" or "another"."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from umay.care.persons import queries as people
from umay.care.persons import several
from umay.care.persons.asking import IdentityForm, OfferForm
from umay.kit.kernel.doors import reads


class Who:
    """The name form of one page with the question that follows it.

    `form` and `offer` are drawn by cases/_who.html. After `is_settled()`: `chosen` is the known person, or None and `values` are for
    persons.actions.add.
    """

    def __init__(self, request, *, on, prefix: str, extra: dict | None = None, sent=None, form=IdentityForm):
        """sent: what the page sent, where that is not simply request.POST. A draft that was taken up is shown."""
        self.request = request
        self.prefix = prefix
        self.extra = extra or {}
        self.form = form(sent if sent is not None else request.POST or None, on=on, prefix=prefix)
        kept = getattr(request, "kept", None)
        if kept and kept.body is not None and not self.form.is_bound:
            self.form.show(kept.body)
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
    def is_wrong(self) -> bool:
        return self.is_asking or bool(self.form.is_bound and self.form.errors)

    @property
    def chosen(self):
        return self.offer.chosen if self.offer else None


class Children:
    """The children of one page, each looked for before being written. Draws errors like one form; give it to `answer_form`."""

    def __init__(self, request, sent, *, on, most: int, judged: bool = True):
        self.most = most
        self.rows = [
            Who(request, on=on, prefix=several.prefix_of(index), sent=sent, form=several.ChildForm)
            for index in range(several.count_of(sent, most))
        ]
        self.siblings = several.SiblingsForm(sent)
        if sent is not None and not judged:
            for form in [*(who.form for who in self.rows), self.siblings]:
                several.unjudged(form)

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= self.most

    @property
    def is_asking(self) -> bool:
        return any(who.is_asking for who in self.rows)

    @property
    def is_wrong(self) -> bool:
        return self.is_asking or any(who.form.is_bound and who.form.errors for who in self.rows)

    @property
    def faulty(self) -> list:
        """The forms with something to say, for the summary of errors."""
        return [
            form
            for who in self.rows
            for form in (who.form, who.offer)
            if form is not None and form.is_bound and form.errors
        ]

    def is_settled(self) -> bool:
        settled = [who.is_settled() for who in self.rows]  # each says what it lacks, not only the first
        return all(settled) and self.siblings.is_valid()

    @property
    def chosen(self) -> list:
        """Children who are recorded already, each once."""
        return list({who.chosen.pk: who.chosen for who in self.rows if who.chosen}.values())

    @property
    def values(self) -> list[dict]:
        """For persons.actions.add: the children who are new."""
        return [who.values for who in self.rows if not who.chosen]

    @property
    def are_siblings(self) -> bool:
        return len(self.rows) > 1 and self.siblings.cleaned_data["are_siblings"]


def with_status(response: HttpResponse, who: Who | Children) -> HttpResponse:
    """422 where the name form asks for something more."""
    if who.is_wrong:
        response.status_code = 422
    return response


def _shown(person) -> str:
    return person.name or _("Name not known")
