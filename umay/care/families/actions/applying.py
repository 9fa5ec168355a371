"""A household applies, is written down, and who lives there changes."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.families import access, queries
from umay.care.families.actions.rows import SAFETY, _allow, _count_checks, _locked, _settings, _write_old_checks
from umay.care.families.models import Family, Member
from umay.care.families.words import FamilyState, MemberRole
from umay.care.persons.actions import add as add_person
from umay.care.persons.models import Person
from umay.ground.offices.actions import take_number
from umay.ground.offices.models import Office, follow
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import sort_key

PLAIN = (
    "place", "lat", "lon", "address", "phone", "languages", "own_children", "is_paid", "note",
)  # fmt: skip


def _language(by: Identity) -> str:
    return "az" if by.country == "AZ" else "tr"


def _new(*, label: str, values: dict, by: Identity, at: datetime) -> Family:
    office = Office.objects.get(pk=by.office_id)
    on, family_id = local_day(at, by.zone), new_id()
    plain = {name: values[name] for name in PLAIN if values.get(name) is not None}
    return Family.objects.create(
        id=family_id,
        file_id=family_id,
        country=by.country,
        office_id=by.office_id,
        team_id=by.team_id,
        worker_id=by.user_id,
        recorded_by=by.user_id,
        recorded_at=at,
        number=take_number(office=office, kind="family", year=on.year),
        state=FamilyState.APPLIED,
        label=label[:160],
        label_sort=sort_key(label, _language(by)),
        applied_on=values.get("applied_on") or on,
        kin_for_case=values.get("kin_for_case"),
        **({"place": office.place, "lat": office.lat, "lon": office.lon} | plain),
    )


def apply(*, values: dict, carers: list, by: Identity, at: datetime) -> Family:
    """A household applies. `carers` are one or two people: values for a new record (persons.actions.add), or a Person already known.

    values: place, lat, lon, address, phone, languages, own_children, is_paid, note, applied_on; label, else the first carer's surname.
    Raises Refusal where a carer already lives in another foster family.
    """
    _allow(by, access.ADD)
    if not 1 <= len(carers) <= 2:
        raise Refusal(_("Write one carer, or the two who apply together."), code="carers")
    with transaction.atomic():
        first = carers[0]
        surname = first.surname if isinstance(first, Person) else (first.get("surname") or first.get("given") or "")
        family = _new(label=values.get("label") or surname, values=values, by=by, at=at)
        for carer in carers:
            _join(family, carer, MemberRole.CARER, by=by, at=at)
        record("families.apply", kind="families.family", thing=family.pk, file=family.pk, fields=sorted(values))
    return family


def begin_kin_application(
    *,
    person: Person,
    case_id: UUID,
    place: str = "",
    lat: float | None = None,
    lon: float | None = None,
    by: Identity,
    at: datetime,
) -> Family:
    """A relative or known person said yes: their household applies, for this case. Every check stays.

    Where the person already lives in a foster family that is not closed, that family is returned and nothing is written.
    """
    _allow(by, access.KIN)
    with transaction.atomic():
        if there := queries.household_of(person.pk):
            return there
        values = {"place": place or None, "lat": lat, "lon": lon, "phone": person.phone, "kin_for_case": case_id}
        values["address"] = person.address
        family = _new(label=person.surname or person.given, values=values, by=by, at=at)
        family.care_types = ["kin"]
        family.save(update_fields=["care_types"])
        _join(family, person, MemberRole.CARER, by=by, at=at)
        record("families.begin_kin", kind="families.family", thing=family.pk, file=family.pk, fields=["kin_for_case"])
    return family


def _join(family: Family, who, role: str, *, by: Identity, at: datetime) -> Member:
    """Write a person into the household: a Person already known, or values of a new one."""
    if isinstance(who, Person):
        there = queries.household_of(who.pk)
        if there is not None:
            raise Refusal(
                _("This person already belongs to the family %(number)s. Nothing was changed. Let them leave it first.")
                % {"number": there.number},
                code="elsewhere",
            )
        person = who
    else:
        person = add_person(values=who, file=family, file_kind="family", by=by, at=at)
    known = Member.objects.filter(family=family, person=person).first()
    if known is not None:  # they come back
        known.role, known.left_on = role, None
        known.save(update_fields=["role", "left_on"])
        return known
    return Member.objects.create(
        **follow(family), family=family, person=person, role=role, recorded_by=by.user_id, recorded_at=at
    )


def add_member(*, family: Family, who: Person | dict, role: str, by: Identity, at: datetime) -> Member:
    """Somebody lives there too. An adult without checks makes an approved family not available until the checks are in."""
    _allow(by, access.CHANGE)
    with transaction.atomic():
        fresh = _locked(family)
        _write_old_checks(fresh, _settings(by, at), by=by, at=at)
        member = _join(fresh, who, role, by=by, at=at)
        _after_change(fresh, by=by, at=at)
        record("families.add_member", kind="families.family", thing=fresh.pk, file=fresh.pk, fields=["members"])
    return member


def leave(*, member: Member, on: date, by: Identity, at: datetime) -> Member:
    """The person no longer lives there. The last carer can't leave: then the family ends."""
    _allow(by, access.CHANGE)
    with transaction.atomic():
        family = _locked(member.family)
        fresh = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
        others = family.members.filter(role=MemberRole.CARER, left_on__isnull=True).exclude(pk=fresh.pk)
        if fresh.role == MemberRole.CARER and not others.exists():
            raise Refusal(
                _("This is the last carer of the family. End or suspend the family instead. Nothing was changed."),
                code="last_carer",
            )
        if fresh.left_on is None:
            _write_old_checks(family, _settings(by, at), by=by, at=at)
            fresh.left_on = on
            fresh.save(update_fields=["left_on"])
            _after_change(family, by=by, at=at)
            record("families.leave", kind="families.family", thing=family.pk, file=family.pk, fields=["members"])
    return fresh


def _after_change(family: Family, *, by: Identity, at: datetime) -> None:
    children = family.members.filter(role=MemberRole.CHILD, left_on__isnull=True).count()
    family.own_children = max(children, family.own_children if children else 0)
    _count_checks(family, _settings(by, at))
    family.save(update_fields=["own_children", *SAFETY])


def change(*, family: Family, version: int, values: dict, by: Identity, at: datetime) -> Family:
    """Address, telephone, languages and the like: only the keys present in `values`."""
    _allow(by, access.CHANGE)
    with transaction.atomic():
        fresh = _locked(family, version=version)
        names = [name for name in (*PLAIN, "label") if name in values]
        for name in names:
            setattr(fresh, name, values[name])
        if "label" in values:
            fresh.label_sort = sort_key(fresh.label, _language(by))
            names.append("label_sort")
        fresh.save(update_fields=names)
        record("families.change", kind="families.family", thing=fresh.pk, file=fresh.pk, fields=names)
    return fresh
