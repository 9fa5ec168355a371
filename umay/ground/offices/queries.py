"""Reads of the offices room."""

import hashlib
import hmac
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from umay.ground.offices.access import current_posts, identity_for
from umay.ground.offices.models import Confirmation, Notice, Office, Post, User
from umay.ground.offices.packs import KEYS, Pack, Settings
from umay.ground.offices.packs import Confirmation as Confirmed
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.clock import now
from umay.kit.kernel.keys import secret

POST_IN_SESSION = "post"


def post_of(request) -> Post | None:
    """The post the person acts in: the one chosen in the session, else the first current one."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or not request.user.is_active:
        return None
    posts = list(current_posts(request.user, timezone.localdate()))
    chosen = request.session.get(POST_IN_SESSION)
    return next((post for post in posts if str(post.pk) == chosen), posts[0] if posts else None)


def identity_of(request) -> Identity | None:
    """The port the doors ask. Kept on the request, so that it is asked once."""
    if not hasattr(request, "_umay_identity"):
        post = post_of(request)
        request._umay_post = post
        request._umay_identity = (
            identity_for(
                post,
                session=_short(request.session.session_key or ""),
                origin=_short(request.META.get("REMOTE_ADDR", "")),
            )
            if post
            else None
        )
    return request._umay_identity


def _short(text: str) -> str:
    """A keyed hash, so that the journal can tell two sessions or places apart without keeping them."""
    return hmac.new(secret("blind"), text.encode(), hashlib.sha256).hexdigest()[:16] if text else ""


def identity_of_user(user: User, *, role: str = "") -> Identity:
    """For jobs, commands and tests: the person in their current post (of that role). Raises LookupError where there is none."""
    for post in current_posts(user, now().date()):
        if not role or post.role == role:
            return identity_for(post)
    raise LookupError("this person holds no post now")


def unread_notices(by: Identity) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=by.user_id, read_at__isnull=True).select_related("from_user")


def offices_of(country: str) -> QuerySet[Office]:
    return Office.objects.filter(country=country, closed_on__isnull=True)


def workers_of(office_id, *, on) -> QuerySet[User]:
    """People who hold a worker's post in the office on that day."""
    return (
        User.objects.filter(
            posts__office_id=office_id,
            posts__role="worker",
            posts__begins_on__lte=on,
            posts__confirmed_at__isnull=False,
        )
        .exclude(posts__ends_on__lt=on)
        .distinct()
    )


def pack(country: str, on: date) -> Settings:
    """The country's settings on a day, with what named people have confirmed. Read once per transaction of work, then passed on."""
    rows = Confirmation.objects.filter(country=country, valid_from__lte=on).order_by(
        "setting", "valid_from", "confirmed_at"
    )
    confirmed = {
        row.setting: Confirmed(
            value=KEYS[row.setting].kind.parse(row.value),
            by=row.confirmed_by.name,
            at=row.confirmed_at,
            note=row.source,
        )
        for row in rows.select_related("confirmed_by")
        if row.setting in KEYS
    }
    return Pack(country).at(on, confirmed=confirmed, demo=settings.UMAY_DEMO)


def is_demo() -> bool:
    return settings.UMAY_DEMO
