from django.urls import path

from umay.care.placements import views

app_name = "placements"

urlpatterns = [
    path("", views.listing, name="list"),
    path("emergency/<uuid:pk>/", views.place_emergency, name="place_emergency"),
    path("emergency/<uuid:pk>/telephone/", views.telephone, name="telephone"),
    path("emergency/<uuid:pk>/answer_call/", views.answer_call, name="answer_call"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/sign_contract/", views.sign_contract, name="sign_contract"),
    path("<uuid:pk>/approve/", views.approve, name="approve"),
    path("<uuid:pk>/refuse/", views.refuse, name="refuse"),
    path("<uuid:pk>/begin/", views.begin, name="begin"),
    path("<uuid:pk>/move/", views.move, name="move"),
    path("<uuid:pk>/end/", views.end, name="end"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/ratify/", views.ratify, name="ratify"),
    path("<uuid:pk>/refuse_ratification/", views.refuse_ratification, name="refuse_ratification"),
]
