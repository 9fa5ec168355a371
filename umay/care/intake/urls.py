from django.urls import path

from umay.care.intake.views import pages, receiving

app_name = "intake"

urlpatterns = [
    path("", pages.list, name="list"),
    path("receive/", receiving.receive, name="receive"),
    path("<uuid:pk>/", pages.see, name="see"),
    path("<uuid:pk>/reporter/", pages.reporter, name="reporter"),
    path("<uuid:pk>/screen/", pages.screen, name="screen"),
    path("<uuid:pk>/contact/", pages.contact, name="contact"),
    path("<uuid:pk>/close/", pages.close, name="close"),
    path("<uuid:pk>/reopen/", pages.reopen, name="reopen"),
    path("<uuid:pk>/assign/", pages.assign, name="assign"),
]
