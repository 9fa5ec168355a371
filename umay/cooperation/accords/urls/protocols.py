from django.urls import path

from umay.cooperation.accords.views import protocols as views

app_name = "protocols"

urlpatterns = [
    path("open/", views.open, name="open"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/sign/", views.sign, name="sign"),
    path("<uuid:pk>/announce/", views.announce, name="announce"),
]
