from django.urls import path

from umay.cooperation.accords.views import texts as views

app_name = "texts"

urlpatterns = [
    path("", views.list_texts, name="list"),
    path("draft/", views.draft, name="draft"),
    path("of/<uuid:pk>/", views.of, name="of"),
    path("begin/<uuid:pk>/", views.begin, name="begin"),
    path("<uuid:pk>/", views.see, name="see"),
    path("<uuid:pk>/add/", views.add, name="add"),
    path("<uuid:pk>/amend/", views.amend, name="amend"),
    path("<uuid:pk>/compare/", views.compare, name="compare"),
    path("<uuid:pk>/pdf/", views.pdf, name="pdf"),
    path("<uuid:pk>/write/<slug:number>/", views.write, name="write"),
    path("<uuid:pk>/take-out/<slug:number>/", views.take_out, name="take_out"),
    path("languages/<uuid:pk>/hand/", views.hand, name="hand"),
    path("languages/<uuid:pk>/verify/", views.verify, name="verify"),
    path("languages/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("languages/<uuid:pk>/authenticate/", views.authenticate, name="authenticate"),
]
