"""The list of families, and one family."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from umay.care.families import access, queries
from umay.care.families.drawing import places_of
from umay.care.families.forms import FilterForm
from umay.care.families.lifecycle import FAMILY
from umay.care.families.rules import is_stale
from umay.care.families.views.common import KIND, loaded, settings_of
from umay.care.families.views.limits import limit_rows, types_of
from umay.care.families.words import FamilyState, PlaceState
from umay.ground.offices.packs import label
from umay.ground.offices.queries import offices_of
from umay.kit.kernel import clock, slots
from umay.kit.kernel.doors import door
from umay.kit.ui.asked import typed

ON_A_PAGE = 25
CLOSED = (FamilyState.REFUSED, FamilyState.ENDED)
COLOURS = {
    "applied": "indigo",
    "assessing": "indigo",
    "asked": "amber",
    "approved": "teal",
    "suspended": "red",
    "refused": "grey",
    "ended": "grey",
}


def _offices(by):
    """The offices among which the asker's list is spread: one for most people."""
    found = offices_of(by.country).order_by("name_sort", "id")
    return found if by.is_countrywide else found.filter(pk__in=by.offices)


@typed("number")
@door(access.SEE)
def list_all(request) -> HttpResponse:
    """Families of one's own scope. Initials and number only; the name stands on the family's page."""
    by, at = request.identity, clock.now()
    settings = settings_of(request, at)
    form = FilterForm(request.asked, settings=settings, offices=_offices(by))
    wish = {**form.cleaned_data, "checks": request.asked.get("checks")} if form.is_valid() else {}
    families = queries.narrowed(queries.visible(by).select_related("office"), wish, at=at, settings=settings).order_by(
        "label_sort", "id"
    )
    page = Paginator(families, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            {"family": family, "colour": COLOURS[family.state], "types": types_of(family, settings), "is_stale": _is_stale(family, settings)}
            for family in page
        ],
        "may_add": by.may(access.ADD),
        "may_answer": by.may(access.ANSWER),
    }  # fmt: skip
    return render(request, "families/list.html", context)


def _is_stale(family, settings) -> bool:
    return family.state == "approved" and is_stale(
        family.willing_confirmed_on, on=settings.day, days=settings.get("families.willing_confirm_days")
    )


@door(access.SEE)
def see(request, pk) -> HttpResponse:
    by, at = request.identity, clock.now()
    family = loaded(request, pk)
    settings = settings_of(request, at)
    people, ledger = queries.members(family), queries.ledger(family, at)
    context = {
        "family": family,
        "colour": COLOURS[family.state],
        "people": people,
        "ledger": ledger,
        "blocked": [line for line in ledger.lines if line.state == PlaceState.BLOCKED],
        "drawing": places_of(ledger) if family.places else None,
        "said": _said(family),
        "checks": _latest(queries.checks(family), people),
        "readiness": queries.readiness(family, settings, people=people),
        "types": types_of(family, settings),
        "skills": [label("need", code) for code in family.skills],
        "languages": [label("tongue", code) for code in family.languages],
        "reason": _reason(family),
        "asked_limits": limit_rows(family, settings),
        "is_stale": _is_stale(family, settings),
        "can": FAMILY.allowed(family, by=by, at=at),
        "may": {name: by.may(f"families.{name}") for name in ("change", "approve", "answer")}
        | {"hand_over": by.may(access.HAND_OVER) and family.state not in CLOSED},
        "panels": slots.panels(KIND, family, by),
        "settings": settings,
        "unverified": [key for key in ("families.max_foster_children", "families.approval_by", "families.min_age") if not settings.is_verified(key)],
    }  # fmt: skip
    return render(request, "families/see.html", context)


def _said(family) -> list:
    """What the family said, newest first, with the reason in words where there is one."""
    found = queries.said(family)
    for word in found:
        word.because = label("decline_reason", word.why) if word.why else ""
    return found


def _latest(checks, people) -> list:
    """The latest check of each kind and person, with the name of who it is about."""
    names = {member.pk: member.seen for member in people}
    found = {}
    for check in checks:
        found.setdefault((check.kind, check.member_id), check)
    return [
        (check, names.get(check.member_id))
        for check in found.values()
        if check.member_id is None or check.member_id in names
    ]


def _reason(family):
    vocabulary, _between, code = (family.closed_reason or "").partition(":")
    return label(vocabulary, code) if code else ""
