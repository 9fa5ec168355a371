"""Which office of this installation acts for an institution. Said on the server, never on a page: it gives power."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.cooperation.partners.models import Party
from umay.ground.offices.models import Office
from umay.ground.offices.words import OfficeKind
from umay.kit.kernel.acting import founding
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import sort_key


def act_for(*, party: Party, office: Office, at: datetime) -> Party:
    """From now on the desks of this office act for the institution. The office must be a central one of the institution's own country."""
    if office.kind != OfficeKind.MINISTRY:
        raise Refusal(
            _("Only a central office acts for an institution of a state. Nothing was changed."), code="office_kind"
        )
    if party.state is None or party.state.iso2 != office.country:
        raise Refusal(_("This office is of another country than the institution. Nothing was changed."), code="office_country")  # fmt: skip
    with founding(country=office.country, origin="command line"), transaction.atomic():
        fresh = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
        fresh.office = office
        fresh.save(update_fields=["office"])
        record("accords.act_for", kind="partners.party", thing=fresh.pk, fields=["office"])
    return fresh


def open_office(
    *, party: Party, code: str, name: str, place: str, zone: str, centre: tuple[float, float], at: datetime
) -> Office:
    """A central office for an institution that has none in this installation, acting for it at once. centre: latitude and longitude."""
    if party.state is None or party.state.iso2 != place[:2]:
        raise Refusal(_("This office is of another country than the institution. Nothing was changed."), code="office_country")  # fmt: skip
    with founding(country=place[:2], origin="command line"), transaction.atomic():
        office = Office(
            country=place[:2], place=place, kind=OfficeKind.MINISTRY, code=code, name=name, name_sort=sort_key(name, place[:2].casefold()),
            zone=zone, lat=centre[0], lon=centre[1]
        )  # fmt: skip
        office.save(force_insert=True)
        record("offices.found", kind="offices.office", thing=office.pk, fields=["code", "kind", "name", "place"])
    act_for(party=party, office=office, at=at)
    return office
