"""The gallery alone, so that the look is tested without the rooms."""

from django.contrib.staticfiles.views import serve
from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("gallery/", include("umay.kit.ui.urls")),
    path("out/", lambda request: HttpResponse(), name="account_logout"),
    path("keep/", lambda request: HttpResponse(), name="session_keep"),
    path("static/<path:path>", lambda request, path: serve(request, path, insecure=True)),
]
