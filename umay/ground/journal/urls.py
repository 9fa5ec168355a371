"""Routes of the journal."""

from django.urls import path

from umay.ground.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.search, name="search"),
    path("own/", views.own, name="own"),
]
