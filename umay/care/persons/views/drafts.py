"""Drafts of every form of the house: sent by the page while somebody types, read back by the form's own view."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse

from umay.care.persons import access, actions, queries
from umay.kit.kernel import clock
from umay.kit.kernel.doors import door


@door(access.KEEP_DRAFTS, writes=True)
def draft(request, form: str) -> HttpResponse:
    """GET: the draft as JSON, or 204. POST: keep it. DELETE, or POST with throw_away: throw it away. `?about=<uuid>` names the thing."""
    by, at = request.identity, clock.now()
    about = _about(request.GET.get("about", ""))
    if request.method == "GET":
        found = queries.draft(form=form, about=about, by=by)
        return JsonResponse({"body": found.body, "kept_at": found.kept_at}) if found else HttpResponse(status=204)
    if request.method == "DELETE" or "throw_away" in request.POST:
        actions.drop_draft(form=form, about=about, by=by, at=at)
        return HttpResponse(status=204)
    actions.keep_draft(form=form, about=about, body=dict(request.POST.lists()), by=by, at=at)
    return HttpResponse(status=204)


def _about(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
