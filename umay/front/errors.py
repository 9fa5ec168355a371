"""Pages for what goes wrong outside a room."""

from django.shortcuts import render


def form_expired(request, reason=""):
    """The form's safety token was missing or old: nothing was saved."""
    return render(request, "403.html", {"expired": True}, status=403)
