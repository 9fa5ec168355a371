"""Open, rename and close offices and teams, in the name of an administrator of accounts.

umay office list [TR-42]                                         the offices of the country, or of one place, with teams and people
umay office open --as USER --name NAME --kind centre --place TR-42
umay office open --as USER --name NAME --team-of TR42A           a new team in an office
umay office rename TR42A --as USER --name NAME [--team TEAM]     a new name for the office, or for one of its teams
umay office close TR42A --as USER --why "..." [--team TEAM]      ask that it closes

A closing is only asked for here: a second person confirms it, on the office's page. While anything is left inside it is
refused, and the numbers are said. Each step is written into the journal in the person's name, from the command line.
Exit codes: 0 done; 1 not possible, and why; 2 wrongly called."""

import argparse
import os

from umay.front.cli import ready
from umay.front.cli.problems import Stopped
from umay.front.cli.who import working_as


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `umay office`."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    listed = words.add_parser("list", help="the country's offices with teams and people")
    listed.add_argument("place", nargs="?", default="", metavar="PLACE", help="a place, such as TR-42")
    opened = words.add_parser("open", help="open an office or a team")
    opened.add_argument("--name", required=True, help="what it is called")
    opened.add_argument("--kind", choices=("centre", "provincial"), default="centre", help="what kind of office")
    opened.add_argument("--place", help="where: a place, such as TR-42")
    opened.add_argument("--phone", default="", help="its telephone")
    opened.add_argument("--code", default="", help="its short code; without it the next free one")
    opened.add_argument("--team-of", metavar="CODE", help="open a team in this office instead")
    renamed = words.add_parser("rename", help="give an office or a team another name")
    renamed.add_argument("code", metavar="CODE", help="the office's short code")
    renamed.add_argument("--team", help="the team's name now; without it the office")
    renamed.add_argument("--name", required=True, help="what it is called from now on")
    closed = words.add_parser("close", help="ask that an office or a team closes")
    closed.add_argument("code", metavar="CODE", help="the office's short code")
    closed.add_argument("--team", help="the team's name; without it the office")
    closed.add_argument("--why", required=True, help="the decision or letter, for the second person")
    for one in (opened, renamed, closed):
        one.add_argument("--as", dest="who", required=True, metavar="USER", help="user name of an administrator")


def run(arguments: argparse.Namespace) -> int:
    """Do the chosen word."""
    ready.use_django()
    if waiting := ready.waiting_migrations():
        raise Stopped(f"The database's tables are {len(waiting)} steps behind this version; run `umay migrate` first.")
    if arguments.word == "list":
        return _list(arguments.place)
    from umay.ground.offices.access import ARRANGE

    with working_as(arguments.who, ARRANGE, "en") as by:
        return {"open": _open, "rename": _rename, "close": _close}[arguments.word](arguments, by)


def _list(place: str) -> int:
    from django.db.models import Count, Q

    from umay.ground.offices.models import Office

    found = Office.objects.filter(closed_on__isnull=True)
    if country := os.environ.get("UMAY_COUNTRY", ""):
        found = found.filter(country=country)
    if place:
        found = found.filter(place=place)
    counted = found.annotate(open_teams=Count("teams", filter=Q(teams__closed_on__isnull=True)))
    for office in counted.order_by("country", "place", "code"):
        print(f"{office.place:<8}{office.code:<14}{office.kind:<12}{office.open_teams:>3} teams  {office.name}")
    return 0


def _open(arguments: argparse.Namespace, by) -> int:
    from umay.ground.offices import actions
    from umay.kit.kernel.clock import now

    if arguments.team_of:
        office = _office(arguments.team_of, by)
        team = actions.open_team(office=office, name=arguments.name, by=by, at=now())
        print(f"Opened: the team {team.name} of {office.name}.")
        return 0
    if not arguments.place:
        raise Stopped("Say where with --place, or in which office with --team-of.")
    office = actions.open_office(
        name=arguments.name,
        kind=arguments.kind,
        place=arguments.place,
        phone=arguments.phone,
        code=arguments.code,
        by=by,
        at=now(),
    )
    print(f"Opened: {office.name}, {office.code}. Give people posts there on the page of accounts.")
    return 0


def _rename(arguments: argparse.Namespace, by) -> int:
    from umay.ground.offices import actions
    from umay.kit.kernel.clock import now

    office = _office(arguments.code, by)
    if arguments.team:
        team = _team(office, arguments.team)
        actions.rename_team(team=team, was=team.name, name=arguments.name, by=by, at=now())
    else:
        actions.rename_office(office=office, was=office.name, name=arguments.name, phone=office.phone, by=by, at=now())
    print("Renamed.")
    return 0


def _close(arguments: argparse.Namespace, by) -> int:
    from umay.ground.offices import actions
    from umay.kit.kernel.clock import now

    office = _office(arguments.code, by)
    team = _team(office, arguments.team) if arguments.team else None
    actions.ask_closing(office=office, team=team, why=arguments.why, by=by, at=now())
    print("Asked. It closes when a second person confirms it on the office's page; they were told.")
    return 0


def _office(code: str, by):
    from umay.ground.offices.models import Office

    found = Office.objects.filter(code=code, country=by.country).first()
    if found is None:
        raise Stopped(f"There is no office {code!r}. `umay office list` shows them.")
    return found


def _team(office, name: str):
    found = office.teams.filter(name=name, closed_on__isnull=True).first()
    if found is None:
        names = ", ".join(office.teams.filter(closed_on__isnull=True).values_list("name", flat=True))
        raise Stopped(f"{office.name} has no open team {name!r}. Its teams: {names or 'none'}.")
    return found
