"""The cooperation house: its published facts, and which office acts for an institution of a state.

umay cooperation load                                     add the published facts that are not there yet; twice changes nothing
umay cooperation list                                     states, institutions and the offices that act for them
umay cooperation act-for TR-MFSS TRM                      the desks of the office TRM act for this institution from now on
umay cooperation open-office AZ-SCFWCA AZK --name NAME --place AZ-BA   a central office of its own, acting for it
umay cooperation export --iati --out FILE                 every public plan as IATI 2.03 (--plan CODE: that one; --institutions: who they name)

`export` writes what everybody may read, checked by the official schemas and rules; a faulty file is not written.
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
    exports = words.add_parser("export", help="write what is public of plans into a file")
    exports.add_argument("--iati", action="store_true", required=True, help="in the form of IATI 2.03 (XML)")
    exports.add_argument("--out", required=True, metavar="FILE")
    exports.add_argument("--plan", default="", metavar="CODE", help="this plan alone, also an invented example")
    exports.add_argument("--institutions", action="store_true", help="the institutions instead of the plans")


def run(arguments: argparse.Namespace) -> int:
    """Do the one word."""
    ready.use_django()
    from umay.kit.kernel.clock import now

    word = {"load": _load, "list": _list, "act-for": _act_for, "open-office": _open_office, "export": _export}[
        arguments.word
    ]
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


def _export(arguments, at) -> None:
    from pathlib import Path

    from umay.cooperation.accords import exporting

    xml = _iati(arguments, at)
    wrong = [fault for fault in exporting.faults(xml, today=at.date()) if fault.severity == "error"]
    if wrong:
        raise Stopped(f"Nothing was written. Line {wrong[0].line}, rule {wrong[0].id}: {wrong[0].message}")
    Path(arguments.out).write_bytes(xml)
    print(f"{arguments.out} holds {len(xml)} bytes of IATI 2.03.")


def _iati(arguments, at) -> bytes:
    """The file as everybody would read it: asked in nobody's name."""
    from django.conf import settings
    from django.db import transaction
    from django.urls import reverse

    from umay.cooperation.accords import exporting
    from umay.cooperation.accords.queries import exports
    from umay.kit.kernel.acting import acting

    with acting(None), transaction.atomic():
        found = exports.public_plans(code=arguments.plan, with_invented=bool(arguments.plan))
        plans = exports.plan_facts(found, lambda name, *args: settings.UMAY_ADDRESS + reverse(name, args=args))
    if not plans:
        raise Stopped("There is no such plan that everybody may read." if arguments.plan else "No plan is public yet.")
    if arguments.institutions:
        named = {side.institution.ref: side.institution for plan in plans for side in plan.sides}
        return exporting.organisations(named.values(), lang=settings.LANGUAGE_CODE, at=at)
    return exporting.activities(plans, exports.wording(), lang=settings.LANGUAGE_CODE, at=at, today=at.date())
