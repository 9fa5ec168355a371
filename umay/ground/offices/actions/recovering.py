"""The way back in when no administrator can help any more: on the server, as the database's owner, and seen by the auditors."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import current_posts
from umay.ground.offices.actions.founding import Enrolled
from umay.ground.offices.actions.people import RESET_GOOD_FOR, new_way_in
from umay.ground.offices.models import Notice, User
from umay.ground.offices.queries import people_who_may
from umay.ground.offices.words import Level, NoticeKind
from umay.kit.kernel.acting import RECOVERY, Identity, acting
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.ports import record

_APPLICATION = "umay_app"
_ORIGIN = "command line"


def recover_administrator(*, username: str, why: str, at: datetime) -> Enrolled:
    """A one-time password for an administrator who lost password and second step. The second step is set anew at the first sign-in.

    For the database's owner alone: the application's role is refused, whatever its context says. The account must hold an administrator's post
    today: nobody gets more than they had. All auditors of the country are told.
    """
    if settings.UMAY_DEMO:
        raise Refusal(_("The demonstration has its own offices and people. Nothing was written."), code="demo")
    if len(why.strip()) < 10:
        raise Refusal(_("Write in a sentence why, and who asked for it. The auditors read it."), code="why")
    _owner_alone()
    user = User.objects.select_for_update().filter(username=username, is_active=True).first()
    post = (
        next((post for post in current_posts(user, at.date()) if post.role == "administrator"), None) if user else None
    )
    if post is None:
        raise Refusal(
            _("Nobody of this user name holds the post of an administrator today. Nothing was changed."), code="nobody"
        )
    identity = Identity(new_id(), "", None, RECOVERY, user.country, Level.NONE, origin=_ORIGIN)
    with acting(identity):
        password = new_way_in(user, good_for=RESET_GOOD_FOR, at=at)
        record(
            "offices.recover", kind="offices.user", thing=user.pk, fields=["password", "second_step"], why=why.strip()
        )
        _tell(user, at)
    return Enrolled(post.role, user.name, user.username, user.language, post.office.zone, password, user.once_until)


def _owner_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select session_user")
        if cursor.fetchone()[0] == _APPLICATION:
            raise NotAllowed()


def _tell(user: User, at: datetime) -> None:
    """The auditors, and the person. Nobody of the installation did it, so the notice is from nobody."""
    told = dict.fromkeys([user.pk, *people_who_may("journal.see", country=user.country, on=at.date())])
    Notice.objects.bulk_create(
        Notice(
            country=user.country,
            kind=NoticeKind.RECOVERED,
            user_id=user_id,
            thing_kind="offices.user",
            thing=user.pk,
            at=at,
        )
        for user_id in told
    )
