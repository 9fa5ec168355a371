"""Who may see offices, people and posts; and turning a signed-in person into an Identity."""

from datetime import date

from django.db.models import Q, QuerySet

from umay.ground.offices.models import Office, Post, User
from umay.ground.offices.words import Level, OfficeKind
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.ports import Port

permissions_of = Port("permissions_of")
"""permissions_of(role) -> frozenset[str]: the one table role x permission, kept in umay.front.roles."""

roles = Port("roles")
"""roles() -> {code: role}: each role's `label`, `levels`, `is_powerful`, `sees_children`, `permissions`; kept in umay.front.roles."""

SEE_PEOPLE = "offices.people"
OPEN_ACCOUNTS = "offices.accounts"
CONFIRM_POSTS = "offices.confirm_post"
ARRANGE = "offices.arrange"
CONFIRM_CLOSING = "offices.confirm_closing"
CONFIRM_SETTINGS = "offices.confirm"
SEE_SETTINGS = "offices.settings"
BREAK_GLASS = "glass.break"


def current_posts(user: User, on: date) -> QuerySet[Post]:
    """The posts a person may act in on this day: begun, not ended, confirmed where that is needed."""
    return (
        Post.objects.filter(user=user, begins_on__lte=on, confirmed_at__isnull=False)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        .select_related("office", "team")
        .order_by("begins_on", "id")
    )


def offices_under(post: Post) -> tuple:
    """Ids of the offices whose rows the post sees as a whole."""
    if post.level == Level.OFFICE:
        return (post.office_id,)
    if post.level == Level.PROVINCE:
        same = Office.objects.filter(country=post.office.country, place=post.office.place)
        return tuple(same.order_by("id").values_list("id", flat=True))
    return ()


def identity_for(post: Post, *, session: str = "", origin: str = "") -> Identity:
    user = post.user
    return Identity(
        user_id=user.pk,
        name=user.name,
        post_id=post.pk,
        role=post.role,
        country=post.office.country,
        level=post.level,
        office_id=post.office_id,
        team_id=post.team_id,
        province=post.office.place,
        offices=offices_under(post),
        teams=(post.team_id,) if post.team_id and post.level == Level.TEAM else (),
        permissions=permissions_of(post.role),
        zone=post.office.zone,
        session=session,
        origin=origin,
    )


def offices_administered(by: Identity) -> QuerySet[Office]:
    """Where the person opens accounts and gives posts: their province, or the whole country from the ministry."""
    own = Office.objects.filter(pk=by.office_id, kind=OfficeKind.MINISTRY, country=by.country)
    everywhere = Office.objects.filter(country=by.country)
    return everywhere if own.exists() else everywhere.filter(place=by.province)


def visible_people(by: Identity) -> QuerySet[User]:
    """Accounts of the country. Who may see them is the permission; no account says anything about a child."""
    return User.objects.filter(country=by.country)
