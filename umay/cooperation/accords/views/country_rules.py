"""The page for everybody that puts two countries' foster-care rules side by side."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.country_rules import COUNTRIES, compared
from umay.cooperation.accords.views.public import _frame, open_page
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.clock import now

_ZONE = "Asia/Baku"
_TITLES = {
    "names": _("What it is called"),
    "kinds": _("Kinds of foster care"),
    "who": _("Who may become a foster family"),
    "children": _("How many children"),
    "approval": _("How a family is approved"),
    "placing": _("How a child is placed"),
    "visits": _("How often the child is visited"),
}
_COUNTRIES = {"TR": _("Türkiye"), "AZ": _("Azerbaijan")}


@open_page
def compare(request, lang):
    """Each rule of both countries with its source; what nobody has read in a source says so."""
    on = local_day(now(), _ZONE)
    groups = [(_TITLES[group], found) for group, found in compared(on, lang)]
    both = [line for _title, found in groups for line in found if line.is_known]
    context = {
        "groups": groups,
        "countries": [_COUNTRIES[country] for country in COUNTRIES],
        "on": on,
        "same": sum(line.is_same for line in both),
        "different": sum(not line.is_same for line in both),
        "unknown": sum(not line.is_known for _title, found in groups for line in found),
    }
    return render(request, "accords/public/country_rules.html", context | _frame(request, "public:country_rules"))
