"""The gallery: every component on one page, for those who build rooms."""

from django.urls import path

from umay.kit.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("form/", views.gallery_form, name="gallery-form"),
    path("print/", views.gallery_print, name="gallery-print"),
]
