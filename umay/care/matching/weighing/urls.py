from django.urls import path

from umay.care.matching.weighing import views

urlpatterns = [
    path("", views.list_weights, name="list_weights"),
    path("prepare_weights/", views.prepare_weights, name="prepare_weights"),
    path("<uuid:pk>/", views.see_weights, name="see_weights"),
    path("<uuid:pk>/compare_weights/", views.compare_weights, name="compare_weights"),
    path("<uuid:pk>/stop_comparing/", views.stop_comparing, name="stop_comparing"),
    path("<uuid:pk>/ask_board/", views.ask_board, name="ask_board"),
    path("<uuid:pk>/vote/", views.vote, name="vote"),
    path("<uuid:pk>/withdraw_weights/", views.withdraw_weights, name="withdraw_weights"),
]
