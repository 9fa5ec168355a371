"""What machines ask: is it alive, may it be indexed, where is the small picture."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.generic.base import RedirectView

from umay.kit.kernel.doors import Door, door


def _open(view):
    """An open door without a transaction: these answer also while the database is away."""
    view.door = Door("", open_to_all=True)
    return view


@_open
@never_cache
def health(request):
    """ "ok" with 200 while the database answers, else "no database" with 503. Nothing else is told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@_open
def robots(request):
    """Only what is for everybody is for search engines, and nothing of a demonstration."""
    allowed = "" if settings.UMAY_DEMO else "Allow: /public/\n"
    return HttpResponse(f"User-agent: *\n{allowed}Disallow: /\n", content_type="text/plain")


@door(open_to_all=True)
def favicon(request):
    return RedirectView.as_view(url=static("ui/img/logo.svg"))(request)
