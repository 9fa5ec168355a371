"""In whose name a command works on care data: a person with a current post that allows it, never the machine by itself."""

import contextlib
import dataclasses
from collections.abc import Iterator

from umay.front.cli.problems import Stopped

ORIGIN = "command line"


@contextlib.contextmanager
def working_as(username: str | None, permission: str, language: str | None) -> Iterator:
    """The identity of the user, with their time zone and language active. Raises Stopped. Django must be set up."""
    from django.utils import timezone, translation

    from umay.kit.kernel.acting import acting

    user, identity = _who(username, permission)
    identity = dataclasses.replace(identity, origin=ORIGIN)
    with acting(identity), timezone.override(identity.zone), translation.override(language or user.language):
        yield identity


def _who(username: str | None, permission: str):
    from umay.front.roles import ROLES
    from umay.ground.offices.models import User
    from umay.ground.offices.queries import identity_of_user

    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    if username:
        found = User.objects.filter(username=username, is_active=True)
    else:
        found = User.objects.filter(is_active=True, posts__role="importer").distinct().order_by("username")
    people = list(found[:2])
    if not people:
        raise Stopped(
            f"There is no user {username!r}."
            if username
            else "Nobody holds the post of an importer. Say who with --as."
        )
    if len(people) > 1:
        raise Stopped("Several people hold the post of an importer. Say who with --as.")
    for role in roles:
        try:
            return people[0], identity_of_user(people[0], role=role)
        except LookupError:
            continue
    raise Stopped(f"{people[0].username} holds no current post that allows this.")
