from django.urls import path

from umay.cooperation.accords.views import base as views

app_name = "accords"

urlpatterns = [
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/release/", views.release, name="release"),
    path("<uuid:pk>/release-by-letter/", views.release_by_letter, name="release_by_letter"),
    path("<uuid:pk>/name-side/", views.name_side, name="name_side"),
    path("<uuid:pk>/add-file/", views.add_file, name="add_file"),
    path("files/<uuid:file>/", views.see_file, name="see_file"),
    path("files/<uuid:file>/allow/", views.allow_file, name="allow_file"),
    path("approve/<str:what>/<uuid:pk>/", views.approve, name="approve"),
    path("approve/<str:what>/<uuid:pk>/by-letter/", views.approve_by_letter, name="approve_by_letter"),
    path("approve/<str:what>/<uuid:pk>/take-back/", views.take_back, name="take_back"),
]
