"""Decisions and sums about foster families: no Django, no database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from umay.ground.offices.packs.calendar import add_months, completed_years

CRIMINAL_RECORD, HEALTH_REPORT, HOME = "criminal_record", "health_report", "home"
CARER, ADULT, CHILD = "carer", "adult", "child"


@dataclass(frozen=True)
class Limits:
    """What a family is approved for. Ages are completed years, both included; `rooms_for` says f, m by bedrooms."""

    care_types: frozenset[str]
    places: int
    max_siblings: int
    age_from: int
    age_to: int
    rooms_for: frozenset[str]
    takes_emergencies: bool
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Home:
    """What a state allows in one home: children at once, all children own included (None: no such limit), siblings exempt."""

    max_children: int
    max_with_own: int | None
    siblings_exempt: bool
    emergency_types: frozenset[str]


@dataclass(frozen=True)
class Needed:
    """A check a family needs: of the home (no member) or of one person."""

    kind: str
    member: object = None


@dataclass(frozen=True)
class Missing:
    """A needed check that isn't there: `why` is "missing", "not_clear" or "old"."""

    kind: str
    member: object
    why: str


def limit_faults(limits: Limits, home: Home, *, own_children: int) -> list[tuple[str, str]]:
    """(field, fault) for each limit that can't be: an empty list is a good one. Faults are words of `messages` in actions."""
    found = []
    if not limits.care_types:
        found.append(("care_types", "no_type"))
    if limits.places < 1:
        found.append(("places", "no_place"))
    if limits.places > home.max_children and not (home.siblings_exempt and limits.max_siblings >= limits.places):
        found.append(("places", "too_many"))
    if home.max_with_own is not None and own_children + min(limits.places, home.max_children) > home.max_with_own:
        found.append(("places", "too_many_with_own"))
    if limits.max_siblings > limits.places:
        found.append(("max_siblings", "siblings_over_places"))
    if limits.max_siblings < 1:
        found.append(("max_siblings", "no_sibling"))
    if limits.age_from > limits.age_to:
        found.append(("age_to", "ages"))
    if not limits.rooms_for:
        found.append(("rooms_for", "no_room"))
    if limits.takes_emergencies and not limits.care_types & home.emergency_types:
        found.append(("takes_emergencies", "no_emergency_type"))
    return found


def mixed_places(limits: Limits, home: Home) -> int:
    """Places for children of several groups: what goes beyond the state's limit is for one group of siblings alone."""
    return min(limits.places, home.max_children)


def is_wider(new: Limits, old: Limits) -> bool:
    """Does the family take on more than was approved? Then a second person approves it. Less is applied at once."""
    return bool(
        new.care_types - old.care_types
        or new.places > old.places
        or new.max_siblings > old.max_siblings
        or new.age_from < old.age_from
        or new.age_to > old.age_to
        or new.rooms_for - old.rooms_for
        or new.skills - old.skills
        or (new.takes_emergencies and not old.takes_emergencies)
    )


def needed_checks(members: Iterable[tuple[object, str]], *, of_household: frozenset[str] = frozenset()) -> list[Needed]:
    """The home once; criminal record and health of each adult. Kinds in `of_household` are needed of children too.

    members: (id, role) of the people who live there. Nobody is exempt, kin neither.
    """
    found = [Needed(HOME)]
    for member, role in members:
        for kind in (CRIMINAL_RECORD, HEALTH_REPORT):
            if role in (CARER, ADULT) or (kind == HEALTH_REPORT and kind in of_household):
                found.append(Needed(kind, member))
    return found


def missing_checks(
    needed: Sequence[Needed],
    checks: Iterable[tuple[str, object, date, bool]],
    *,
    on: date,
    renew_months: dict[str, int | None],
) -> list[Missing]:
    """What stands in the way. checks: (kind, member, done_on, is_clear); the latest of each counts, a bad one too."""
    latest: dict[tuple, tuple[date, bool]] = {}
    for kind, member, done_on, is_clear in checks:
        before = latest.get((kind, member))
        # On the same day the bad news counts.
        if before is None or done_on > before[0] or (done_on == before[0] and not is_clear):
            latest[kind, member] = (done_on, is_clear)
    found = []
    for need in needed:
        done = latest.get((need.kind, need.member))
        months = renew_months.get(need.kind)
        if done is None:
            found.append(Missing(need.kind, need.member, "missing"))
        elif not done[1]:
            found.append(Missing(need.kind, need.member, "not_clear"))
        elif months is not None and add_months(done[0], months) < on:
            found.append(Missing(need.kind, need.member, "old"))
    return found


def oldest_check(needed: Sequence[Needed], checks: Iterable[tuple[str, object, date, bool]]) -> date | None:
    """The day of the oldest of the latest needed checks: from it the renewals count. None where one is missing."""
    latest: dict[tuple, date] = {}
    for kind, member, done_on, _is_clear in checks:
        latest[kind, member] = max(done_on, latest.get((kind, member), done_on))
    days = [latest.get((need.kind, need.member)) for need in needed]
    return None if None in days else min(days, default=None)


def deciding_age(births: Sequence[date], *, on: date, gap_years: int | None) -> float | None:
    """The age that is compared with the limits (completed years).

    One carer: their age. A couple up to `gap_years` apart: the younger's; further apart: the average. gap None: the one
    who is further outside decides, so None is returned and each is compared alone.
    """
    ages = sorted(completed_years(born, on) for born in births)
    if not ages:
        return None
    if len(ages) == 1:
        return ages[0]
    if gap_years is None:
        return None
    return ages[0] if ages[-1] - ages[0] <= gap_years else sum(ages) / len(ages)


def is_age_allowed(births: Sequence[date], *, on: date, least: int, most: int | None, gap_years: int | None) -> bool:
    decides = deciding_age(births, on=on, gap_years=gap_years)
    ages = [completed_years(born, on) for born in births] if decides is None else [decides]
    return all(least <= age and (most is None or age <= most) for age in ages)


def free_places(*, places: int, mixed: int, taken: int, held: int, blocked: int) -> int:
    """Places another group can have now: an empty home offers all, one with children the ordinary number."""
    room = places if taken + held == 0 else mixed
    return max(0, room - taken - held - blocked)


def is_open(*, is_available: bool, unavailable_until: date | None, approved_until: date | None, on: date) -> bool:
    """Can the family be asked on that day? An end day of a pause lets it return by itself."""
    is_back = is_available or (unavailable_until is not None and unavailable_until < on)
    return is_back and (approved_until is None or approved_until >= on)


def is_stale(confirmed_on: date | None, *, on: date, days: int) -> bool:
    """Is the family's word older than `days`, or was it never asked?"""
    return confirmed_on is None or (on - confirmed_on).days > days


def months_before(day: date, months: int) -> date:
    """The day so many months earlier, or that month's last day. A check done before it is too old on `day`."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = add_months(first, 1).toordinal() - first.toordinal()
    return first.replace(day=min(day.day, last))
