"""The front door's own pages."""

from django.urls import include, path

urlpatterns = [
    path("gallery/", include("umay.kit.ui.urls")),
    path("accounts/", include("allauth.urls")),
]
