"""What every page knows: the installation's name, the navigation, who is signed in."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.queries import identity_of

# word, permission, URL name; the menu word is the room
_MENU = (
    ("home", _("My work"), "home.see", "/"),
    ("intake", _("Reports"), "reports.see", "/care/intake/"),
    ("cases", _("Cases"), "cases.see", "/care/cases/"),
    ("families", _("Families"), "families.see", "/care/families/"),
    ("persons", _("People"), "persons.search", "/care/persons/"),
    ("team", _("Team"), "team.see", "/team/"),
    ("figures", _("Province"), "figures.see", "/province/"),
    ("journal", _("Journal"), "journal.see", "/journal/"),
    ("offices", _("Accounts"), "offices.accounts", "/offices/people/"),
)


def page(request) -> dict:
    identity = identity_of(request) if hasattr(request, "session") else None
    path = request.path
    return {
        "installation_name": settings.UMAY_NAMES.get((get_language() or "tr")[:2], "Umay"),
        "demo": settings.UMAY_DEMO,
        "identity": identity,
        "navigation": [
            {"label": label, "url": url, "current": path == url or (url != "/" and path.startswith(url))}
            for _word, label, permission, url in _MENU
            if identity and identity.may(permission)
        ],
        "idle_seconds": settings.UMAY_IDLE_SECONDS,
    }
