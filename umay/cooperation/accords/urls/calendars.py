from django.urls import path

from umay.cooperation.accords.views import calendars as views

app_name = "calendars"

urlpatterns = [
    path("", views.list_calendars, name="list"),
    path("<uuid:pk>/end/", views.end, name="end"),
    path("<str:token>.ics", views.feed, name="feed"),
]
