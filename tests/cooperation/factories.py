"""The cooperation desks of the tests: a Turkish ministry and two Azerbaijani bodies, each with an officer and a head, and states without anybody here."""

from dataclasses import dataclass

from django.db import transaction

from tests.factories.cast import make_person, user_of
from umay.cooperation.accords import actions
from umay.cooperation.accords.actions import base  # noqa: F401 - reached as actions.base
from umay.cooperation.accords.models import Accord, Side
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party, PartyName, State
from umay.ground.offices.models import Office
from umay.ground.offices.words import OfficeKind
from umay.kit.kernel.acting import Identity, acting, founding
from umay.kit.kernel.clock import now

__all__ = ["CoopCast", "make_accord", "make_ministry", "make_party", "make_state", "user_of"]


def make_state(code: str, *, iso2: str | None = None, **more) -> State:
    with founding():
        return State.objects.create(code=code, iso2=iso2, names={"en": f"State {code}"}, **more)


def make_party(
    code: str, state: State | None, *, office: Office | None = None, kind: str = "ministry", **names
) -> Party:
    with founding():
        party = Party.objects.create(code=code, state=state, office=office, kind=kind)
        for lang, name in (names or {"en": f"Institution {code}"}).items():
            PartyName.objects.create(party=party, lang=lang, name=name)
    return party


def make_ministry(code: str, *, country: str, place: str, name: str) -> Office:
    zone = "Asia/Baku" if country == "AZ" else "Europe/Istanbul"
    with founding():
        return Office.objects.create(
            code=code, country=country, place=place, kind=OfficeKind.MINISTRY, name=name, zone=zone, lat=40.0, lon=40.0
        )  # fmt: skip


@dataclass
class CoopCast:
    """People by body: tr_desk, tr_lead act for `tr`; sc_desk, sc_lead for `sc` (a committee of AZ); ml_desk, ml_lead for `ml` (a ministry of AZ).
    Nobody here acts for `kz` (a state with an ISO code) and `no_iso` (one without)."""

    tr: Party
    sc: Party
    ml: Party
    kz: Party
    no_iso: Party
    tr_desk: Identity
    tr_lead: Identity
    sc_desk: Identity
    sc_lead: Identity
    ml_desk: Identity
    ml_lead: Identity

    @classmethod
    def make(cls) -> "CoopCast":
        turkey, azerbaijan = make_state("TR", iso2="TR"), make_state("AZ", iso2="AZ")
        elsewhere, nowhere = make_state("KZ", iso2="KZ"), make_state("XA")
        offices = {
            "tr": make_ministry("TRM", country="TR", place="TR-06", name="Bakanlık"),
            "sc": make_ministry("AZK", country="AZ", place="AZ-BA", name="Komitə"),
            "ml": make_ministry("AZM", country="AZ", place="AZ-BA", name="Nazirlik"),
        }
        parties = {
            "tr": make_party(
                "TR-M", turkey, office=offices["tr"], tr="Bakanlık", az="Nazirlik (TR)", en="Ministry of TR"
            ),
            "sc": make_party(
                "AZ-C", azerbaijan, office=offices["sc"], kind="committee", az="Komitə", en="Committee of AZ"
            ),
            "ml": make_party("AZ-M", azerbaijan, office=offices["ml"], az="Nazirlik", en="Ministry of AZ"),
            "kz": make_party("KZ-M", elsewhere),
            "no_iso": make_party("XA-M", nowhere),
        }
        people = {
            f"{body}_{short}": make_person(f"{short}.{body}", role, office)
            for body, office in offices.items()
            for short, role in (("desk", "desk"), ("lead", "desk_lead"))
        }
        return cls(**parties, **people)


def make_accord(
    coop: CoopCast, *, kind: str = AccordKind.PLAN, sides=None, by: Identity | None = None, **more
) -> Accord:
    """An accord opened by the Turkish desk with the Azerbaijani committee, or with `sides`: [(party, role)]."""
    by = by or coop.tr_desk
    named = sides or [(coop.tr, SideRole.PARTY), (coop.sc, SideRole.PARTY)]
    with acting(by), transaction.atomic():
        accord = actions.base.open(
            kind=kind, titles={"en": "A plan", "tr": "Plan"}, sides=named, by=by, at=now(), **more
        )
        accord.refresh_from_db()
    return accord


def announced(code: str, parties, *, kind: str = AccordKind.PLAN) -> Accord:
    """An accord as the machine loads it: known from a published source."""
    with founding():
        accord = Accord.objects.create(code=code, kind=kind, titles={"en": "Announced"}, is_announced=True)
        for party in parties:
            Side.objects.create(accord=accord, member=party, role=SideRole.PARTY, is_announced=True)
    return accord
