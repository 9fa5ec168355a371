"""One box: a number opens its file, anything else is looked for among people."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from umay.front.places import page_of
from umay.front.search.queries import file_numbered
from umay.kit.kernel.doors import door
from umay.kit.ui.asked import SeeOther, address


@door("persons.search", writes=True)  # by POST, so that nothing typed stands in an address; nothing is written
def search(request):
    if request.method != "POST":
        return redirect("persons:search") if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["POST"])
    words = request.POST.get("q", "").strip()[:120]
    found = file_numbered(words) if words else None
    if found:
        return SeeOther(page_of(*found))
    return SeeOther(address(request, reverse("persons:search"), {"q": words}, ("q",)))
