"""Reads of the offices room."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from umay.ground.offices.access import current_posts, identity_for, roles, visible_people
from umay.ground.offices.models import Closing, Confirmation, Notice, Office, Post, Team, User
from umay.ground.offices.packs import KEYS, Pack, Settings, production_gaps
from umay.ground.offices.packs import Confirmation as Confirmed
from umay.ground.offices.places import place as place_of
from umay.ground.offices.places import sorted_provinces
from umay.ground.offices.words import OfficeKind
from umay.kit.kernel.acting import ARRANGING, Identity, doing
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.keys import secret
from umay.kit.kernel.text import fold, sort_key

POST_IN_SESSION = "post"


def posts_of(request) -> list[Post]:
    """The posts the signed-in person may act in today. Kept on the request, so that they are asked for once."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    if not hasattr(request, "_umay_posts"):
        request._umay_posts = list(current_posts(request.user, timezone.localdate()))
    return request._umay_posts


def post_of(request) -> Post | None:
    """The post the person acts in: the one chosen in the session, else the first current one."""
    posts = posts_of(request)
    if not posts:
        return None
    chosen = request.session.get(POST_IN_SESSION)
    return next((post for post in posts if str(post.pk) == chosen), posts[0])


def roles_of(user: User) -> list[str]:
    """The roles of all posts a person holds now."""
    return [post.role for post in current_posts(user, timezone.localdate())]


def identity_of(request) -> Identity | None:
    """The port the doors ask. Kept on the request, so that it is asked once."""
    if not hasattr(request, "_umay_identity"):
        post = post_of(request)
        request._umay_post = post
        request._umay_identity = _identity_in(request, post) if post else None
    return request._umay_identity


def forget_identity(request) -> None:
    """After signing in or out and after choosing a post: who is asking is found anew."""
    for name in ("_umay_posts", "_umay_post", "_umay_identity"):
        if hasattr(request, name):
            delattr(request, name)


def identity_at_sign_in(request, user: User) -> Identity | None:
    """For the journal's lines about a sign-in: the account in its first post, with the session and origin of the request."""
    post = current_posts(user, timezone.localdate()).first()
    return _identity_in(request, post) if post else None


def _identity_in(request, post: Post) -> Identity:
    session = getattr(request, "session", None)
    return identity_for(
        post,
        session=_short((session.session_key if session else "") or ""),
        origin=_short(request.META.get("REMOTE_ADDR", "") if request else ""),
    )


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
    """People who hold a worker's post in the office on that day. An older post that has ended doesn't count against them."""
    held = Post.objects.filter(office_id=office_id, role="worker", begins_on__lte=on, confirmed_at__isnull=False)
    return User.objects.filter(pk__in=held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).values("user"))


def holders_of(role: str, office_id, *, on: date) -> list:
    """Ids of the people who hold a post of that role in the office on the day."""
    held = _current(Post.objects.filter(role=role, office_id=office_id, user__is_active=True), on)
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct())


def people_who_may(permission: str, *, country: str, on: date) -> list:
    """Ids of the people whose post on that day carries the permission."""
    codes = [code for code, role in roles().items() if permission in role.permissions]
    return list(
        _current(Post.objects.filter(role__in=codes, office__country=country, user__is_active=True), on)
        .order_by("user_id")
        .values_list("user_id", flat=True)
        .distinct()
    )


def _current(posts: QuerySet[Post], on: date) -> QuerySet[Post]:
    return posts.filter(begins_on__lte=on, confirmed_at__isnull=False).exclude(ends_on__lt=on)


