"""Addresses of spreadsheets in and out."""

from django.urls import path

from umay.front.bulk import views

app_name = "bulk"
urlpatterns = [
    path("", views.start, name="start"),
    path("export/<slug:kind>/", views.export, name="export"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/match/", views.match, name="match"),
    path("<uuid:pk>/problems/", views.problems, name="problems"),
    path("<uuid:pk>/decide/", views.decide, name="decide"),
    path("<uuid:pk>/write/", views.write, name="write"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
    path("<uuid:pk>/drop/", views.drop, name="drop"),
]
