"""The files of a declaration in their order, and what the depositary knows when one of them is checked."""

from umay.cooperation.accords.models import Accord, Answer, File, Instrument, Invitation, Proof
from umay.cooperation.accords.proving import SEAL, Known, Place
from umay.cooperation.partners.models import Party


def instruments(accord: Accord) -> list[Instrument]:
    return list(Instrument.objects.filter(accord=accord).select_related("prepared", "about").order_by("at", "pk"))


def chain(instrument: Instrument) -> list[Proof]:
    """The sealed file and those that go on from it, oldest first."""
    found = Proof.objects.filter(instrument=instrument, position__isnull=False)
    return list(found.select_related("file", "party", "signature").order_by("position"))


def latest_file(instrument: Instrument) -> File:
    """The file that the next signatory signs."""
    links = chain(instrument)
    return File.objects.get(pk=links[-1].file_id if links else instrument.prepared_id)


def known(instrument: Instrument) -> Known:
    """What a file must be: its text, its seal, whose each field is and with which card, and since when each signature is held."""
    links = chain(instrument)
    seal = next((one for one in links if one.position == 0), None)
    return Known(
        kind=instrument.kind,
        of=instrument.of,
        sealed_size=seal.file.size if seal else 0,
        sealed_sha256=seal.sha256 if seal else "",
        places=tuple(places(instrument)),
        held={one.sha256: one.at for one in links},
    )


def places(instrument: Instrument) -> list[Place]:
    """Each field with its institution, the country whose list must trust its card, and the cards that were named for it."""
    accord = instrument.accord
    found = [_place(SEAL, instrument.party, _seal_card(instrument))]
    if instrument.kind == "accession":
        return [*found, _place("p1", instrument.about, _cards(accord, instrument.about))]
    if instrument.kind == "copy":
        return found
    for row in Invitation.objects.filter(accord=accord).exclude(field="").select_related("invitee__state"):
        found.append(_place(row.field, row.invitee, _cards(accord, row.invitee)))
    return found


def _place(field: str, party: Party, cards: frozenset[str]) -> Place:
    country = party.state.code if party.state else ""
    return Place(field=field, party=party.code, country=country, certificates=cards)


def _seal_card(instrument: Instrument) -> frozenset[str]:
    """The card with which the depositary sealed; none before."""
    seal = Proof.objects.filter(instrument=instrument, position=0).first()
    if seal is None or not seal.verdict:
        return frozenset()
    return frozenset(one["certificate"] for one in seal.verdict["findings"] if one["field"] == SEAL)


def _cards(accord: Accord, party: Party) -> frozenset[str]:
    """Every card the institution named in this declaration: an earlier one still proves an earlier signature."""
    named = Answer.objects.filter(accord=accord, party=party).exclude(certificate_sha256="")
    return frozenset(named.values_list("certificate_sha256", flat=True))


def files_known(sha256: str) -> list[Instrument]:
    """Instruments to which a file with this text belongs, among those the asker may read."""
    found = Proof.objects.filter(instrument__isnull=False, sha256=sha256).select_related("instrument__accord")
    return list({one.instrument_id: one.instrument for one in found}.values())


def verdicts(accord: Accord) -> dict:
    """The stored verdict of each signature in a file, by field."""
    found = {}
    for one in Proof.objects.filter(accord=accord, verdict__isnull=False).order_by("at"):
        for finding in one.verdict.get("findings", []):
            found[finding["field"]] = finding
    return found


__all__ = ["chain", "files_known", "instruments", "known", "latest_file", "places", "verdicts"]
