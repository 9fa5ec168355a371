"""Routes of the offices room."""

from django.urls import path

from umay.ground.offices.views import people, settings

app_name = "offices"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/open/", people.open, name="open"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/give_post/", people.give_post, name="give_post"),
    path("people/<uuid:pk>/close/", people.close, name="close"),
    path("people/<uuid:pk>/reopen/", people.reopen, name="reopen"),
    path("people/<uuid:pk>/reset/", people.reset, name="reset"),
    path("posts/<uuid:pk>/confirm_post/", people.confirm_post, name="confirm_post"),
    path("posts/<uuid:pk>/end_post/", people.end_post, name="end_post"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:setting>/confirm/", settings.confirm, name="confirm"),
]
