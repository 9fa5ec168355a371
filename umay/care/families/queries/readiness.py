"""Is everything in? Checks, limits, ages and the social inquiry of one family, against the settings of its country."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from umay.care.families import rules
from umay.care.families.models import Family, Member
from umay.care.families.queries.pages import is_silent, members
from umay.care.families.words import CheckKind, FamilyState, MemberRole
from umay.ground.offices.packs import Settings

HOUSEHOLD, AGE, KIN = "household", "age", "kin"


@dataclass(frozen=True)
class Readiness:
    """What is missing before an approval: `missing` checks, and every fault as a sentence in the reader's language."""

    missing: tuple[rules.Missing, ...]
    faults: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        return not self.faults


def needed_checks(family: Family, settings: Settings, *, people: list[Member] | None = None) -> list[rules.Needed]:
    """The country may ask the health report of the whole household; it can't ask less than the safety checks."""
    of_household = frozenset(
        row.code
        for row in settings.get("families.requirements")
        if row.who == HOUSEHOLD and row.code == rules.HEALTH_REPORT
    )
    people = members(family) if people is None else people
    return rules.needed_checks([(member.pk, member.role) for member in people], of_household=of_household)


def check_rows(
    family: Family, *, needed: list[rules.Needed] | None = None, settings: Settings | None = None
) -> list[tuple]:
    """(kind, member, done_on, is_clear) of every check. A family taken over from older records has one day for all of its checks."""
    rows = list(
        family.checks.order_by("done_on", "recorded_at", "id").values_list("kind", "member_id", "done_on", "is_clear")
    )
    if not rows and family.safety_checks_on and settings:
        needed = needed_checks(family, settings) if needed is None else needed
        return [(need.kind, need.member, family.safety_checks_on, True) for need in needed]
    return rows


def renewals(settings: Settings) -> dict[str, int | None]:
    """Months after which a check must be new, by kind; None: once."""
    return {row.code: row.renew_months for row in settings.get("families.requirements") if row.code in CheckKind.values}


def with_old_checks(families: QuerySet[Family], settings: Settings) -> QuerySet[Family] | None:
    """Approved families whose oldest check must be renewed; None where the country asks for no renewal."""
    is_old = _is_checked_long_ago(settings)
    return None if is_old is None else families.filter(is_old, state=FamilyState.APPROVED)


def silent_and_old(families: QuerySet[Family], settings: Settings, *, on: date, days: int) -> tuple[int, int]:
    """How many approved families were not heard for `days`, and how many have a check to renew. One statement."""
    is_old = _is_checked_long_ago(settings)
    found = families.filter(state=FamilyState.APPROVED).aggregate(
        silent=Count("pk", filter=is_silent(on, days)),
        old=Count("pk", filter=Q(pk__in=[]) if is_old is None else is_old),
    )
    return found["silent"], found["old"]


def _is_checked_long_ago(settings: Settings) -> Q | None:
    months = [months for months in renewals(settings).values() if months]
    return Q(safety_checks_on__lt=rules.months_before(settings.day, min(months))) if months else None


def missing_checks(family: Family, settings: Settings, *, people: list[Member] | None = None) -> list[rules.Missing]:
    needed = needed_checks(family, settings, people=people)
    rows = check_rows(family, needed=needed, settings=settings)
    return rules.missing_checks(needed, rows, on=settings.day, renew_months=renewals(settings))


def home(family: Family, settings: Settings, *, people: list[Member] | None = None) -> rules.Home:
    """What the country allows in this home."""
    people = members(family) if people is None else people
    carers = sum(member.role == MemberRole.CARER for member in people)
    return rules.Home(
        max_children=settings.get("families.max_foster_children"),
        max_with_own=settings.get(
            "families.max_children_two_parents" if carers > 1 else "families.max_children_one_parent"
        ),
        siblings_exempt=settings.get("families.siblings_exempt"),
        emergency_types=frozenset(settings.get("families.emergency_care_types")),
    )


def limits_of(family: Family) -> rules.Limits:
    return rules.Limits(
        care_types=frozenset(family.care_types),
        places=family.places,
        max_siblings=family.max_siblings,
        age_from=family.age_from,
        age_to=family.age_to,
        rooms_for=frozenset(family.rooms_for),
        takes_emergencies=family.takes_emergencies,
        skills=frozenset(family.skills),
    )


def limits_from(plain: dict) -> rules.Limits:
    """Limits as they were kept while they waited for a second person."""
    return rules.Limits(
        **{name: frozenset(value) if isinstance(value, list) else value for name, value in plain.items()}
    )


def _age_fault(family: Family, people: list[Member], settings: Settings) -> str:
    waived = set(family.waived) & set(settings.get("families.kin_may_waive"))
    if AGE in waived and set(family.care_types) == {KIN}:
        return ""
    carers = [member for member in people if member.role == MemberRole.CARER]
    births: list[date | None] = [member.seen.born_on if member.seen else None for member in carers]
    if not births or None in births:
        return _("The birth date of each carer is needed.")
    allowed = rules.is_age_allowed(
        [birth for birth in births if birth],
        on=settings.day,
        least=settings.get("families.min_age"),
        most=settings.get("families.max_age"),
        gap_years=settings.get("families.couple_age_gap_years"),
    )
    return "" if allowed else _("The carers' age is outside the limits of the law.")


def _check_fault(missing: rules.Missing, people: list[Member]) -> str:
    what = str(CheckKind(missing.kind).label)
    person = next((member.seen for member in people if member.pk == missing.member), None)
    who = person.short if person else ""
    words = {
        "missing": _("%(what)s is missing: %(who)s") if who else _("%(what)s is missing"),
        "not_clear": _("%(what)s is not in order: %(who)s") if who else _("%(what)s is not in order"),
        "old": _("%(what)s is too old: %(who)s") if who else _("%(what)s is too old"),
    }[missing.why]
    return words % {"what": what, "who": who}


def readiness(family: Family, settings: Settings, *, people: list[Member] | None = None) -> Readiness:
    """Everything that stands between this family and its approval, most serious first."""
    people = members(family) if people is None else people
    missing = missing_checks(family, settings, people=people)
    faults = [_check_fault(one, people) for one in missing]
    if age := _age_fault(family, people, settings):
        faults.append(age)
    if family.inquiry_on is None or not family.inquiry:
        faults.append(_("The social inquiry is not written down yet."))
    if rules.limit_faults(limits_of(family), home(family, settings, people=people), own_children=family.own_children):
        faults.append(_("The limits of the family are not set: kinds of care, places, ages and bedrooms."))
    not_here = set(family.care_types) - set(settings.get("families.care_types"))
    if not_here:
        faults.append(_("A kind of care is chosen that this country does not have."))
    return Readiness(tuple(missing), tuple(faults))
