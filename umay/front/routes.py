"""The front door's own pages."""

from django.conf import settings
from django.urls import include, path

from umay.front import health

urlpatterns = [
    path("health/", health.health, name="health"),
    path("robots.txt", health.robots, name="robots"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("", include("umay.front.accounts.urls")),
]
if settings.UMAY_DEMO:
    urlpatterns.append(path("", include("umay.kit.ui.urls")))
