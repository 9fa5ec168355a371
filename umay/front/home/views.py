"""The start page and the notices."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from umay.front.home import queries
from umay.ground.offices import actions
from umay.ground.offices.queries import notices_of
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


@never_cache
@door("home.see")
def home(request):
    """My work: late, due and waiting; what others told me."""
    at = now()
    context = {
        "work": queries.work_of(request.identity, at),
        "notices": queries.unread(request.identity),
        "facts": queries.greeting_facts(request.identity, request._umay_post.office.name),
        "may_search": request.identity.may("persons.search"),
        "at": at,
    }
    return render(request, "front/home.html", context)


@door("home.see")
def notices(request):
    """Everything I was told, read or not."""
    page = Paginator(notices_of(request.identity), 25).get_page(request.GET.get("page"))
    page.object_list = [queries.told(notice, request.identity) for notice in page.object_list]
    return render(request, "front/notices.html", {"page": page})


@door("home.see", writes=True)
def read_notice(request, pk):
    """Mark one notice as read, and go to what it is about where that is asked."""
    notice = get_object_or_404(notices_of(request.identity), pk=pk)
    if request.method == "POST":
        actions.mark_read(notice=notice, by=request.identity, at=now())
    where = queries.place_of(notice, request.identity)
    return redirect(where if where and "go" in request.POST else "home")
