"""Ties between people: who is whose mother, brother, grandmother."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import ADD, CHANGE
from umay.care.persons.models import Person, Tie
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record


def tie(*, person: Person, other: Person, kind: str, by: Identity, at: datetime) -> Tie:
    """`other` is the mother, sibling ... of `person`. A tie that ended stands again; one that stands is returned as it is."""
    if not by.may(ADD):
        raise NotAllowed()
    if person.pk == other.pk:
        raise Refusal(_("A person can't be tied to themselves. Choose another person."), code="self", field="other")
    with transaction.atomic():
        found = Tie.objects.select_for_update(of=("self",)).filter(person=person, other=other, kind=kind).first()
        if found and found.ended_on is None:
            return found
        if found:
            found.ended_on = None
            found.save(update_fields=["ended_on"])
        else:
            found = Tie.objects.create(
                **follow(person), person=person, other=other, kind=kind, recorded_by=by.user_id, recorded_at=at
            )
        record("persons.tie", kind="persons.person", thing=person.pk, file=person.file_id, fields=["ties"])
    return found


def untie(*, tie: Tie, by: Identity, at: datetime) -> Tie:
    """The tie was written by mistake, or holds no more (a guardian, a marriage)."""
    if not by.may(CHANGE):
        raise NotAllowed()
    with transaction.atomic():
        fresh = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
        if fresh.ended_on is None:
            fresh.ended_on = at.date()
            fresh.save(update_fields=["ended_on"])
            record("persons.untie", kind="persons.person", thing=fresh.person_id, file=fresh.file_id, fields=["ties"])
    return fresh
