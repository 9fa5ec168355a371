"""Writes about accounts and posts. Nothing here reads or writes a child's record."""

import secrets
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import CONFIRM_POSTS, OPEN_ACCOUNTS, offices_administered, roles
from umay.ground.offices.actions.files import notify
from umay.ground.offices.models import Office, Post, Team, User
from umay.ground.offices.queries import people_who_may
from umay.ground.offices.words import Level, NoticeKind
from umay.kit.kernel.acting import ACCOUNTS, CONFIRMING_POSTS, Identity, doing
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import sort_key

NEW_ACCOUNT_GOOD_FOR = timedelta(hours=72)
RESET_GOOD_FOR = timedelta(hours=24)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def one_time_password() -> str:
    """Sixteen letters and figures in four groups, 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _place in range(4)) for _group in range(4))


def open_account(*, username: str, name: str, language: str, by: Identity, at: datetime) -> tuple[User, str]:
    """Make an account; returns it with a one-time password, which is shown once and kept nowhere."""
    _may(by, OPEN_ACCOUNTS)
    with doing(ACCOUNTS, by):
        if User.objects.filter(username=username).exists():
            raise Refusal(
                _("This user name is taken. Choose another, for example with the town."), code="taken", field="username"
            )
        password = one_time_password()
        user = User(
            username=username,
            name=name,
            name_sort=sort_key(name, language),
            country=by.country,
            language=language,
            opened_at=at,
            opened_by=by.user_id,
            once_until=at + NEW_ACCOUNT_GOOD_FOR,
        )
        user.set_password(password)
        user.save(force_insert=True)
        record("offices.open", kind="offices.user", thing=user.pk, fields=["username", "name", "language"])
    return user, password


def give_post(
    *,
    user: User,
    role: str,
    level: str,
    office: Office,
    team: Team | None,
    begins_on: date,
    ends_on: date | None,
    by: Identity,
    at: datetime,
) -> Post:
    """Give a person a role at an office. A powerful role waits until a second person confirms it."""
    _may(by, OPEN_ACCOUNTS)
    _not_oneself(user, by)
    found = roles().get(role)
    if found is None or level not in found.levels:
        raise Refusal(_("This role is not given at this level. Choose another level."), code="level", field="level")
    if level == Level.TEAM and team is None:
        raise Refusal(_("Choose the team."), code="team", field="team")
    if team is not None and team.office_id != office.pk:
        raise Refusal(_("This team belongs to another office."), code="team", field="team")
    if user.country != office.country or not offices_administered(by).filter(pk=office.pk).exists():
        raise NotAllowed()
    with doing(ACCOUNTS, by):
        post = Post.objects.create(
            user=user,
            role=role,
            level=level,
            office=office,
            team=team,
            begins_on=begins_on,
            ends_on=ends_on,
            proposed_by=by.user_id,
            proposed_at=at,
            confirmed_at=None if found.is_powerful else at,
        )
        record("offices.give_post", kind="offices.post", thing=post.pk, fields=["user", "role", "level"], why=role)
        if found.is_powerful:
            notify(
                kind=NoticeKind.ACCOUNT,
                users=people_who_may(CONFIRM_POSTS, country=by.country, on=at.date()),
                thing_kind="offices.user",
                thing=user.pk,
                by=by,
                at=at,
            )
    return post


def confirm_post(*, post: Post, by: Identity, at: datetime) -> Post:
    """The second person's yes to a powerful role."""
    _may(by, CONFIRM_POSTS)
    with doing(CONFIRMING_POSTS, by):
        fresh = Post.objects.select_for_update(of=("self",)).select_related("user", "office").get(pk=post.pk)
        _not_oneself(fresh.user, by)
        if fresh.office.country != by.country:
            raise NotAllowed()
        if fresh.confirmed_at is not None or (fresh.ends_on and fresh.ends_on < at.date()):
            raise Conflict(_("Somebody has already decided this. Nothing was changed. Look at the person again."))
        if fresh.proposed_by == by.user_id:
            raise Refusal(_("You proposed this role yourself. A second person must confirm it."), code="second_person")
        fresh.confirmed_by, fresh.confirmed_at = by.user_id, at
        fresh.save(update_fields=["confirmed_by", "confirmed_at"])
        record("offices.confirm_post", kind="offices.post", thing=fresh.pk, fields=["confirmed_by"], why=fresh.role)
    return fresh