def people(*, by: Identity, on: date, words: str = "", office=None, is_open: bool = True) -> QuerySet[User]:
    """Accounts of the country in the order of names, with `held`: their posts of that day or still to come.

    words: part of the name or of the user name, in any case and spelling of i.
    """
    posts = Post.objects.exclude(ends_on__lt=on).select_related("office", "team").order_by("begins_on", "id")
    found = visible_people(by).filter(is_active=is_open)
    if office:
        found = found.filter(pk__in=Post.objects.exclude(ends_on__lt=on).filter(office=office).values("user_id"))
    if words.strip():
        asked = fold(words.strip())
        rows = found.order_by().values_list("pk", "name", "username")
        found = found.filter(
            pk__in=[pk for pk, name, username in rows if asked in fold(name) or asked in fold(username)]
        )
    return found.prefetch_related(models.Prefetch("posts", queryset=posts, to_attr="held")).order_by("name_sort", "id")


def waiting_posts(*, by: Identity, on: date) -> QuerySet[Post]:
    """Powerful roles of the country that wait for a second person."""
    return (
        Post.objects.filter(office__country=by.country, confirmed_at__isnull=True, user__is_active=True)
        .exclude(ends_on__lt=on)
        .select_related("user", "office", "team")
        .order_by("proposed_at", "id")
    )


def post(pk, *, by: Identity) -> Post | None:
    """One post of the asker's country."""
    held = Post.objects.select_related("user", "office", "team")
    return held.filter(office__country=by.country, pk=pk).first()


def teams_of(offices) -> QuerySet[Team]:
    """The open teams of these offices, by office and name."""
    return (
        Team.objects.filter(office__in=offices, closed_on__isnull=True)
        .select_related("office")
        .order_by("office__name_sort", "name", "id")
    )


def posts_held(user: User) -> QuerySet[Post]:
    """All posts of a person, also past ones, newest first."""
    return Post.objects.filter(user=user).select_related("office", "team").order_by("-begins_on", "id")


def names_of(user_ids) -> dict:
    """Names of people by id, in one query."""
    return dict(User.objects.filter(pk__in=set(user_ids)).order_by().values_list("pk", "name"))


def notices_of(by: Identity) -> QuerySet[Notice]:
    """All that a person was told, newest first."""
    return Notice.objects.filter(user_id=by.user_id).select_related("from_user").order_by("-at", "id")


def pack(country: str, on: date) -> Settings:
    """The country's settings on a day, with what named people have confirmed. Read once in a transaction of one asker, however often asked."""
    if not connection.in_atomic_block:
        return _pack(country, on)
    key = ("pack", country, on, settings.UMAY_DEMO)
    if key not in connection.kept:
        connection.kept[key] = _pack(country, on)
    return connection.kept[key]


def _pack(country: str, on: date) -> Settings:
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


def check_may_keep_people(country: str, on: date) -> None:
    """Refuse to store anybody while the law's conditions for keeping personal data are not set: registration or exemption, privacy
    notice, retention table. The demonstration keeps invented people only and is not asked."""
    if settings.UMAY_DEMO:
        return
    gaps = production_gaps(pack(country, on))
    if gaps:
        raise Refusal(
            _(
                "This installation may not keep people yet. Nothing was saved. An administrator must first set: %(what)s. "
                "The page is Settings, Country rules."
            )
            % {"what": ", ".join(str(KEYS[key].label) for key in gaps)},
            code="not_ready",
        )


def is_demo() -> bool:
    return settings.UMAY_DEMO


def confirmations(country: str, setting: str) -> QuerySet[Confirmation]:
    """What named people have said about a setting, newest first."""
    found = Confirmation.objects.filter(country=country, setting=setting)
    return found.select_related("confirmed_by").order_by("-confirmed_at", "id")


@dataclass(frozen=True)
class Left:
    """How much still lies in an office or team that is to close: open reports, open cases, families at work, posts that go on."""

    reports: int
    cases: int
    families: int
    people: int

    @property
    def is_empty(self) -> bool:
        return not (self.reports or self.cases or self.families or self.people)


