"""Writes about one's own sign-in."""

from datetime import datetime

from django.conf import settings

from umay.front.accounts.events import BEGAN, SEEN
from umay.ground.offices.models import User, own_account
from umay.ground.offices.queries import POST_IN_SESSION, forget_identity, identity_of
from umay.kit.kernel.acting import acting
from umay.kit.kernel.ports import record


def choose_post(request, *, post_id: str, at: datetime) -> None:
    """Act in this post for the rest of the sign-in. The caller has checked that it is the person's own."""
    request.session[POST_IN_SESSION] = post_id
    forget_identity(request)
    with acting(identity_of(request)):
        record("session.choose_post", kind="offices.post", thing=post_id)


def keep_signed_in(request, *, at: datetime) -> None:
    """Count this click as work; the working day's end does not move."""
    present = int(at.timestamp())
    request.session[SEEN] = present
    ends = request.session[BEGAN] + settings.SESSION_COOKIE_AGE
    request.session_ends_in = min(settings.UMAY_IDLE_SECONDS, ends - present)


def choose_language(*, user: User, language: str) -> None:
    if user.language != language:
        with own_account(user):
            User.objects.filter(pk=user.pk).update(language=language)
