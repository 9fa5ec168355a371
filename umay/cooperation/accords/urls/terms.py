from django.urls import path

from umay.cooperation.accords.views import terms as views

app_name = "terms"

urlpatterns = [
    path("", views.list_terms, name="list"),
    path("open/", views.open, name="open"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/add/", views.add, name="add"),
    path("words/<uuid:pk>/change/", views.change, name="change"),
    path("words/<uuid:pk>/match/", views.match, name="match"),
]
