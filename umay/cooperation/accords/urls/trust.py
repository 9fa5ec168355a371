from django.urls import path

from umay.cooperation.accords.views import trust

app_name = "trust"

urlpatterns = [
    path("", trust.list_trust, name="list"),
    path("pin/", trust.pin, name="pin"),
    path("<uuid:pk>/confirm/", trust.confirm, name="confirm"),
    path("<uuid:pk>/remove/", trust.remove, name="remove"),
]
