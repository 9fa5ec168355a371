from django.urls import path

from umay.care.visits import views

app_name = "visits"

urlpatterns = [
    path("", views.listing, name="list"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/<uuid:pk>/answer_concern/", views.answer_concern, name="answer_concern"),
    path("add/<uuid:pk>/", views.add, name="add"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/record/", views.record, name="record"),
    path("<uuid:pk>/miss/", views.miss, name="miss"),
    path("<uuid:pk>/raise_concern/", views.raise_concern, name="raise_concern"),
]