def end_post(*, post: Post, ends_on: date, by: Identity, at: datetime) -> Post:
    """End a post on a day, or withdraw one that waits for a second person."""
    _may(by, OPEN_ACCOUNTS)
    with doing(ACCOUNTS, by):
        fresh = Post.objects.select_for_update(of=("self",)).select_related("user", "office").get(pk=post.pk)
        _not_oneself(fresh.user, by)
        if not offices_administered(by).filter(pk=fresh.office_id).exists():
            raise NotAllowed()
        if ends_on < fresh.begins_on:
            raise Refusal(_("A post cannot end before it begins."), code="ends_on", field="ends_on")
        if fresh.ends_on and ends_on > fresh.ends_on:
            raise Refusal(
                _("A post is not made longer afterwards. Give the role anew."), code="longer", field="ends_on"
            )
        fresh.ends_on = ends_on
        fresh.save(update_fields=["ends_on"])
        record("offices.end_post", kind="offices.post", thing=fresh.pk, fields=["ends_on"], why=fresh.role)
    return fresh


@transaction.atomic
def close_account(*, user: User, by: Identity, at: datetime) -> User:
    """Close an account at once: no more sign-in, all posts end today. What the person wrote stays."""
    fresh = _administered(user, by, at)
    if not fresh.is_active:
        raise Conflict()
    with doing(ACCOUNTS, by):
        _close(fresh, at)
    record("offices.close", kind="offices.user", thing=fresh.pk, fields=["is_active", "closed_at"])
    return fresh


def _close(fresh: User, at: datetime) -> None:
    fresh.is_active, fresh.closed_at = False, at
    fresh.save(update_fields=["is_active", "closed_at"])
    ended = Post.objects.filter(user=fresh, ends_on__isnull=True) | Post.objects.filter(
        user=fresh, ends_on__gte=at.date()
    )
    for post in ended.order_by("id"):
        if post.begins_on > at.date():
            post.confirmed_at = post.confirmed_by = None  # never begins
        post.ends_on = max(post.begins_on, at.date() - timedelta(days=1))
        post.save(update_fields=["ends_on", "confirmed_at", "confirmed_by"])


@transaction.atomic
def reopen_account(*, user: User, by: Identity, at: datetime) -> tuple[User, str]:
    """Open a closed account again with a one-time password. It holds no post until one is given."""
    fresh = _administered(user, by, at)
    if fresh.is_active:
        raise Conflict()
    with doing(ACCOUNTS, by):
        fresh.is_active, fresh.closed_at = True, None
        fresh.save(update_fields=["is_active", "closed_at"])
        password = new_way_in(fresh, good_for=NEW_ACCOUNT_GOOD_FOR, at=at)
    record("offices.reopen", kind="offices.user", thing=fresh.pk, fields=["is_active", "closed_at"])
    return fresh, password


@transaction.atomic
def reset_sign_in(*, user: User, by: Identity, at: datetime) -> tuple[User, str]:
    """For a person who lost telephone, codes or password: a one-time password, and the second step is set up anew.

    The person themselves and the auditors are told at once, so that a reset nobody asked for is seen.
    """
    fresh = _administered(user, by, at)
    if not fresh.is_active:
        raise Conflict()
    with doing(ACCOUNTS, by):
        password = new_way_in(fresh, good_for=RESET_GOOD_FOR, at=at)
    record("offices.reset", kind="offices.user", thing=fresh.pk, fields=["password", "second_step"])
    told = [fresh.pk, *people_who_may("journal.see", country=by.country, on=at.date())]
    notify(kind=NoticeKind.RESET, users=told, thing_kind="offices.user", thing=fresh.pk, by=by, at=at)
    return fresh, password


def new_way_in(user: User, *, good_for: timedelta, at: datetime) -> str:
    """A new password signs every open sign-in out: Django binds each to the password's hash."""
    password = one_time_password()
    user.set_password(password)
    user.once_until = at + good_for
    user.save(update_fields=["password", "once_until"])
    Authenticator.objects.filter(user=user).delete()
    return password


def _may(by: Identity, permission: str) -> None:
    if not by.may(permission):
        raise NotAllowed()


def _not_oneself(user: User, by: Identity) -> None:
    if user.pk == by.user_id:
        raise Refusal(_("Nobody changes their own account or posts. Ask another administrator."), code="oneself")


def _administered(user: User, by: Identity, at: datetime) -> User:
    """The account under a lock, if it is the administrator's to change: it works in their offices or in none yet."""
    _may(by, OPEN_ACCOUNTS)
    _not_oneself(user, by)
    fresh = User.objects.select_for_update().filter(pk=user.pk, country=by.country).first()
    elsewhere = Post.objects.filter(user=user).exclude(office__in=offices_administered(by))
    elsewhere = elsewhere.exclude(ends_on__lt=at.date())
    if fresh is None or elsewhere.exists():
        raise NotAllowed()
    return fresh
