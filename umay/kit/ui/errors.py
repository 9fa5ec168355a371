"""Pages for what went wrong: what happened, what is kept, what to do. The front door's urls name them as handlers:

handler400 = "umay.kit.ui.errors.bad_request"      handler403 = "umay.kit.ui.errors.not_allowed"
handler404 = "umay.kit.ui.errors.not_found"        handler500 = "umay.kit.ui.errors.server_problem"
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from umay.kit.kernel.errors import Refusal

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW."""
    return render(request, "403_csrf.html", status=403)


def refused(request: HttpRequest, refusal: Refusal, back_url: str = "") -> HttpResponse:
    """Answer an action's refusal that has no form to stand in, with the refusal's own words and status."""
    context = {"refusal": str(refusal), "back_url": back_url}
    return render(request, "ui/refused.html", context, status=refusal.status)


def conflict(request: HttpRequest) -> HttpResponse:
    """Say that somebody else was quicker, when there are no better words."""
    return render(request, "409.html", status=409)


def too_many(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "429.html", status=429)


def server_problem(request: HttpRequest) -> HttpResponse:
    """Draw the page even when the database or a context processor is what failed."""
    try:
        return render(request, "500.html", status=500)
    except Exception:
        logger.exception("the error page was drawn without its frame's values")
        return HttpResponse(render_to_string("500.html"), status=500)


def closed(request: HttpRequest, retry_after: int = 120) -> HttpResponse:
    """Say that the system is being cared for; `retry_after` in seconds."""
    answer = render(request, "503.html", status=503)
    answer["Retry-After"] = str(retry_after)
    return answer
