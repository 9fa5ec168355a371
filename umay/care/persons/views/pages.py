"""Find people, look at one, change what is written."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from umay.care.persons import access, actions, queries
from umay.care.persons.drafting import keeps_draft
from umay.care.persons.drawing import family_of
from umay.care.persons.files import file_links
from umay.care.persons.forms import PersonForm, SearchForm, person_initial
from umay.care.persons.rules import masked
from umay.ground.offices.queries import pack
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door, reads
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.asked import typed
from umay.kit.ui.forms import answer_form

KIND = "persons.person"
MOST_SHOWN = 20


def loaded(request, pk):
    """The person of the page, its reading noted; 404 where the asker may not see it."""
    person = get_object_or_404(queries.person(pk=pk, by=request.identity))
    reads(request, person, kind=KIND)
    return person


@typed("q")
@door(access.SEARCH)
def search(request) -> HttpResponse:
    """People of one's own scope. Lists show initials, age and the file's number; the name stands on the person's page."""
    form = SearchForm(request.asked or None)
    text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    hits = queries.search(text=text, by=request.identity, limit=MOST_SHOWN) if text else []
    links = file_links([hit.person for hit in hits], by=request.identity)
    return render(
        request,
        "persons/search.html",
        {
            "form": form,
            "text": text,
            "hits": [{"hit": hit, "file": links.get(hit.person.pk)} for hit in hits],
            "is_full": len(hits) == MOST_SHOWN,
        },
    )


@door(access.SEE)
def see(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    if person.joined_into_id:
        return redirect("persons:see", pk=person.joined_into_id)
    relatives = queries.relatives(person, by=by)
    return render(
        request,
        "persons/see.html",
        {
            "person": person,
            "names": queries.standing_names(person),
            "papers": [(paper, masked(paper.number or "")) for paper in queries.papers_of(person)],
            "relatives": relatives,
            "drawing": family_of(person, relatives, timezone.localdate(at)) if relatives else None,
            "file": file_links([person], by=by).get(person.pk),
            "erasure": queries.open_erasure(person),
            "panels": slots.panels(KIND, person, by),
            "may": {
                name: by.may(f"persons.{name}") and not person.is_erased for name in ("add", "change", "join", "erase")
            },
        },
    )


@door(access.CHANGE, writes=True)
@keeps_draft
def change(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    person = loaded(request, pk)
    on = timezone.localdate(at)
    settings = pack(by.country, on)
    form = PersonForm(
        request.POST or None,
        initial=person_initial(person, queries.standing_names(person)),
        on=on,
        country=by.country,
        kinds=settings.get("country.identity_numbers"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(person=person, version=form.cleaned_data["version"], values=form.values(), by=by, at=at)
            return redirect("persons:see", pk=pk)
        except Refusal as refusal:
            form.add_error("paper_number" if refusal.field == "papers" else None, refusal.message)
    return answer_form(request, "persons/change.html", form, person=person)


@door(access.SEE)
def papers(request, pk) -> HttpResponse:
    """The identity numbers in full: a reading of its own in the journal."""
    person = loaded(request, pk)
    reads(request, person, kind=KIND, code="read.papers")
    return render(request, "persons/papers.html", {"person": person, "papers": queries.papers_of(person)})