def left_in(*, office: Office, team: Team | None = None) -> Left:
    """Numbers alone, also of rows the asker can't see. Only inside the deed of closing or of asking for it (`acting.doing`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select reports, cases, families, people from offices_left(%s, %s)", [office.pk, team.pk if team else None]
        )
        return Left(*cursor.fetchone())


def left_before_closing(*, office: Office, team: Team | None = None, by: Identity) -> Left:
    """What stands in the way, for the page that asks."""
    with doing(ARRANGING, by):
        return left_in(office=office, team=team)


@dataclass(frozen=True)
class PlaceCount:
    """A province in the tree of offices: its open offices and teams, and people who hold a post there now."""

    code: str
    name: str
    offices: int
    teams: int
    people: int


def tree(*, by: Identity, on: date, language: str) -> list[PlaceCount]:
    """The provinces of the country that have an open office, in the alphabet of the language. One statement."""
    counted = (
        Office.objects.filter(country=by.country, closed_on__isnull=True)
        .order_by()
        .values("place")
        .annotate(
            offices=models.Count("pk", distinct=True),
            open_teams=models.Count("teams", filter=Q(teams__closed_on__isnull=True), distinct=True),
            people=models.Count("posts__user", filter=_held_on(on), distinct=True),
        )
    )
    found = [
        PlaceCount(
            row["place"], place_of(row["place"]).name(language), row["offices"], row["open_teams"], row["people"]
        )
        for row in counted
    ]
    return sorted(found, key=lambda one: (sort_key(one.name, language), one.code))


def _held_on(on: date) -> Q:
    return Q(posts__begins_on__lte=on, posts__confirmed_at__isnull=False, posts__user__is_active=True) & (
        Q(posts__ends_on__isnull=True) | Q(posts__ends_on__gte=on)
    )


def offices_counted(*, by: Identity, on: date, place: str = "") -> QuerySet[Office]:
    """Offices of the country, open ones first, with `open_teams`, `people` and `closing_waits` counted."""
    found = Office.objects.filter(country=by.country, **({"place": place} if place else {}))
    waits = Closing.objects.filter(office=models.OuterRef("pk"), confirmed_at__isnull=True, dropped_at__isnull=True)
    return found.annotate(
        open_teams=models.Count("teams", filter=Q(teams__closed_on__isnull=True), distinct=True),
        people=models.Count("posts__user", filter=_held_on(on), distinct=True),
        closing_waits=models.Exists(waits),
    ).order_by(models.F("closed_on").asc(nulls_first=True), "name_sort", "id")


def offices_of_country(by: Identity) -> QuerySet[Office]:
    """All offices of the asker's country, closed ones too."""
    return Office.objects.filter(country=by.country)


def teams_of_country(by: Identity) -> QuerySet[Team]:
    """All teams of the asker's country, closed ones too."""
    return Team.objects.filter(office__country=by.country).select_related("office")


def teams_counted(office: Office, *, on: date) -> QuerySet[Team]:
    """All teams of an office, open ones first, with `people`."""
    return office.teams.annotate(people=models.Count("posts__user", filter=_held_on(on), distinct=True)).order_by(
        models.F("closed_on").asc(nulls_first=True), "name", "id"
    )


def closings(*, by: Identity, office: Office | None = None, is_waiting: bool = True) -> QuerySet[Closing]:
    """Closings of the country that wait for a second person, or all of an office, newest last."""
    found = Closing.objects.filter(country=by.country).select_related("office", "team")
    if office:
        found = found.filter(office=office)
    return found.filter(confirmed_at__isnull=True, dropped_at__isnull=True) if is_waiting else found


def places_to_arrange(*, by: Identity, language: str) -> list[tuple[str, str]]:
    """Code and name of the provinces where the asker may open offices: their own, or all from the ministry."""
    own = Office.objects.filter(pk=by.office_id).first()
    found = sorted_provinces(by.country, language, sort_key)
    if own is None or own.kind != OfficeKind.MINISTRY:
        found = [one for one in found if one.code == by.province]
    return [(one.code, one.name(language)) for one in found]
