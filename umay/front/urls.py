"""Routes of the whole house: the front door's own, and one prefix per room."""

from django.urls import include, path

urlpatterns = [
    path("", include("umay.front.routes")),
    path("public/", include("umay.cooperation.accords.urls.public")),
    path("cooperation/parties/", include("umay.cooperation.partners.urls")),
    path("cooperation/calendars/", include("umay.cooperation.accords.urls.calendars")),
    path("cooperation/accords/", include("umay.cooperation.accords.urls.base")),
    path("cooperation/plans/protocols/", include("umay.cooperation.accords.urls.protocols")),
    path("cooperation/plans/", include("umay.cooperation.accords.urls.plans")),
    path("cooperation/declarations/", include("umay.cooperation.accords.urls.declarations")),
    path("cooperation/texts/", include("umay.cooperation.accords.urls.texts")),
    path("cooperation/terms/", include("umay.cooperation.accords.urls.terms")),
    path("cooperation/meetings/", include("umay.cooperation.accords.urls.meetings")),
    path("cooperation/trust/", include("umay.cooperation.accords.urls.trust")),
    path("care/persons/", include("umay.care.persons.urls")),
    path("care/intake/", include("umay.care.intake.urls")),
    path("care/cases/", include("umay.care.cases.urls")),
    path("care/families/", include("umay.care.families.urls")),
    path("care/matching/", include("umay.care.matching.urls")),
    path("care/placements/", include("umay.care.placements.urls")),
    path("care/visits/", include("umay.care.visits.urls")),
    path("care/fairness/", include("umay.care.fairness.urls")),
]
