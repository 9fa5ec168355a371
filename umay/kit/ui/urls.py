"""The gallery: every component on one page, for those who build rooms."""

from django.urls import path

from umay.kit.ui import views

app_name = "ui"

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/form/", views.gallery_form, name="gallery-form"),
    path("gallery/print/", views.gallery_print, name="gallery-print"),
]
