from django.urls import path

from umay.care.matching.simulating import views

urlpatterns = [
    path("", views.list_simulations, name="list_simulations"),
    path("simulate/", views.simulate, name="simulate"),
    path("<uuid:pk>/", views.see_simulation, name="see_simulation"),
    path("<uuid:pk>/stop/", views.stop_simulation, name="stop_simulation"),
    path("<uuid:pk>/share_simulation/", views.share_simulation, name="share_simulation"),
    path("<uuid:pk>/unshare_simulation/", views.unshare_simulation, name="unshare_simulation"),
]
