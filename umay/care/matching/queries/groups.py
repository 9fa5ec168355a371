"""From a case to the group of children the engine is asked about: only what may count, nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import Case, CaseChild, KinAsked
from umay.care.cases.words import KinAnswer
from umay.care.families.queries import Card
from umay.care.matching.barring import barred as by_later_rooms
from umay.care.matching.engine import Child, Family, Group
from umay.care.matching.rules import rooms_known_for
from umay.care.persons.words import Sex
from umay.ground.offices.packs import Settings
from umay.kit.kernel.errors import Refusal

BEHAVIOUR = "behaviour"
SIGN_LANGUAGE, SIGN = "sign_language", "sign"
_NO_TONGUE = frozenset({"other", "no_speech"})  # not a language a family could share
_TONGUE = "language:"


class BirthMissing(Refusal):
    """A child without even an estimated day of birth can't be matched: nobody could say which approval covers the child."""

    def __init__(self):
        super().__init__(
            _(
                "A child's day of birth is missing. Write it on the child's page; an estimate is enough. Then the families can be shown."
            ),
            code="born_on",
        )


@dataclass(frozen=True)
class Circle:
    """Families of a case that stand apart: kin who may care for the children, and those a rule of safety closes. Ids as text."""

    kin: frozenset[str]
    barred: frozenset[str]


def circles(cases: Iterable[Case], settings: Settings) -> dict[UUID, Circle]:
    """The Circle of each case, in two queries and one of each later room for any number."""
    ids = [case.pk for case in cases]
    kin: dict[UUID, set[str]] = {pk: set() for pk in ids}
    barred: dict[UUID, set[str]] = {pk: set() for pk in ids}
    asked = KinAsked.objects.filter(case_id__in=ids, family_id__isnull=False).order_by("case_id", "id")
    for case_id, family_id, answer in asked.values_list("case_id", "family_id", "answer"):
        if answer == KinAnswer.UNSAFE:
            barred[case_id].add(str(family_id))
        elif answer not in (KinAnswer.UNABLE, KinAnswer.NOT_FOUND):
            kin[case_id].add(str(family_id))
    with connection.cursor() as cursor:
        cursor.execute("select case_id, family_id from matching_no_contact(%s)", [ids])
        for case_id, family_id in cursor.fetchall():
            barred[case_id].add(str(family_id))
    for case_id, family_id in by_later_rooms(ids, settings):
        barred[case_id].add(str(family_id))
    return {pk: Circle(frozenset(kin[pk]), frozenset(barred[pk])) for pk in ids}


def tongue_need(languages: Sequence[str], first_language: str) -> str:
    """The need of a child who doesn't speak the country's first language: a family with whom it shares one. "" where it speaks it.

    One code for "any of these", since the engine asks for every need.
    """
    spoken = sorted(set(languages) - _NO_TONGUE)
    return "" if not spoken or first_language in spoken else _TONGUE + "+".join(spoken)


def group_of(
    *,
    group_id: UUID,
    case: Case,
    children: Sequence[CaseChild],
    circle: Circle,
    care_type: str,
    urgent: bool,
    on: date,
    first_language: str,
    also_barred: Iterable[str] = (),
) -> Group:
    """The Group of these children on a day. Raises BirthMissing."""
    if not children or any(child.person.born_on is None for child in children):
        raise BirthMissing()
    return Group(
        id=str(group_id),
        country=case.country,
        lat=case.lat,
        lon=case.lon,
        care_type=care_type,
        urgent=urgent,
        waiting_since=min(case.needs_family_since or on, on),
        kin=circle.kin,
        not_with_families=circle.barred | frozenset(also_barred),
        not_with_groups=frozenset(),
        children=tuple(_child(child, on, first_language) for child in children),
    )


def _child(child: CaseChild, on: date, first_language: str) -> Child:
    needs = set(child.needs) - {BEHAVIOUR}  # wished for, never a bar: the flag below
    if tongue := tongue_need(child.languages, first_language):
        needs.add(tongue)
    return Child(
        id=str(child.person_id),
        born_on=min(child.person.born_on, on),
        # Where the sex isn't known yet, the families' rooms are narrowed instead (families_for).
        sex="m" if child.person.sex == Sex.MALE else "f",
        needs=frozenset(needs),
        behaviour_need=child.behaviour_need or BEHAVIOUR in child.needs,
    )


def families_for(
    groups: Sequence[Group], children: Sequence[CaseChild], cards: Iterable[Card], free_places: dict[UUID, int]
) -> tuple[Family, ...]:
    """The engine's families, for the question of one group or of several.

    `children` are those for whom rooms are needed; `free_places`: families whose free places differ for this group, because it holds
    some itself.
    """
    wanted = {
        need: frozenset(need[len(_TONGUE) :].split("+"))
        for group in groups
        for child in group.children
        for need in child.needs
        if need.startswith(_TONGUE)
    }
    is_sex_unknown = any(child.person.sex == Sex.UNKNOWN for child in children)
    return tuple(
        Family(
            id=str(card.id),
            country=card.country,
            lat=card.lat,
            lon=card.lon,
            available=card.is_available,
            care_types=card.care_types,
            places=(free := free_places.get(card.id, card.places_free)),
            places_mixed=min(free, card.places_mixed),
            max_siblings=card.max_siblings,
            age_from=card.age_from,
            age_to=card.age_to,
            rooms_for=rooms_known_for(card.rooms_for, is_sex_unknown=is_sex_unknown),
            skills=_skills(card, wanted) if wanted else card.skills,
            children_in_home=card.children_in_home,
        )
        for card in cards
    )


def _skills(card: Card, wanted: dict[str, frozenset[str]]) -> frozenset[str]:
    """The family's skills, and each wanted set of languages of which it speaks one."""
    spoken = card.languages | ({SIGN} if SIGN_LANGUAGE in card.skills else set())
    return card.skills | {need for need, tongues in wanted.items() if tongues & spoken}
