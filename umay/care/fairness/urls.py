from django.urls import path

from umay.care.fairness import views

app_name = "fairness"

urlpatterns = [
    path("", views.see, name="see"),
    path("audit/", views.audit, name="audit"),
    path("runs/", views.list_runs, name="list_runs"),
    path("runs/<uuid:pk>/", views.see_run, name="see_run"),
    path("table.csv", views.table, name="table"),
    path("audit/table.csv", views.audit_table, name="audit_table"),
    path("flip/", views.flip, name="flip"),
    path("flip/try_flip/", views.try_flip, name="try_flip"),
    path("passed/", views.list_passed, name="list_passed"),
]
