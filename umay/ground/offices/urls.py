"""Routes of the offices room."""

from django.urls import path

from umay.ground.offices.views import arranging, people, settings

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
    path("tree/", arranging.offices, name="offices"),
    path("tree/open_office/", arranging.open_office, name="open_office"),
    path("tree/in/<str:iso>/", arranging.offices_in, name="offices_in"),
    path("tree/<uuid:pk>/", arranging.office, name="office"),
    path("tree/<uuid:pk>/rename_office/", arranging.rename_office, name="rename_office"),
    path("tree/<uuid:pk>/open_team/", arranging.open_team, name="open_team"),
    path("tree/<uuid:pk>/close_office/", arranging.close_office, name="close_office"),
    path("tree/teams/<uuid:pk>/rename_team/", arranging.rename_team, name="rename_team"),
    path("tree/teams/<uuid:pk>/close_team/", arranging.close_team, name="close_team"),
    path("tree/closings/<uuid:pk>/confirm_closing/", arranging.confirm_closing, name="confirm_closing"),
    path("tree/closings/<uuid:pk>/drop_closing/", arranging.drop_closing, name="drop_closing"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:setting>/confirm/", settings.confirm, name="confirm"),
]
