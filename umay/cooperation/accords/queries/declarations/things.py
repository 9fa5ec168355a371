"""Single things of declarations that a person's pages are about, and what their forms offer."""

from django.db.models import QuerySet

from umay.cooperation.accords.models import (
    Answer,
    Declaration,
    Instrument,
    Invitation,
    Proof,
    Signature,
    Signing,
    Statement,
)
from umay.cooperation.accords.queries import base
from umay.cooperation.partners.models import Official, Paper, Party
from umay.cooperation.partners.queries import parties
from umay.kit.kernel.acting import Identity


def _seen(model, by: Identity) -> QuerySet:
    return model.objects.filter(accord__in=base.visible(by).order_by().values("pk")).select_related("accord")


def instruments_seen(by: Identity) -> QuerySet[Instrument]:
    return _seen(Instrument, by).select_related("accord", "about", "party", "prepared")


def answers_seen(by: Identity) -> QuerySet[Answer]:
    return _seen(Answer, by).select_related("accord", "party", "official", "paper")


def signings_seen(by: Identity) -> QuerySet[Signing]:
    return _seen(Signing, by)


def signatures_seen(by: Identity) -> QuerySet[Signature]:
    return _seen(Signature, by).select_related("accord", "party")


def scans_seen(by: Identity) -> QuerySet[Proof]:
    """Scans of pages signed by hand."""
    found = _seen(Proof, by).filter(signature__isnull=False, kind="scan")
    return found.select_related("signature__party", "file", "accord")


def begun(instrument: Instrument, party: Party | None) -> list[Signing]:
    """Signatures of this institution that were begun and not finished."""
    found = Signing.objects.filter(instrument=instrument, party=party, ended_at__isnull=True)
    return list(found.defer("pending").order_by("begun_at", "pk"))


def uninvited(declaration: Declaration) -> QuerySet[Party]:
    """Institutions of states that can still be invited."""
    named = Invitation.objects.filter(accord=declaration.accord).values("invitee")
    return parties().filter(state__isnull=False).exclude(pk__in=named)


def absent() -> QuerySet[Party]:
    """Institutions for which nobody acts here."""
    return parties().filter(office__isnull=True)


def officials_of(party: Party) -> QuerySet[Official]:
    return Official.objects.filter(party=party).order_by("name", "pk")


def papers_of(party: Party) -> QuerySet[Paper]:
    return Paper.objects.filter(party=party).defer("content").order_by("-recorded_at", "pk")


def statements_of_others(declaration: Declaration, party: Party) -> QuerySet[Statement]:
    found = Statement.objects.filter(accord=declaration.accord).exclude(party=party)
    return found.select_related("party").order_by("at", "pk")
