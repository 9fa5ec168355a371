"""Permanent addresses for everybody. They never change and never say who reads. A noun's own public page gets its line here."""

from django.urls import path

from umay.cooperation.accords.views import country_rules, verify
from umay.cooperation.accords.views import public as views
from umay.cooperation.accords.views import public_iati as iati
from umay.cooperation.accords.views import public_texts as texts

app_name = "public"

urlpatterns = [
    path("", views.begin, name="begin"),
    path("verify/", verify.begin, name="verify_begin"),
    path("<slug:lang>/", views.list_accords, name="list"),
    path("<slug:lang>/verify/", verify.verify, name="verify"),
    path("<slug:lang>/accords/<slug:code>/", views.see, name="see"),
    path("<slug:lang>/accords/<slug:code>/text/", texts.see, name="text"),
    path("<slug:lang>/accords/<slug:code>/text/pdf/", texts.pdf, name="text_pdf"),
    path("<slug:lang>/accords/<slug:code>/iati.xml", iati.plan, name="iati_plan"),
    path("<slug:lang>/iati.xml", iati.plans, name="iati_plans"),
    path("<slug:lang>/iati-organisations.xml", iati.institutions, name="iati_institutions"),
    path("<slug:lang>/foster-care-rules/", country_rules.compare, name="country_rules"),
    path("<slug:lang>/terms/", texts.list_terms, name="terms"),
    path("<slug:lang>/terms/<slug:code>/", texts.see_term, name="term"),
    path("<slug:lang>/sources/<slug:code>/", views.source, name="source"),
    path("<slug:lang>/files/<uuid:pk>/", views.see_file, name="see_file"),
    path("<slug:lang>/changes.atom", views.changes, name="changes"),
]
