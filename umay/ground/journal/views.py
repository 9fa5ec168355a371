"""The journal's pages: everything, for the auditor; one's own lines, for everybody."""

from uuid import UUID

from django.shortcuts import render

from umay.ground.journal import queries
from umay.ground.journal.access import SEE
from umay.ground.journal.forms import AskedForm
from umay.ground.journal.queries import Asked
from umay.kit.kernel.doors import door
from umay.kit.kernel.ports import record
from umay.kit.ui.asked import typed


@typed("who", "number")
@door(SEE, writes=True)  # writes: that the journal was searched is a line of the journal itself
def search(request):
    """All lines of the country, narrowed by person, file, kind and day."""
    form = AskedForm(request.asked or None)
    asked, missing = _asked(form, request.identity) if form.is_bound else (Asked(), "")
    page = queries.page_of(queries.lines(asked), request.GET.get("page")) if not missing else None
    record("journal.search", kind="journal", file=asked.file)
    context = {"form": form, "page": page, "missing": missing, "seal": queries.last_seal()}
    return render(request, "journal/search.html", context)


def _asked(form: AskedForm, by) -> tuple[Asked, str]:
    """What was asked, and which part of it does not exist ("who", "number")."""
    if not form.is_valid():
        return Asked(), "entry"
    said = form.cleaned_data
    who = queries.person_named(said["who"], by.country) if said["who"] else None
    file = _file(said["number"])
    missing = "who" if said["who"] and not who else "number" if said["number"] and not file else ""
    asked = Asked(who, file, said["code"], said["first_on"], said["last_on"], said["with_rows"])
    return asked, missing


def _file(words: str):
    if not words:
        return None
    try:
        return UUID(words.strip())
    except ValueError:
        return queries.file_numbered(words)


@door()
def own(request):
    """What the journal says about the person who asks."""
    page = queries.page_of(queries.own_lines(request.identity), request.GET.get("page"))
    return render(request, "journal/own.html", {"page": page})
