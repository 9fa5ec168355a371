from django.urls import path

from umay.care.families.views import applying, asks, assessing, deciding, pages, places

app_name = "families"

urlpatterns = [
    path("", pages.list_all, name="list"),
    path("apply/", applying.apply, name="apply"),
    path("asks/", asks.asks, name="asks"),
    path("asks/<uuid:pk>/answer/", asks.answer_ask, name="answer_ask"),
    path("<uuid:pk>/", pages.see, name="see"),
    path("<uuid:pk>/change/", applying.change, name="change"),
    path("<uuid:pk>/add_member/", applying.add_member, name="add_member"),
    path("<uuid:pk>/leave/<uuid:member>/", applying.leave, name="leave"),
    path("<uuid:pk>/assess/", assessing.assess, name="assess"),
    path("<uuid:pk>/set_limits/", assessing.set_limits, name="set_limits"),
    path("<uuid:pk>/decide_limits/", assessing.decide_limits, name="decide_limits"),
    path("<uuid:pk>/ask_approval/", deciding.ask_approval, name="ask_approval"),
    path("<uuid:pk>/send_back/", deciding.send_back, name="send_back"),
    path("<uuid:pk>/approve/", deciding.approve, name="approve"),
    path("<uuid:pk>/refuse/", deciding.refuse, name="refuse"),
    path("<uuid:pk>/suspend/", deciding.suspend, name="suspend"),
    path("<uuid:pk>/resume/", deciding.resume, name="resume"),
    path("<uuid:pk>/end/", deciding.end, name="end"),
    path("<uuid:pk>/hand_over/", deciding.hand_over, name="hand_over"),
    path("<uuid:pk>/confirm_willingness/", places.confirm_willingness, name="confirm_willingness"),
    path("<uuid:pk>/set_availability/", places.set_availability, name="set_availability"),
    path("<uuid:pk>/block_places/", places.block_places, name="block_places"),
    path("<uuid:pk>/unblock_places/<uuid:line>/", places.unblock_places, name="unblock_places"),
]
