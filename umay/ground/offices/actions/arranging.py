"""Offices and teams are opened, renamed and closed. Closing needs two people, and that nothing is left inside."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import ARRANGE, CONFIRM_CLOSING, offices_administered
from umay.ground.offices.actions.files import notify
from umay.ground.offices.models import Closing, Office, Team
from umay.ground.offices.places import UnknownPlace, centre
from umay.ground.offices.queries import Left, left_in, pack, people_who_may
from umay.ground.offices.rules import next_code
from umay.ground.offices.words import NoticeKind, OfficeKind
from umay.kit.kernel.acting import ARRANGING, CLOSING, Identity, doing
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import fold, sort_key

_TAKEN = _("There is already one of this name. Choose another, so that nobody takes them for each other.")


def open_office(
    *, name: str, kind: str, place: str, phone: str = "", code: str = "", by: Identity, at: datetime
) -> Office:
    """Open an office in a place of one's province, or anywhere in the country from the ministry. It stands at the middle of its place."""
    _may(by, ARRANGE)
    name, code = name.strip(), code.strip()
    if kind not in (OfficeKind.PROVINCIAL, OfficeKind.CENTRE) or len(name) < 3:
        raise Refusal(_("Write the office's name and choose what it is."), code="kind", field="kind")
    settings = pack(by.country, at.date())
    with doing(ARRANGING, by):
        _reaches(place, by)
        _free_name(Office.objects.filter(country=by.country, closed_on__isnull=True), name)
        codes = set(Office.objects.values_list("code", flat=True))
        if code in codes:
            raise Refusal(
                _("This short code belongs to another office. Leave it empty and one is made."),
                code="taken",
                field="code",
            )
        lat, lon = centre(place)
        office = Office(
            country=by.country,
            place=place,
            kind=kind,
            code=code or next_code(place, codes),
            name=name,
            name_sort=sort_key(name, settings.get("country.language")),
            zone=settings.zone,
            lat=lat,
            lon=lon,
            phone=phone.strip(),
        )
        office.save(force_insert=True)
        record("offices.open_office", kind="offices.office", thing=office.pk, fields=["code", "kind", "name", "place"])
    return office


def rename_office(*, office: Office, was: str, name: str, phone: str, by: Identity, at: datetime) -> Office:
    """A new name or telephone. `was`: the name that stood there when the form was opened; raises Conflict where it is another by now."""
    with doing(ARRANGING, by):
        fresh = _office(office, by)
        if fresh.name != was:
            raise Conflict()
        name = name.strip()
        _free_name(Office.objects.filter(country=by.country, closed_on__isnull=True).exclude(pk=fresh.pk), name)
        fresh.name, fresh.phone = name, phone.strip()
        fresh.name_sort = sort_key(name, pack(by.country, at.date()).get("country.language"))
        fresh.save(update_fields=["name", "name_sort", "phone"])
        record("offices.rename_office", kind="offices.office", thing=fresh.pk, fields=["name", "phone"])
    return fresh


def open_team(*, office: Office, name: str, by: Identity, at: datetime) -> Team:
    """A new team in an open office."""
    with doing(ARRANGING, by):
        fresh = _office(office, by)
        name = name.strip()
        _free_name(fresh.teams.filter(closed_on__isnull=True), name)
        team = Team.objects.create(office=fresh, name=name)
        record("offices.open_team", kind="offices.team", thing=team.pk, fields=["office", "name"])
    return team


def rename_team(*, team: Team, was: str, name: str, by: Identity, at: datetime) -> Team:
    """A new name for a team; `was` as for an office."""
    with doing(ARRANGING, by):
        fresh = _team(team, _office(team.office, by))
        if fresh.name != was:
            raise Conflict()
        name = name.strip()
        _free_name(fresh.office.teams.filter(closed_on__isnull=True).exclude(pk=fresh.pk), name)
        fresh.name = name
        fresh.save(update_fields=["name"])
        record("offices.rename_team", kind="offices.team", thing=fresh.pk, fields=["name"])
    return fresh


def ask_closing(*, office: Office, team: Team | None = None, why: str, by: Identity, at: datetime) -> Closing:
    """Ask that an office or one of its teams closes. Refused while anything is left in it; a second person decides."""
    why = why.strip()
    if len(why) < 5:
        raise Refusal(_("Write why it closes, in a sentence."), code="why", field="why")
    with doing(ARRANGING, by):
        fresh = _office(office, by)
        if fresh.kind == OfficeKind.MINISTRY and team is None:
            raise Refusal(_("The ministry's own office does not close."), code="ministry")
        team = _team(team, fresh) if team else None
        if Closing.objects.filter(office=fresh, team=team, confirmed_at__isnull=True, dropped_at__isnull=True).exists():
            raise Conflict(_("Somebody has already asked for this. A second person decides. Nothing was changed."))
        _empty(left_in(office=fresh, team=team))
        closing = Closing.objects.create(
            country=fresh.country, office=fresh, team=team, why=why, proposed_by=by.user_id, proposed_at=at
        )
        record("offices.ask_closing", kind=_kind(team), thing=(team or fresh).pk, fields=["closed_on"])
        told = people_who_may(CONFIRM_CLOSING, country=by.country, on=at.date())
        notify(kind=NoticeKind.CLOSING, users=told, thing_kind="offices.office", thing=fresh.pk, by=by, at=at)
    return closing


