"""The cooperation house: its published facts, and which office acts for an institution of a state.

umay cooperation load                                     add the published facts that are not there yet; twice changes nothing
umay cooperation list                                     states, institutions and the offices that act for them
umay cooperation act-for TR-MFSS TRM                      the desks of the office TRM act for this institution from now on
umay cooperation open-office AZ-SCFWCA AZK --name NAME --place AZ-BA   a central office of its own, acting for it

`load` never changes a row that somebody has written. Exit codes: 0 done; 1 not possible, and why; 2 wrongly called."""

import argparse

from umay.front.cli import ready
from umay.front.cli.problems import Stopped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words of `umay cooperation`."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    words.add_parser("load", help="add the published facts that are not there yet")
    words.add_parser("list", help="institutions, and who acts for them")
    acts = words.add_parser("act-for", help="say which office acts for an institution")
    acts.add_argument("party", metavar="INSTITUTION", help="its code, such as TR-MFSS")
    acts.add_argument("office", metavar="OFFICE", help="the code of a central office, such as TRM")
    opens = words.add_parser("open-office", help="open a central office for an institution that has none")
    opens.add_argument("party", metavar="INSTITUTION")
    opens.add_argument("office", metavar="CODE", help="a short code for the new office")
    opens.add_argument("--name", required=True)
    opens.add_argument("--place", required=True, help="such as AZ-BA")


def run(arguments: argparse.Namespace) -> int:
    """Do the one word."""
    ready.use_django()
    from umay.kit.kernel.clock import now

    word = {"load": _load, "list": _list, "act-for": _act_for, "open-office": _open_office}[arguments.word]
    word(arguments, now())
    return 0


def _load(arguments, at) -> None:
    from umay.cooperation.partners.seeding import load

    print(f"{load(at=at)} rows were added.")


def _list(arguments, at) -> None:
    from umay.cooperation.partners.queries import names_of, parties

    found = list(parties().select_related("office"))
    names = names_of([party.pk for party in found], "en")
    for party in found:
        office = party.office.code if party.office else "nobody here"
        print(f"{party.code:<12} {office:<12} {names[party.pk].name if party.pk in names else ''}")


def _party(code: str):
    from umay.cooperation.partners.queries import parties

    found = parties().filter(code=code).first()
    if found is None:
        raise Stopped(f"There is no institution {code}; `umay cooperation list` shows them.")
    return found


def _act_for(arguments, at) -> None:
    from umay.cooperation.partners.actions.offices import act_for
    from umay.ground.offices.models import Office

    party = _party(arguments.party)
    office = Office.objects.filter(code=arguments.office).first()
    if office is None:
        raise Stopped(f"There is no office {arguments.office}; `umay office list` shows them.")
    act_for(party=party, office=office, at=at)
    print(f"The desks of {office.name} act for {arguments.party} from now on.")


def _open_office(arguments, at) -> None:
    from umay.cooperation.partners.actions.offices import open_office
    from umay.ground.offices import places
    from umay.ground.offices.models import Office
    from umay.ground.offices.queries import pack

    party = _party(arguments.party)
    if Office.objects.filter(code=arguments.office).exists():
        raise Stopped(f"There is an office {arguments.office} already; use act-for.")
    try:
        centre = places.place(arguments.place).centre
    except KeyError as error:
        raise Stopped(f"There is no place {arguments.place}.") from error
    zone = pack(arguments.place[:2], at.date()).zone
    office = open_office(
        party=party, code=arguments.office, name=arguments.name, place=arguments.place, zone=zone, centre=centre, at=at
    )
    print(f"{office.name} is open and acts for {party.code}.")
