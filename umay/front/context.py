"""What every page knows: the installation's name, the navigation, who is signed in and for how long."""

import functools

from django.conf import settings
from django.urls import is_valid_path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.front.accounts.queries import role_label
from umay.ground.offices.queries import identity_of, posts_of

_MENU = (  # label, permission, address
    (_("My work"), "home.see", "/"),
    (_("Reports"), "reports.see", "/care/intake/"),
    (_("Cases"), "cases.see", "/care/cases/"),
    (_("Families"), "families.see", "/care/families/"),
    (_("Matching"), "matches.see", "/care/matching/"),
    (_("Which families are missing"), "matches.recruit", "/care/matching/recruitment/"),
    (_("Comparisons"), "matches.replay", "/care/matching/runs/"),
    (_("Placements"), "placements.see", "/care/placements/"),
    (_("Visits"), "visits.see", "/care/visits/"),
    (_("People"), "persons.search", "/care/persons/"),
    (_("Plans"), "accords.see", "/cooperation/plans/"),
    (_("Declarations"), "accords.see", "/cooperation/declarations/"),
    (_("Meetings"), "accords.see", "/cooperation/meetings/"),
    (_("Texts"), "accords.see", "/cooperation/texts/"),
    (_("Parties"), "accords.see", "/cooperation/parties/"),
    (_("Team"), "team.see", "/team/"),
    (_("Spreadsheets"), "bulk.use", "/bulk/"),
    (_("Province"), "figures.see", "/province/"),
    (_("Fairness"), "fairness.see", "/care/fairness/"),
    (_("Journal"), "journal.see", "/journal/"),
    (_("Accounts"), "offices.people", "/offices/people/"),
    (_("Offices"), "offices.people", "/offices/tree/"),
    (_("Settings"), "offices.settings", "/offices/settings/"),
)


def page(request) -> dict:
    identity = identity_of(request) if hasattr(request, "session") else None
    found = {
        "installation_name": settings.UMAY_NAMES.get((get_language() or "tr")[:2], "Umay"),
        "demo": settings.UMAY_DEMO,
        "identity": identity,
        "navigation": _navigation(request.path, identity),
        "session_ends_in": getattr(request, "session_ends_in", None),
        "footer_links": [],
    }
    if identity:
        office = request._umay_post.office.name
        found |= {
            "person_name": identity.name,
            "person_role": f"{role_label(identity.role)}, {office}",
            "footer_links": _footer(request),
        }
    return found


def _navigation(path: str, identity) -> list[dict]:
    """The asker's links; the one whose address the page's begins with is current, of several the longest."""
    shown = [
        {"label": label, "url": url}
        for label, permission, url in _MENU
        if identity and identity.may(permission) and _is_there(url)
    ]
    here = [one["url"] for one in shown if path == one["url"] or (one["url"] != "/" and path.startswith(one["url"]))]
    return [one | {"current": one["url"] == max(here, key=len, default="")} for one in shown]


@functools.cache
def _is_there(url: str) -> bool:
    """Whether the address exists: a room's link appears with its pages."""
    return is_valid_path(url)


def _footer(request) -> list[dict]:
    links = [
        {"label": _("My account"), "url": reverse("account")},
        {"label": _("What the journal says about me"), "url": reverse("journal:own")},
    ]
    if request._umay_identity.may("accords.see"):
        links.append({"label": _("Calendar and reminders"), "url": reverse("calendars:list")})
    if len(posts_of(request)) > 1:
        links.append({"label": _("Act in another post"), "url": reverse("post")})
    return links
