"""Pages of the cooperation house: what a desk opens each day, and what everybody reads without a sign-in."""

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse

from tests.bench.page import DESK, NOBODY, Page
from umay.cooperation.accords.actions import texts
from umay.cooperation.accords.models import Decision, Declaration, Document, Meeting, Plan, Protocol
from umay.cooperation.accords.plan_words import PlanState
from umay.cooperation.accords.queries import texts as text_queries
from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.clock import now

ARTICLES = 12
SOURCE = "plan-2022"  # the published one with nine lines
LANGUAGES = ("tr", "az")


def pages(by: Identity) -> Iterator[Page]:
    """Each kind of thing once, the demo's invented one where there is one; the text is made where it is missing."""
    with acting(by), transaction.atomic():
        plan = (
            Plan.objects.filter(accord__is_fictitious=True, state=PlanState.SIGNED).order_by("begins_on", "id").first()
        )
        lines = list(plan.lines.order_by("number"))
        document = a_text(plan, by)
        protocol = Protocol.objects.order_by("-accord__is_fictitious", "id").first()
        meeting = Meeting.objects.order_by("-begins_on", "id").first()
        decision = Decision.objects.order_by("id").first()
        declaration = Declaration.objects.select_related("accord").order_by("-accord__is_fictitious", "id").first()
    with acting(None), transaction.atomic():
        shown = Meeting.objects.select_related("accord").order_by("-begins_on", "id").first()
        codes = {"a plan": plan.accord.code, "a declaration": declaration.accord.code, "a meeting": shown.accord.code}
    for title, name, args in (
        ("my work of a desk", "home", []),
        ("plans", "plans:list", []),
        (f"a plan of {len(lines)} lines", "plans:see", [plan.pk]),
        ("a line of a plan", "plans:line", [lines[0].pk]),
        ("a protocol", "protocols:see", [protocol.pk]),
        ("a source, sentence by sentence", "plans:source", [SOURCE]),
        ("meetings", "meetings:list", []),
        ("a meeting", "meetings:see", [meeting.pk]),
        ("a decision", "meetings:decision", [decision.pk] if decision else None),
        ("declarations", "declarations:list", []),
        ("a declaration", "declarations:see", [declaration.pk]),
        (f"a text of {ARTICLES} articles in two languages", "texts:see", [document.pk]),
    ):
        if args is not None:
            yield Page(title, DESK, reverse(name, args=args))
    yield Page("public: everything", NOBODY, reverse("public:list", args=["tr"]))
    for title, code in codes.items():
        yield Page(f"public: {title}", NOBODY, reverse("public:see", args=["tr", code]))
    yield Page("public: a source", NOBODY, reverse("public:source", args=["tr", SOURCE]))
    yield Page("public: a plan as IATI", NOBODY, reverse("public:iati_plan", args=["tr", codes["a plan"]]))
    yield Page("public: rules of both countries", NOBODY, reverse("public:country_rules", args=["tr"]))


def a_text(plan: Plan, by: Identity) -> Document:
    """The text of the plan; begun here with invented articles where there is none."""
    found = text_queries.of_accord(plan.accord)
    if found is not None:
        return found
    at = now()
    found = texts.begin(accord=plan.accord, languages=LANGUAGES, by=by, at=at)
    edition = text_queries.editions(found)[0]
    for number in range(1, ARTICLES + 1):
        said = dict.fromkeys(LANGUAGES, (f"{number}.", f"{number} " * 60))
        shown = dict.fromkeys(LANGUAGES, texts.shown_digest(None))
        texts.write(edition=edition, number=str(number), said=said, shown=shown, by=by, at=at)
    return found
