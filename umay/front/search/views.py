"""One box: a number opens its file, anything else is looked for among people."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from umay.front.places import page_of
from umay.front.search.queries import file_numbered
from umay.kit.kernel.doors import door


@door("persons.search")
def search(request):
    words = request.GET.get("q", "").strip()[:120]
    found = file_numbered(words) if words else None
    if found:
        return redirect(page_of(*found))
    return redirect(f"{reverse('persons:search')}?{urlencode({'q': words})}" if words else reverse("persons:search"))
