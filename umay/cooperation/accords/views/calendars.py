"""One's own calendars and reminders; the feed itself, opened by a calendar program with its signed address alone."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from umay.cooperation.accords import calendars
from umay.cooperation.accords.access import SEE
from umay.cooperation.accords.actions import calendars as actions
from umay.cooperation.accords.forms.calendars import SubscribeForm
from umay.cooperation.accords.queries import calendars as queries
from umay.cooperation.accords.views.common import written
from umay.cooperation.accords.words import SubscriptionKind
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.doors import door


@door(SEE, writes=True)
def list_calendars(request):
    """What I have asked for, and a form for more."""
    found = list(queries.own(request.identity))
    for row in found:
        if row.kind == SubscriptionKind.FEED:
            row.address = request.build_absolute_uri(reverse("calendars:feed", args=[queries.address_of(row)]))

    def write(values, at):
        return actions.subscribe(by=request.identity, at=at, **values)

    form = SubscribeForm(request.POST or None, initial={"lang": translation.get_language()[:2]})
    context = {"subscriptions": found}
    return written(request, "accords/calendars/list.html", form, context, write, reverse("calendars:list"))


@door(SEE, writes=True)
def end(request, pk):
    """The address opens nothing any more."""
    row = get_object_or_404(queries.own(request.identity), pk=pk)
    if request.method == "POST":
        actions.end(subscription=row, by=request.identity, at=now())
        return redirect("calendars:list")
    return render(request, "accords/calendars/end.html", {"subscription": row})


@never_cache
@door(open_to_all=True)
def feed(request, token):
    """The calendar of the person whose address this is, in its language, as far as they see today. A wrong or ended address is not found."""
    found = queries.feed_of(token)
    if found is None:
        raise Http404
    identity, lang, accord_id = found

    def link(name, *args):
        return request.build_absolute_uri(reverse(name, args=args))

    with acting(identity), translation.override(lang):
        entries = calendars.entries(identity, lang, accord_id, link)
        body = calendars.feed(name=_("Cooperation"), lang=lang, found=entries, at=now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="umay.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
