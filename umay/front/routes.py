"""The front door's own pages."""

from django.conf import settings
from django.urls import include, path

from umay.front import health
from umay.front.figures import views as figures
from umay.front.glass import views as glass
from umay.front.home import views as home
from umay.front.search import views as search
from umay.kit.kernel.doors import door
from umay.kit.ui.urls import urlpatterns as gallery

urlpatterns = [
    path("", home.home, name="home"),
    path("notices/", home.notices, name="notices"),
    path("notices/<uuid:pk>/read/", home.read_notice, name="read_notice"),
    path("team/", figures.team, name="team"),
    path("province/", figures.province, name="province"),
    path("search/", search.search, name="search"),
    path("glass/<slug:kind>/<uuid:pk>/", glass.break_glass, name="glass"),
    path("lookers/<slug:kind>/<uuid:pk>/", glass.lookers, name="lookers"),
    path("health/", health.health, name="health"),
    path("robots.txt", health.robots, name="robots"),
    path("favicon.ico", health.favicon, name="favicon"),
    path("", include("umay.front.accounts.urls")),
    path("offices/", include("umay.ground.offices.urls")),
    path("bulk/", include("umay.front.bulk.urls")),
    path("journal/", include("umay.ground.journal.urls")),
]
if settings.UMAY_DEMO:  # the gallery knows no doors: it stands in the kit, below them
    urlpatterns.append(
        path(
            "gallery/",
            include(
                ([path(str(one.pattern), door(open_to_all=True)(one.callback), name=one.name) for one in gallery], "ui")
            ),
        )
    )