def confirm_closing(*, closing: Closing, by: Identity, at: datetime) -> Closing:
    """The second person's yes: the office and its teams, or the one team, are closed from today. Counts again what is left, under a lock."""
    _may(by, CONFIRM_CLOSING)
    with doing(CLOSING, by):
        fresh = _waiting(closing, by)
        if fresh.proposed_by == by.user_id:
            raise Refusal(_("You asked for this yourself. A second person must confirm it."), code="second_person")
        # Whoever puts something into the office holds its key until they are done: this waits for them, and counts them.
        office = Office.objects.select_for_update().get(pk=fresh.office_id)
        _empty(left_in(office=office, team=fresh.team))
        fresh.confirmed_by, fresh.confirmed_at = by.user_id, at
        fresh.save(update_fields=["confirmed_by", "confirmed_at"])
        teams = [fresh.team] if fresh.team else office.teams.filter(closed_on__isnull=True)
        for team in Team.objects.select_for_update().filter(pk__in=[team.pk for team in teams]).order_by("id"):
            team.closed_on = at.date()
            team.save(update_fields=["closed_on"])
            record("offices.close_team", kind="offices.team", thing=team.pk, fields=["closed_on"])
        if fresh.team is None:
            office.closed_on = at.date()
            office.save(update_fields=["closed_on"])
            record("offices.close_office", kind="offices.office", thing=office.pk, fields=["closed_on"])
    return fresh


def drop_closing(*, closing: Closing, by: Identity, at: datetime) -> Closing:
    """It does not close after all: said by whoever asked, or by whoever could have confirmed it."""
    _may(by, CONFIRM_CLOSING)
    with doing(CLOSING, by):
        fresh = _waiting(closing, by)
        fresh.dropped_by, fresh.dropped_at = by.user_id, at
        fresh.save(update_fields=["dropped_by", "dropped_at"])
        record("offices.drop_closing", kind=_kind(fresh.team), thing=fresh.team_id or fresh.office_id, fields=[])
    return fresh


def _may(by: Identity, permission: str) -> None:
    if not by.may(permission):
        raise NotAllowed()


def _kind(team: Team | None) -> str:
    return "offices.team" if team else "offices.office"


def _reaches(place: str, by: Identity) -> None:
    """The place is one of the country and the asker's to arrange."""
    try:
        known = centre(place)
    except UnknownPlace:
        known = None
    own = offices_administered(by).filter(pk=by.office_id).first()
    is_own = own is not None and (own.kind == OfficeKind.MINISTRY or own.place == place)
    if known is None or not place.startswith(f"{by.country}-") or not is_own:
        raise Refusal(_("Choose a place that is yours to arrange."), code="place", field="place")


def _office(office: Office, by: Identity) -> Office:
    """The office under a lock, if it is open and the asker's to arrange."""
    _may(by, ARRANGE)
    if not offices_administered(by).filter(pk=office.pk).exists():
        raise NotAllowed()
    fresh = Office.objects.select_for_update().get(pk=office.pk)
    if fresh.closed_on:
        raise Conflict(_("This office is closed. Nothing was changed."), code="closed")
    return fresh


def _team(team: Team, office: Office) -> Team:
    fresh = Team.objects.select_for_update(of=("self",)).select_related("office").filter(pk=team.pk, office=office)
    found = fresh.first()
    if found is None or found.closed_on:
        raise Conflict(_("This team is closed. Nothing was changed."), code="closed")
    return found


def _waiting(closing: Closing, by: Identity) -> Closing:
    fresh = Closing.objects.select_for_update(of=("self",)).filter(pk=closing.pk, country=by.country).first()
    if fresh is None:
        raise NotAllowed()
    if fresh.confirmed_at or fresh.dropped_at:
        raise Conflict(_("Somebody has already decided this. Nothing was changed."))
    return fresh


def _free_name(among, name: str) -> None:
    if not name:
        raise Refusal(_("Write a name."), code="name", field="name")
    if fold(name) in {fold(one) for one in among.values_list("name", flat=True)}:
        raise Refusal(_TAKEN, code="taken", field="name")


def _empty(left: Left) -> None:
    """Raises Refusal with the numbers of what is still inside."""
    if left.is_empty:
        return
    raise Refusal(
        _(
            "This can't close yet. Nothing was changed. Still inside: reports %(reports)s, cases %(cases)s, families %(families)s, "
            "people with a post %(people)s. Hand them over or finish them first."
        )
        % {"reports": left.reports, "cases": left.cases, "families": left.families, "people": left.people},
        code="not_empty",
    )
