"""What is asked for: each list and case page, person search, candidates for one sibling group, the pages of cooperation (cooperation.py)."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from tests.bench import cooperation, national
from tests.bench.page import Page, login_of
from umay.care.cases.models import Case
from umay.care.families.models import Family
from umay.care.matching import actions as matching
from umay.care.matching.models import Match, Run
from umay.care.persons.models import Person
from umay.care.placements.models import Placement
from umay.care.placements.words import PlacementState
from umay.care.visits.models import Visit
from umay.ground.offices.models import User
from umay.ground.offices.queries import identity_of_user
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now


def asker(role: str) -> Identity:
    """The demo's person of that role in Türkiye."""
    return identity_of_user(User.objects.get(username=login_of(role)))


def pages() -> Iterator[Page]:
    """Every page to measure, found in the database as it is. What the country's pages show is made where it is missing (national.py)."""
    run = national.a_run(asker("director"))
    yield from _lists()
    worker, family_worker = asker("worker"), asker("family_worker")
    with acting(worker), transaction.atomic():
        case = Case.objects.filter(number__contains=_this_year(), state="open").order_by("number").first()
        placement = (
            Placement.objects.filter(state=PlacementState.ACTIVE, case__number__contains=_this_year())
            .order_by("id")
            .first()
        )
        visit = Visit.objects.filter(placement=placement).order_by("-due_on", "id").first()
        child = Person.objects.get(pk=placement.child_id)
    with acting(family_worker), transaction.atomic():
        family = Family.objects.filter(number__contains=_this_year()).order_by("number").first()
    yield Page("a case", "worker", reverse("cases:see", args=[case.pk]))
    yield Page("a child", "worker", reverse("persons:see", args=[child.pk]))
    yield Page("a family", "family_worker", reverse("families:see", args=[family.pk]))
    yield Page("a placement", "worker", reverse("placements:see", args=[placement.pk]))
    yield Page("a visit", "worker", reverse("visits:see", args=[visit.pk]))
    yield from _searches(child)
    match = _match_for_siblings(asker("supervisor"))
    yield Page("candidates for two siblings", "supervisor", reverse("matching:see", args=[match.pk]))
    yield Page("families left out, and why", "supervisor", reverse("matching:left_out", args=[match.pk]))
    yield from _of_the_country(run)
    yield from cooperation.pages(asker("desk"))


def _of_the_country(run: Run) -> Iterator[Page]:
    for role in ("director", "auditor"):
        yield Page("comparisons for the country", role, reverse("matching:list_runs"))
        yield Page("a comparison for the country", role, reverse("matching:see_run", args=[run.pk]))
    for role in ("worker", "placement_officer", "director"):
        yield Page("what a comparison suggests", role, reverse("matching:list_advice"))
    document = national.a_document(asker("inspector"))
    for role in ("inspector", "worker"):
        yield Page("weights of the order", role, reverse("matching:list_weights"))
        yield Page("a document of weights", role, reverse("matching:see_weights", args=[document.pk]))
    for role in ("director", "inspector"):
        yield Page("which families are missing", role, reverse("matching:recruit"))
    simulation = national.a_simulation(asker("director"))
    yield Page("an answer of a simulation", "director", reverse("matching:see_simulation", args=[simulation.pk]))
    yield Page("fairness by month", "auditor", reverse("fairness:see"))
    yield Page("fairness by sex, disability, language", "auditor", reverse("fairness:audit"))
    yield Page("comparisons that were counted", "auditor", reverse("fairness:list_runs"))
    yield Page("fairness of a comparison", "auditor", reverse("fairness:see_run", args=[run.pk]))
    yield Page("what never enters a match", "auditor", reverse("fairness:flip"))
    yield Page("a better family went to a later claim", "placement_officer", reverse("fairness:list_passed"))


def _this_year() -> str:
    return f"-{now().year}-"  # copies made by tenfold.py wear earlier years


def _lists() -> Iterator[Page]:
    for role in ("worker", "supervisor", "director"):
        yield Page("my work", role, reverse("home"))
    yield Page("the team", "supervisor", reverse("team"))
    yield Page("the province", "director", reverse("province"))
    yield Page("what would happen if", "director", reverse("matching:list_simulations"))
    for title, name in (
        ("reports", "intake:list"),
        ("cases", "cases:list"),
        ("searches for a family", "matching:list"),
        ("placements", "placements:list"),
        ("visits", "visits:list"),
        ("concerns", "visits:concerns"),
    ):
        for role in ("worker", "director"):
            yield Page(title, role, reverse(name))
    for role in ("family_worker", "director", "inspector"):
        yield Page("families", role, reverse("families:list"))
    yield Page("cases", "inspector", reverse("cases:list"))
    yield Page("the journal", "auditor", reverse("journal:search"))
    yield Page("offices and teams", "administrator", reverse("offices:offices"))
    yield Page("offices of a province", "administrator", reverse("offices:offices_in", args=["TR-42"]))


def _searches(child: Person) -> Iterator[Page]:
    full = f"{child.given} {child.surname}"
    for title, words in (
        ("search: full name", full),
        ("search: parts of two words", f"{child.given[:3]} {child.surname[:4]}"),
    ):
        for role in ("worker", "inspector"):
            yield Page(title, role, reverse("persons:search"), typed=words)


def _match_for_siblings(by: Identity) -> Match:
    with acting(by), transaction.atomic():
        match = Match.objects.filter(state="open", children__len=2).order_by("id").first()
        if match:
            return match
        waiting = Case.objects.filter(needs_family_since__isnull=False, number__contains=_this_year(), state="open")
        for case in waiting.annotate(size=Count("children")).filter(size=2).order_by("number"):
            if not Match.objects.filter(case=case).exists():
                return matching.open(case=case, by=by, at=now())
    raise LookupError("no two brothers or sisters wait in the home office; delete the bench's folder and begin again")
