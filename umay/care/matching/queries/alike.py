"""Whether somebody of a household may be the very human whom the children must not meet, under another record: for a human to check."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import Case
from umay.care.cases.words import ContactKind
from umay.care.families.models import Member
from umay.care.persons.models import Person
from umay.care.persons.queries import Double, alike
from umay.ground.offices.packs import Settings
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal


@dataclass(frozen=True)
class Alike:
    """A record of a household that may be the same human as `person`, with what agrees and what differs; `is_same` None: nobody said yet."""

    person: Person
    double: Double
    is_same: bool | None


@dataclass(frozen=True)
class Household:
    """What is known of one family: the pairs to check, and whether its people can be read at all."""

    pairs: tuple[Alike, ...] = ()
    is_unseen: bool = False

    @property
    def is_open(self) -> bool:
        """Something must be checked before it is asked for these children."""
        return self.is_unseen or self.is_doubtful

    @property
    def is_doubtful(self) -> bool:
        """Somebody who lives there may be the person, and nobody said that it is another one."""
        return any(pair.is_same is not False for pair in self.pairs)


def alike_in(case: Case, family_ids: Iterable[UUID], *, by: Identity) -> dict[UUID, Household]:
    """Of these families, those with something to check. One statement where the case rules out no contact; otherwise a fixed number."""
    closed = list(case.contacts.filter(kind=ContactKind.NONE).order_by("id").values_list("person_id", flat=True))
    families = list(dict.fromkeys(family_ids))
    if not closed or not families:
        return {}
    living: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Member.objects.filter(family_id__in=families, left_on__isnull=True).order_by("id")
    for family_id, person_id in rows.values_list("family_id", "person_id"):
        living[family_id].append(person_id)
    everybody = [pk for people in living.values() for pk in people]
    said = {
        (person, other): is_same
        for person, other, is_same in case.likenesses.values_list("person_id", "other_id", "is_same")
    }
    found: dict[UUID, list[Alike]] = defaultdict(list)
    for person, double in alike(closed, everybody, by=by) if everybody else ():
        pair = Alike(person, double, said.get((person.pk, double.person.pk)))
        for family_id in families:
            if double.person.pk in living[family_id]:
                found[family_id].append(pair)
    checked = {pk: Household(tuple(found[pk]), is_unseen=not living[pk]) for pk in families}
    return {pk: household for pk, household in checked.items() if household.pairs or household.is_unseen}


def with_alike(case: Case, rows: Sequence, listed: Sequence, by: Identity) -> tuple[list, list]:
    """Rows of the order and of the shortlist, each with its Household where something is to be checked."""
    ids = [row.card.id for row in rows] + [row.candidate.family_id for row in listed]
    found = alike_in(case, ids, by=by) if ids else {}
    if not found:
        return list(rows), list(listed)
    return (
        [replace(row, alike=found.get(row.card.id)) for row in rows],
        [replace(row, alike=found.get(row.candidate.family_id)) for row in listed],
    )


def may_be_met(case: Case, family_id: UUID, by: Identity, *, is_unseen_allowed: bool = False) -> Refusal | None:
    """Why this family can't be asked for the children, or they be proposed to it, because of somebody whom they must not meet.

    `is_unseen_allowed`: a household that can't be read is no reason: to list it, for its office is asked to open the file from there, and to
    decide, for whoever proposed it has read it.
    """
    household = alike_in(case, [family_id], by=by).get(family_id)
    if household is None or not household.is_open or (is_unseen_allowed and not household.is_doubtful):
        return None
    if household.is_unseen:
        return Refusal(
            _(
                "There is somebody whom these children must not meet, and you can't read who lives with this family. "
                "Ask the family's office to open its file to you. Nothing was changed."
            ),
            code="household_unseen",
        )
    return Refusal(
        _(
            "Somebody who lives with this family may be the person whom these children must not meet. "
            "Check first whether it is the same person. Nothing was changed."
        ),
        code="may_be_met",
    )


def same_households(case_ids: Sequence[UUID], settings: Settings) -> list[tuple[UUID, UUID]]:
    """(case id, family id) for each family in whose home a person said that somebody lives whom the children must not meet. One statement."""
    if not case_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select case_id, family_id from cases_same_households(%s)", [list(case_ids)])
        return cursor.fetchall()
