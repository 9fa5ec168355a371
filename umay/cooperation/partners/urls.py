from django.urls import path

from umay.cooperation.partners import views

app_name = "parties"

urlpatterns = [
    path("", views.list_parties, name="list"),
    path("add/", views.add_party, name="add_party"),
    path("add-state/", views.add_state, name="add_state"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/add-name/", views.add_name, name="add_name"),
    path("<uuid:pk>/add-person/", views.add_person, name="add_person"),
    path("<uuid:pk>/send-delegation/", views.send_delegation, name="send_delegation"),
    path("mandates/<uuid:mandate>/end/", views.end_mandate, name="end_mandate"),
    path("papers/<uuid:paper>/", views.see_paper, name="see_paper"),
    path("papers/<uuid:paper>/give/", views.give_paper, name="give_paper"),
    path("delegations/<uuid:delegation>/add/", views.add_delegate, name="add_delegate"),
    path("delegations/<uuid:delegation>/give/", views.give_delegation, name="give_delegation"),
]
