"""Facts of one case that the gates and later rooms ask for."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from umay.care.cases import rules
from umay.care.cases.models import Case, CaseChild, Deadline, LegalBasis
from umay.care.cases.words import BasisState
from umay.ground.offices.packs.calendar import completed_years
from umay.ground.offices.packs.keys import KEYS

_CLOCKS = (
    rules.FIRST_ASSESSMENT,
    rules.FULL_ASSESSMENT,
    rules.CASE_PLAN,
    rules.CASE_REVIEW,
    rules.APPLY,
    rules.DECIDE,
    rules.DESIGNATE,
    rules.COLLECT,
    rules.COURT_REVIEW,
)


def children_of(case: Case) -> QuerySet[CaseChild]:
    """The children who are in the case now, the eldest first, with their person."""
    return (
        CaseChild.objects.filter(case=case, left_on__isnull=True)
        .select_related("person")
        .order_by("person__born_on", "recorded_at", "id")
    )


def ages_of(case: Case, on: date) -> list[int | None]:
    """Completed years of each child on the day; None where the birth is not known."""
    return [age_of(child.person.born_on, on) for child in children_of(case)]


def age_of(born_on: date | None, on: date) -> int | None:
    return completed_years(born_on, on) if born_on and born_on <= on else None


def valid_basis(case: Case, at: datetime) -> LegalBasis | None:
    """The legal basis in force at that instant: the one that began last. None: nobody has the right to keep the child away from home."""
    return (
        LegalBasis.objects.filter(case=case, state=BasisState.ACTIVE, starts_at__lte=at)
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
        .order_by("-starts_at", "id")
        .first()
    )


def has_view(child: CaseChild) -> bool:
    return bool(child.view or child.no_view or child.view_why_not)


def is_view_recorded(case: Case) -> bool:
    """Whether each child of the case was heard, or it is written why not."""
    children = list(children_of(case))
    return bool(children) and all(has_view(child) for child in children)


def open_deadlines(case: Case) -> QuerySet[Deadline]:
    return Deadline.objects.filter(case=case, met_at__isnull=True).order_by("due_at", "id")


def asked_necessity(*, case: Case, care_type: str, reasons, why: str, settings) -> rules.Necessity:
    """What the gate of necessity looks at, gathered from the case."""
    tried = list(case.tried.order_by("id").values_list("kind", "why_not"))
    return rules.Necessity(
        care_type=care_type,
        care_types=settings.get("families.care_types"),
        reasons=reasons,
        never_alone=settings.get("cases.reasons_never_alone"),
        why=why,
        is_tried=any(kind and not why_not for kind, why_not in tried),
        is_not_tried_explained=any(why_not for _kind, why_not in tried),
        children_without_view=sum(not has_view(child) for child in children_of(case)),
    )


def clocks_off(settings) -> list:
    """Names of the clocks that do not run because nobody has confirmed their time in this installation."""
    return [KEYS[key].label for key in _CLOCKS if not settings.has(key)]


def warning_at(settings, at: datetime) -> datetime:
    """A legal basis that ends before this instant is shown as expiring. Without a confirmed number: two weeks."""
    days = settings.get("legal.expiry_warning_days") if settings.has("legal.expiry_warning_days") else 14
    return at + timedelta(days=days)
