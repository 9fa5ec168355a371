"""The child's circle: contact with the birth family, and kin who are asked before anybody else."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import CHANGE, held_open, held_part, require, write_line
from umay.care.cases.models import Case, Contact, KinAsked, Likeness
from umay.care.cases.words import ContactKind, KinAnswer
from umay.care.persons import actions as people
from umay.care.persons.models import Person, Tie
from umay.care.persons.words import TieKind
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal


def set_contact(
    *,
    case: Case,
    person: Person | None = None,
    values: dict | None = None,
    kind: str,
    how_often: str = "",
    note: str = "",
    by: Identity,
    at: datetime,
) -> Contact:
    """How the children stay in contact with somebody of their birth family, or none by decision (then `note` says whose and why).

    A second call for the same person replaces what held before; the journal keeps that it changed.
    """
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(case)
        if kind not in ContactKind.values:
            raise Refusal(_("Choose one of the kinds of contact shown."), code="kind", field="kind")
        if kind == ContactKind.NONE and not note.strip():
            raise Refusal(_("Write who decided that there is no contact, and why."), code="note", field="note")
        person = _somebody(case=case, person=person, values=values, by=by, at=at)
        contact, _is_new = Contact.objects.update_or_create(
            case=case,
            person=person,
            defaults={"kind": kind, "how_often": how_often.strip(), "note": note.strip() or None},
            create_defaults={
                **follow(case),
                "recorded_by": by.user_id,
                "kind": kind,
                "how_often": how_often.strip(),
                "note": note.strip() or None,
            },
        )
        write_line("cases.set_contact", case=case, kind="cases.contact", thing=contact.pk, fields=["kind", "how_often"])
    return contact


def answer_likeness(
    *, case: Case, person: UUID, other: UUID, is_same: bool, why: str, by: Identity, at: datetime
) -> Likeness:
    """Say whether a record in a household is the very human whom the children must not meet. The last word counts; the journal keeps each."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(case)
        if not case.contacts.filter(person=person, kind=ContactKind.NONE).exists():
            raise Conflict(_("Contact with this person is not ruled out any more. Nothing was changed."))
        if len(why.strip()) < 5:
            raise Refusal(_("Write in a sentence how you know."), code="why", field="why")
        said = {"is_same": is_same, "why": why.strip(), "answered_by": by.user_id, "answered_at": at}
        answer, _is_new = Likeness.objects.update_or_create(
            case=case,
            person_id=person,
            other_id=other,
            defaults=said,
            create_defaults={**follow(case), "recorded_by": by.user_id, **said},
        )
        write_line("cases.answer_likeness", case=case, kind="cases.likeness", thing=answer.pk, fields=["is_same"])
    return answer


def ask_kin(
    *,
    case: Case,
    person: Person | None = None,
    values: dict | None = None,
    tie: str,
    asked_at: datetime,
    note: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> KinAsked:
    """Write that a relative or known person was asked whether they can care for the children. `tie`: a code of kin.relations."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.kin") as made:
        case = held_open(case)
        if tie not in pack(by.country, local_day(at, by.zone)).get("kin.relations"):
            raise Refusal(_("Choose one of the relations shown."), code="tie", field="tie")
        if asked_at > at:
            raise Refusal(_("Give a time that is not in the future."), code="asked_at", field="asked_at")
        person = _somebody(case=case, person=person, values=values, by=by, at=at)
        try:
            with transaction.atomic():
                kin = KinAsked.objects.create(
                    **follow(case),
                    recorded_by=by.user_id,
                    case=case,
                    person=person,
                    tie=tie,
                    asked_at=asked_at,
                    note=note.strip() or None,
                )
        except IntegrityError as error:
            raise Conflict(_("This person was asked already. Write the answer there."), code="asked") from error
        _tie(case=case, person=person, tie=tie, by=by, at=at)
        write_line("cases.ask_kin", case=case, kind="cases.kin", thing=kin.pk, fields=["tie", "asked_at"])
        made(kin.pk)
    return kin


def answer_kin(*, kin: KinAsked, version: int, answer: str, note: str = "", by: Identity, at: datetime) -> KinAsked:
    """What they answered. Wanting to care for the child is not yet being approved: the assessment comes first."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(kin.case)
        fresh = held_part(kin, version=version)
        if answer not in KinAnswer.values or answer == KinAnswer.ASKED:
            raise Refusal(_("Choose one of the answers shown."), code="answer", field="answer")
        if answer == KinAnswer.UNSAFE and not note.strip():
            raise Refusal(_("Write why it is not safe for the child, and how you know."), code="note", field="note")
        fresh.answer, fresh.answered_at = answer, at
        if note.strip():
            fresh.note = "\n\n".join(part for part in (fresh.note, note.strip()) if part)
        fresh.save(update_fields=["answer", "answered_at", "note"])
        write_line("cases.answer_kin", case=case, kind="cases.kin", thing=fresh.pk, fields=["answer", "answered_at"])
    return fresh


def link_kin_family(*, kin: KinAsked, family_id: UUID, by: Identity, at: datetime) -> KinAsked:
    """The household of these kin has a record in the family room now."""
    with transaction.atomic():
        case = held_open(kin.case)
        fresh = held_part(kin)
        if fresh.family_id and fresh.family_id != family_id:
            raise Conflict(_("An application of this household was begun already. Nothing was changed."), code="linked")
        fresh.family_id = family_id
        fresh.save(update_fields=["family_id"])
        write_line("cases.link_kin_family", case=case, kind="cases.kin", thing=fresh.pk, fields=["family_id"])
    return fresh


def _somebody(*, case: Case, person: Person | None, values: dict | None, by: Identity, at: datetime) -> Person:
    """A person already recorded, or a new one in this file. Children of the case are not their own kin."""
    if person is None:
        if not values:
            raise Refusal(_("Choose a person or write the name of a new one."), code="person", field="person")
        return people.add(values=values, file=case, file_kind="case", by=by, at=at)
    if case.children.filter(person=person).exists():
        raise Refusal(_("Choose somebody who is not one of the children of this case."), code="person", field="person")
    return person


def _tie(*, case: Case, person: Person, tie: str, by: Identity, at: datetime) -> None:
    kind = tie if tie in TieKind.values else TieKind.KNOWN
    for child in case.children.filter(left_on__isnull=True).select_related("person").order_by("recorded_at", "id"):
        if not Tie.objects.filter(person=child.person, other=person).exists():
            people.tie(person=child.person, other=person, kind=kind, by=by, at=at)
