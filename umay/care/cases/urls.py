from django.urls import path

from umay.care.cases import views

app_name = "cases"


def _of(verb: str, view, part: str = ""):
    """`<case>/verb/`, or `<case>/verb/<part of the case>/`."""
    return path(f"<uuid:pk>/{verb}/" + (f"<uuid:{part}>/" if part else ""), view, name=verb)


urlpatterns = [
    path("", views.listing, name="list"),
    path("open/", views.open, name="open"),
    path("open/<uuid:report>/", views.open_from_report, name="open_from_report"),
    path("<uuid:pk>/", views.see, name="see"),
    _of("change", views.change),
    _of("note", views.note),
    _of("add_child", views.add_child),
    _of("change_child", views.change_child, "child"),
    _of("record_view", views.record_view, "child"),
    _of("add_tried", views.add_tried),
    _of("set_contact", views.set_contact),
    _of("ask_kin", views.ask_kin),
    _of("answer_kin", views.answer_kin, "kin"),
    _of("seek_family", views.seek_family),
    _of("stop_seeking", views.stop_seeking),
    _of("add_basis", views.add_basis),
    _of("end_basis", views.end_basis, "basis"),
    _of("add_measure", views.add_measure),
    _of("end_measure", views.end_measure, "measure"),
    _of("meet_deadline", views.meet_deadline, "deadline"),
    _of("review", views.review),
    _of("assign", views.assign),
    _of("hand_over", views.hand_over),
    _of("open_to", views.open_to),
    _of("make_confidential", views.make_confidential),
    _of("name_person", views.name_person),
    _of("unname_person", views.unname_person, "grant"),
    _of("end_confidential", views.end_confidential),
    _of("ask_close", views.ask_close),
    _of("keep_open", views.keep_open),
    _of("close", views.close),
    _of("reopen", views.reopen),
]
