from django.urls import path

from umay.care.matching.simulating import views

urlpatterns = [
    path("", views.list_simulations, name="list_simulations"),
    path("simulate/", views.simulate, name="simulate"),
    path("<uuid:pk>/", views.see_simulation, name="see_simulation"),
    path("<uuid:pk>/stop/", views.stop_simulation, name="stop_simulation"),
]
