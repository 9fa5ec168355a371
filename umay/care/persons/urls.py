from django.urls import path, re_path

from umay.care.persons.views import deeds, drafts, pages

app_name = "persons"

urlpatterns = [
    path("", pages.search, name="search"),
    re_path(r"^draft/(?P<form>[a-z_]{1,20}\.[a-z_]{1,30})/$", drafts.draft, name="draft"),
    path("<uuid:pk>/", pages.see, name="see"),
    path("<uuid:pk>/change/", pages.change, name="change"),
    path("<uuid:pk>/papers/", pages.papers, name="papers"),
    path("<uuid:pk>/tie/", deeds.tie, name="tie"),
    path("<uuid:pk>/untie/<uuid:tie_pk>/", deeds.untie, name="untie"),
    path("<uuid:pk>/join/", deeds.join, name="join"),
    path("<uuid:pk>/join/<uuid:double_pk>/", deeds.join_with, name="join_with"),
    path("<uuid:pk>/erase/", deeds.erase, name="erase"),
]
