"""Pages for what goes wrong outside a room."""

from django.shortcuts import render

_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def form_expired(request, reason=""):
    """The form's safety token was old: nothing was saved, and nothing that was typed is lost.

    This happens after signing in again in another tab. Where the browser vouches that the form came from one of our own pages, it is
    offered once more with a fresh token; a form from anywhere else is refused as it is.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and _came_from_here(request) and not request.FILES:
        fields = [(name, value) for name, values in request.POST.lists() if name != _TOKEN for value in values]
        return render(request, "front/send_again.html", {"fields": fields}, status=403)
    return render(request, "403_csrf.html", status=403)


def _came_from_here(request) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" and request.headers.get("Origin", own) == own
