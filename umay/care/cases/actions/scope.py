"""Who works on a case and who may see it: given to a worker, handed to another office, closed to all but named people."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import ASSIGN, CONFIDENTIAL, HAND_OVER, held, held_open, require, write_line
from umay.care.cases.models import Case, Note
from umay.care.cases.queries import holders, may_be_named, open_to, team_of
from umay.ground.offices import actions as offices
from umay.ground.offices.models import Office, User, follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.words import GrantKind, NoticeKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal

_FILE = "case"


def assign(*, case: Case, version: int, worker: User, by: Identity, at: datetime) -> None:
    """Give the case, with everything in it, to a worker of its office (and to that worker's team). The worker is told."""
    require(by, ASSIGN)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        today = local_day(at, by.zone)
        if not holders("worker", fresh.office_id, on=today).filter(pk=worker.pk).exists():
            raise Refusal(_("Choose a caseworker of this office."), code="worker", field="worker")
        if fresh.confidential and not _is_named(fresh, worker):
            raise Refusal(
                _("This case is open to named people only. Name this person first, then give them the case."),
                code="not_named",
                field="worker",
            )
        offices.hand_over(
            kind=_FILE,
            file=fresh.pk,
            office=fresh.office,
            team=team_of(worker, fresh.office_id, today),
            worker=worker,
            confidential=fresh.confidential,
            by=by,
            at=at,
        )
        write_line("cases.assign", case=fresh, fields=["worker", "team"])
        offices.notify(kind=NoticeKind.ASSIGNED, users=[worker.pk], thing_kind=_FILE, thing=fresh.pk, by=by, at=at)


def hand_over(
    *,
    case: Case,
    version: int,
    office: Office,
    note: str,
    named: User | None = None,
    by: Identity,
    at: datetime,
) -> None:
    """Pass the case to another office of the country. It leaves this office's lists; the other's supervisors are told and give it to a worker.

    A confidential case needs `named`, a person of the other office to whom it is opened; people named here lose it.
    """
    require(by, HAND_OVER)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        today = local_day(at, by.zone)
        _check_office(fresh, office, note)
        supervisors = [user.pk for user in holders("supervisor", office.pk, on=today)]
        if not supervisors:
            raise Refusal(
                _("That office has no supervisor who could take the case. Telephone them first. Nothing was changed."),
                code="nobody",
                field="office",
            )
        if fresh.confidential and (named is None or named.pk not in supervisors):
            raise Refusal(
                _("This case is open to named people only. Choose the supervisor of that office who takes it."),
                code="named",
                field="named",
            )
        Note.objects.create(**follow(fresh), recorded_by=by.user_id, case=fresh, at=at, text=note.strip())
        write_line("cases.hand_over", case=fresh, fields=["office", "team", "worker"])
        if fresh.confidential:
            _grant(case=fresh, user=named, may_write=True, reason=note, by=by, at=at)
        before = open_to(fresh) if fresh.confidential else []
        offices.hand_over(kind=_FILE, file=fresh.pk, office=office, confidential=fresh.confidential, by=by, at=at)
        _shut(grants=before, but=named, by=by, at=at)
        offices.notify(kind=NoticeKind.HANDED, users=supervisors, thing_kind=_FILE, thing=fresh.pk, by=by, at=at)


def make_confidential(*, case: Case, version: int, users: list[User], reason: str, by: Identity, at: datetime) -> None:
    """Only named people see the case from now on, and who decides it. Nobody else, whatever their office, supervisor or ministry."""
    require(by, CONFIDENTIAL)
    with transaction.atomic():
        fresh = held_open(case, version=version)
        if fresh.confidential:
            raise Conflict()
        _check_reason(reason)
        _check_people(users, fresh, by, at)
        me = User.objects.get(pk=by.user_id)
        named = list({user.pk: user for user in [me, *users]}.values())
        for user in named:
            _grant(case=fresh, user=user, may_write=True, reason=reason, by=by, at=at)
        write_line("cases.make_confidential", case=fresh, fields=["confidential"])
        worker = next((user for user in named if user.pk == fresh.worker_id), None)
        offices.hand_over(
            kind=_FILE,
            file=fresh.pk,
            office=fresh.office,
            team=fresh.team if worker else None,
            worker=worker,
            confidential=True,
            by=by,
            at=at,
        )


def name_person(*, case: Case, user: User, may_write: bool, reason: str, by: Identity, at: datetime) -> UUID:
    """Open a confidential case to one more person."""
    require(by, CONFIDENTIAL)
    with transaction.atomic():
        fresh = held(case)
        if not fresh.confidential:
            raise Conflict()
        _check_reason(reason)
        _check_people([user], fresh, by, at)
        if _is_named(fresh, user):
            raise Refusal(_("This person can see the case already."), code="named", field="user")
        grant = _grant(case=fresh, user=user, may_write=may_write, reason=reason, by=by, at=at)
        write_line("cases.name_person", case=fresh)
    return grant


def unname_person(*, case: Case, grant_id: UUID, by: Identity, at: datetime) -> None:
    """A named person no longer sees the confidential case. Somebody who may write always remains."""
    require(by, CONFIDENTIAL)
    with transaction.atomic():
        fresh = held(case)
        named = [grant for grant in open_to(fresh) if grant.kind == GrantKind.NAMED]
        gone = next((grant for grant in named if grant.id == grant_id), None)
        if gone is None:
            raise Conflict()
        if gone.may_write and sum(grant.may_write for grant in named) == 1:
            raise Refusal(
                _("This is the last person who can work on the case. Name somebody else first."), code="last_named"
            )
        write_line("cases.unname_person", case=fresh)
        offices.close_grant(grant_id=grant_id, by=by, at=at)


def end_confidential(*, case: Case, version: int, by: Identity, at: datetime) -> None:
    """The case is seen in the ordinary way again."""
    require(by, CONFIDENTIAL)
    with transaction.atomic():
        fresh = held(case, version=version)
        if not fresh.confidential:
            raise Conflict()
        before = open_to(fresh)
        write_line("cases.end_confidential", case=fresh, fields=["confidential"])
        offices.hand_over(
            kind=_FILE, file=fresh.pk, office=fresh.office, team=fresh.team, worker=fresh.worker, by=by, at=at
        )
        _shut(grants=before, but=None, by=by, at=at)


def _is_named(case: Case, user: User) -> bool:
    return any(grant.user_id == user.pk and grant.kind == GrantKind.NAMED for grant in open_to(case))


def _grant(*, case: Case, user: User, may_write: bool, reason: str, by: Identity, at: datetime) -> UUID:
    return offices.open_file(
        kind=_FILE,
        file=case.pk,
        grant=GrantKind.NAMED,
        user=user,
        may_write=may_write,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _shut(*, grants, but: User | None, by: Identity, at: datetime) -> None:
    """Close the named grants, one's own last: with it goes the right to close the others'."""
    named = [grant for grant in grants if grant.kind == GrantKind.NAMED and (but is None or grant.user_id != but.pk)]
    for grant in sorted(named, key=lambda grant: grant.user_id == by.user_id):
        offices.close_grant(grant_id=grant.id, by=by, at=at)


def _check_office(case: Case, office: Office, note: str) -> None:
    if office.pk == case.office_id or office.country != case.country or office.closed_on:
        raise Refusal(_("Choose another office of this country."), code="office", field="office")
    if not note.strip():
        raise Refusal(_("Write what the other office must know."), code="note", field="note")


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < 10:
        raise Refusal(_("Write the reason in a sentence."), code="reason", field="reason")


def _check_people(users: list[User], case: Case, by: Identity, at: datetime) -> None:
    known = set(may_be_named(case, on=local_day(at, by.zone)).values_list("pk", flat=True))
    if any(user.pk not in known for user in users):
        raise Refusal(_("Choose people who work with children in this country."), code="users", field="users")
