from django.urls import include, path

from umay.care.matching.recruiting.views import recruit
from umay.care.matching.views import advising, alike, asking, choosing, ending, pages, running, willing

app_name = "matching"


def _of(verb: str, view):
    return path(f"<uuid:pk>/{verb}/", view, name=verb)


def _of_candidate(verb: str, view):
    return path(f"candidates/<uuid:pk>/{verb}/", view, name=verb)


urlpatterns = [
    path("", pages.list_all, name="list"),
    path("runs/", running.list_runs, name="list_runs"),
    path("runs/ask_run/", running.ask_run, name="ask_run"),
    path("runs/<uuid:pk>/", running.see_run, name="see_run"),
    path("runs/<uuid:pk>/stop/", running.stop, name="stop"),
    path("runs/<uuid:pk>/replay/", running.replay, name="replay"),
    path("simulation/", include("umay.care.matching.simulating.urls")),
    path("weights/", include("umay.care.matching.weighing.urls")),
    path("recruitment/", recruit, name="recruit"),
    path("advice/", advising.list_advice, name="list_advice"),
    path("advice/<uuid:pk>/heed/<slug:says>/", advising.heed, name="heed"),
    path("cases/<uuid:pk>/open/", pages.open, name="open"),
    path("cases/<uuid:pk>/check_people/<uuid:family>/", alike.check_people, name="check_people"),
    path("kin/<uuid:pk>/start_assessment/", asking.start_assessment, name="start_assessment"),
    path("<uuid:pk>/", pages.see, name="see"),
    _of("left_out", pages.left_out),
    _of("input", pages.input),
    _of("shortlist", asking.shortlist),
    _of("telephone", asking.telephone),
    _of("ask_first", willing.ask_first),
    path("<uuid:pk>/hear_word/<uuid:family>/", willing.hear_word, name="hear_word"),
    _of("decide", choosing.decide),
    _of("send_back", choosing.send_back),
    _of("take_back", choosing.take_back),
    _of("none_suits", ending.none_suits),
    _of("look_again", ending.look_again),
    _of("split", ending.split),
    _of("withdraw", ending.withdraw),
    _of_candidate("ask_office", asking.ask_office),
    _of_candidate("ask_family", asking.ask_family),
    _of_candidate("answer_family", asking.answer_family),
    _of_candidate("drop", asking.drop),
    _of_candidate("propose", choosing.propose),
]
