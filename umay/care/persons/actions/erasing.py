"""Lawful erasure: one person asks with the ground, another confirms; the person's key is destroyed and a tombstone stays."""

import os
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import ERASE
from umay.care.persons.actions.people import _locked
from umay.care.persons.models import Erasure, Person
from umay.ground.offices.keys import destroy
from umay.ground.offices.models import follow
from umay.kit.kernel import slots
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

PLACE = "persons.person.erase"
"""Guard place: a later room says why a person can't be erased yet (an open report, an open case)."""


def ask_erase(*, person: Person, ground: str, by: Identity, at: datetime) -> Erasure:
    """Ask for the erasure of a person's record. A second person confirms it; until then nothing changes."""
    if not by.may(ERASE):
        raise NotAllowed()
    if len(ground.strip()) < 10:
        raise Refusal(
            _("Write the legal ground and the number of the request, in a sentence."), code="ground", field="ground"
        )
    with transaction.atomic():
        fresh = _locked(person)
        _check_free(fresh, by=by, at=at)
        try:
            with transaction.atomic():
                asked = Erasure.objects.create(
                    **follow(fresh), person=fresh, ground=ground.strip(), asked_by=by.user_id, asked_at=at,
                    recorded_by=by.user_id, recorded_at=at,
                )  # fmt: skip
        except IntegrityError as twice:
            raise Conflict(
                _("Somebody has already asked to erase this record. It waits for a second person."), code="asked"
            ) from twice
        record("persons.ask_erase", kind="persons.person", thing=fresh.pk, file=fresh.file_id, fields=["erasure"])
    return asked


def _check_free(person: Person, *, by: Identity, at: datetime) -> None:
    for refusal in slots.refusals(PLACE, person, by, at):
        raise refusal


def drop_erase(*, erasure: Erasure, by: Identity, at: datetime) -> Erasure:
    """Take the wish to erase back, or say no to it."""
    if not by.may(ERASE):
        raise NotAllowed()
    with transaction.atomic():
        fresh = _open(erasure)
        fresh.dropped_at = at
        fresh.save(update_fields=["dropped_at"])
        record(
            "persons.drop_erase", kind="persons.person", thing=fresh.person_id, file=fresh.file_id, fields=["erasure"]
        )
    return fresh


def _open(erasure: Erasure) -> Erasure:
    fresh = Erasure.objects.select_for_update(of=("self",)).filter(pk=erasure.pk).first()
    if fresh is None or fresh.confirmed_at or fresh.dropped_at:
        raise Conflict(_("Somebody has already decided about this erasure. Nothing was changed."), code="decided")
    return fresh


def erase(*, erasure: Erasure, by: Identity, at: datetime) -> Person:
    """Confirm the erasure, as another person than the one who asked. It can't be undone, not from a backup either, for sealed fields.

    The key of the person is destroyed (address, identity numbers), the names, birth, telephone and search keys are emptied in the
    database; the row stays as a tombstone so that the files that pointed to it still hold together.
    """
    if not by.may(ERASE):
        raise NotAllowed()
    with transaction.atomic():
        asked = _open(erasure)
        if asked.asked_by == by.user_id:
            raise Refusal(
                _("Another person than the one who asked must confirm an erasure. Ask a second supervisor."),
                code="second_person",
            )
        person = _locked(asked.person)
        _check_free(person, by=by, at=at)
        _empty(person, at=at)
        asked.confirmed_by, asked.confirmed_at = by.user_id, at
        asked.save(update_fields=["confirmed_by", "confirmed_at"])
        destroy(person.pk, why=asked.ground, at=at)
        record("persons.erase", kind="persons.person", thing=person.pk, file=person.file_id, fields=["erased_at"])
    return person


def _empty(person: Person, *, at: datetime) -> None:
    person.names.update(text="", ended_at=at)
    person.tokens.all().delete()
    for paper in person.papers.all():
        paper.number, paper.number_hash, paper.ended_at = None, os.urandom(32), at
        paper.save(update_fields=["number", "number_hash", "ended_at"])
    person.ties.filter(ended_on__isnull=True).update(ended_on=at.date())
    person.ties_back.filter(ended_on__isnull=True).update(ended_on=at.date())
    person.given = person.surname = person.name_fold = person.phone = person.speaks = person.place = ""
    person.name_sort, person.born_on, person.died_on, person.address = b"", None, None, None
    person.sex, person.erased_at = "u", at
    person.save()
