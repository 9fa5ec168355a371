"""The page for campaigns: what kind of family, where, would help about how many children."""

from django.shortcuts import render
from django.utils.translation import get_language

from umay.care.matching.access import RECRUIT
from umay.care.matching.recruiting import queries, showing
from umay.care.matching.recruiting.words import KINDS
from umay.care.matching.simulating.words import KINDS as PLAYED
from umay.kit.kernel.doors import door

FIRST_KIND = "teenagers"


@door(RECRUIT)
def recruit(request):
    """Where which families are missing, by the newest comparison for the country; ?kind= chooses the map."""
    identity, language = request.identity, (get_language() or "tr")[:2]
    found = queries.newest(identity)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        kind = _kind_that_helps(found.shown) if found else FIRST_KIND
    played = kind if kind in PLAYED else FIRST_KIND  # a kind that the simulation knows too
    context = {
        "found": found,
        "kind": kind,
        "kind_words": KINDS[kind][0],
        "kind_meaning": KINDS[kind][1],
        "kinds": [(code, words) for code, (words, _meaning) in KINDS.items()],
        "meanings": list(KINDS.values()),
        "is_protected": not identity.is_countrywide,
        "may_simulate": identity.may("figures.see"),
        "played_kind": played,
        "played_words": PLAYED[played],
    }
    if found:
        context |= {
            "waiting": found.shown["waiting"],
            "first": showing.first(found.shown, language),
            "rows": showing.rows_of(found.shown, kind, language),
            "pairs": showing.pairs(found.shown, language),
            "drawing": showing.map_of(found.shown, kind, country=identity.country, language=language),
        }
    return render(request, "matching/recruit.html", context)


def _kind_that_helps(figures: dict) -> str:
    """The kind that would help most somewhere, so that the map which opens says something."""
    found = figures["kinds"]
    return max(KINDS, key=lambda kind: max((many or 1 for _one, many in found.get(kind, {}).values()), default=0))
