from django.urls import path

from umay.cooperation.accords.views import activities, lines, planner, plans

app_name = "plans"

urlpatterns = [
    path("", plans.list_plans, name="list"),
    path("open/", plans.open, name="open"),
    path("calendar/<int:year>/", planner.calendar, name="calendar"),
    path("<uuid:pk>/", plans.see, name="see"),
    path("<uuid:pk>/change/", plans.change, name="change"),
    path("<uuid:pk>/add_line/", plans.add_line, name="add_line"),
    path("<uuid:pk>/sign/", plans.sign, name="sign"),
    path("<uuid:pk>/close/", plans.close, name="close"),
    path("<uuid:pk>/renew/", plans.renew, name="renew"),
    path("<uuid:pk>/amend/", lines.amend, name="amend"),
    path("<uuid:pk>/propose/", planner.propose, name="propose"),
    path("<uuid:pk>/report/", plans.report, name="ministers"),
    path("lines/<uuid:pk>/", lines.see_line, name="line"),
    path("lines/<uuid:pk>/change/", lines.change_line, name="change_line"),
    path("lines/<uuid:pk>/drop/", lines.drop_line, name="drop_line"),
    path("lines/<uuid:pk>/set_lead/", lines.set_lead, name="set_lead"),
    path("lines/<uuid:pk>/amend/", lines.amend_line, name="amend_line"),
    path("lines/<uuid:pk>/set_dates/", lines.set_dates, name="set_dates"),
    path("lines/<uuid:pk>/put_off/", lines.put_off, name="put_off"),
    path("lines/<uuid:pk>/cancel/", lines.cancel, name="cancel"),
    path("lines/<uuid:pk>/report/", lines.report, name="report"),
    path("lines/<uuid:pk>/verify/", lines.verify, name="verify"),
    path("lines/<uuid:pk>/raise_obstacle/", lines.raise_obstacle, name="raise_obstacle"),
    path("lines/<uuid:pk>/add_activity/", activities.add_activity, name="add_activity"),
    path("obstacles/<uuid:pk>/end/", lines.end_obstacle, name="end_obstacle"),
    path("proposals/<uuid:pk>/", lines.proposal, name="proposal"),
    path("proposals/<uuid:pk>/withdraw/", lines.withdraw, name="withdraw"),
    path("periods/<uuid:pk>/lock/", lines.lock, name="lock"),
    path("periods/<uuid:pk>/unlock/", lines.unlock, name="unlock"),
    path("activities/<uuid:pk>/", activities.activity, name="activity"),
    path("activities/<uuid:pk>/change/", activities.change_activity, name="change_activity"),
    path("activities/<uuid:pk>/call_off/", activities.call_off, name="call_off"),
    path("activities/<uuid:pk>/count/", activities.count, name="count"),
    path("activities/<uuid:pk>/show/", activities.show, name="show"),
    path("evidence/<uuid:pk>/", activities.evidence, name="evidence"),
]
