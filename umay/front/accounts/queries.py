"""Reads about accounts for the pages of the front door."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator

from umay.front.roles import ROLES
from umay.ground.offices.models import Post, User
from umay.ground.offices.words import Level


@dataclass(frozen=True)
class Described:
    """A post in words."""

    pk: UUID
    role: str
    place: str
    level: str


@dataclass(frozen=True)
class Factors:
    """How a person can sign in beside the password."""

    telephone: bool
    passkeys: int
    codes_left: int | None

    @property
    def has_any(self) -> bool:
        return self.telephone or self.passkeys > 0


def role_label(code: str):
    return ROLES[code].label if code in ROLES else code


def described(posts: Iterable[Post]) -> list[Described]:
    return [
        Described(
            post.pk,
            role_label(post.role),
            f"{post.office.name}, {post.team.name}" if post.team else post.office.name,
            Level(post.level).label,
        )
        for post in posts
    ]


def factors(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("id"))
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        telephone=any(row.type == Authenticator.Type.TOTP for row in rows),
        passkeys=sum(row.type == Authenticator.Type.WEBAUTHN for row in rows),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )
