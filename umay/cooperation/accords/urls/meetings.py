from django.urls import path

from umay.cooperation.accords.views import decisions, meetings, minutes

app_name = "meetings"

urlpatterns = [
    path("", meetings.list_series, name="list"),
    path("open_series/", meetings.open_series, name="open_series"),
    path("series/<uuid:pk>/", meetings.series, name="series"),
    path("series/<uuid:pk>/plan/", meetings.plan, name="plan"),
    path("series/<uuid:pk>/minutes/", minutes.compiled, name="compiled"),
    path("<uuid:pk>/", meetings.see, name="see"),
    path("<uuid:pk>/change/", meetings.change, name="change"),
    path("<uuid:pk>/open_agenda/", meetings.open_agenda, name="open_agenda"),
    path("<uuid:pk>/close_agenda/", meetings.close_agenda, name="close_agenda"),
    path("<uuid:pk>/hold/", meetings.hold, name="hold"),
    path("<uuid:pk>/call_off/", meetings.call_off, name="call_off"),
    path("<uuid:pk>/add_item/", meetings.add_item, name="add_item"),
    path("<uuid:pk>/attend/", meetings.attend, name="attend"),
    path("<uuid:pk>/open_communique/", meetings.open_communique, name="open_communique"),
    path("<uuid:pk>/write_minutes/", minutes.write_minutes, name="write_minutes"),
    path("<uuid:pk>/open_amendments/", minutes.open_amendments, name="open_amendments"),
    path("<uuid:pk>/versions/", minutes.versions, name="versions"),
    path("<uuid:pk>/add_decision/", decisions.add_decision, name="add_decision"),
    path("items/<uuid:pk>/drop/", meetings.drop_item, name="drop_item"),
    path("decisions/<uuid:pk>/", decisions.decision, name="decision"),
    path("decisions/<uuid:pk>/change/", decisions.change_decision, name="change_decision"),
    path("decisions/<uuid:pk>/add_action/", decisions.add_action, name="add_action"),
    path("actions/<uuid:pk>/", decisions.action, name="action"),
    path("actions/<uuid:pk>/change/", decisions.change_action, name="change_action"),
    path("actions/<uuid:pk>/report/", decisions.report, name="report"),
    path("actions/<uuid:pk>/verify/", decisions.verify, name="verify"),
    path("actions/<uuid:pk>/send_back/", decisions.send_back, name="send_back"),
]
