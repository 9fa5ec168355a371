"""Opening a protocol, writing its term while it is a draft, recording its signature and where it was announced. Its words are a text of the room."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.holding import held, in_order, own_side, require
from umay.cooperation.accords.approving import thing_hash
from umay.cooperation.accords.lifecycle.plans import PROTOCOL
from umay.cooperation.accords.models import Protocol
from umay.cooperation.accords.plan_words import ProtocolState
from umay.cooperation.accords.queries.base import is_agreed
from umay.cooperation.accords.queries.protocols import is_written
from umay.cooperation.accords.words import AccordKind
from umay.cooperation.partners.models import Party, SourceSentence
from umay.ground.journal.actions import once
from umay.ground.offices.packs.calendar import local_day
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record

COLUMNS = ("begins_on", "ends_on", "renews_itself", "notice_days")


def open(
    *,
    titles: dict,
    values: dict,
    sides: Sequence[tuple[Party, str]],
    by: Identity,
    at: datetime,
    is_fictitious: bool = False,
    key: UUID | None = None,
) -> Protocol:
    """A draft of a protocol between these sides. values: COLUMNS, each may be empty."""
    _check(titles, values)
    with transaction.atomic(), once(key, by=by, at=at, kind=PROTOCOL.thing) as made:
        accord = base.open(
            kind=AccordKind.PROTOCOL, titles=titles, sides=sides, is_fictitious=is_fictitious, by=by, at=at
        )
        protocol = Protocol(accord=accord, **{name: values.get(name) for name in COLUMNS})
        protocol.save(force_insert=True)
        record("protocols.open", kind=PROTOCOL.thing, thing=protocol.pk, fields=["titles", *COLUMNS])
        made(protocol.pk)
    return protocol


def _check(titles: dict, values: dict) -> None:
    if not any(words.strip() for words in titles.values()):
        raise Refusal(_("Write in at least one language what it is called."), code="no_title", field="title_tr")
    in_order(values.get("begins_on"), values.get("ends_on"))


def change(*, protocol: Protocol, version: int, titles: dict, values: dict, by: Identity, at: datetime) -> Protocol:
    """Change the title or the term of a draft. A signed protocol stays as it was signed."""
    require(by, CHANGE)
    _check(titles, values)
    with transaction.atomic():
        fresh = held(protocol, version=version)
        own_side(fresh.accord, by)
        if fresh.state != ProtocolState.DRAFT:
            raise Refusal(
                _("This protocol is signed: it stays as it is. Nothing was changed. Its text changes by a new version."),
                code="signed",
            )  # fmt: skip
        for name in COLUMNS:
            setattr(fresh, name, values.get(name))
        fresh.save(update_fields=list(COLUMNS))
        if titles != fresh.accord.titles:
            base.change_titles(accord=fresh.accord, titles=titles, version=fresh.accord.version, by=by, at=at)
        record("protocols.change", kind=PROTOCOL.thing, thing=fresh.pk, fields=["titles", *COLUMNS])
    return fresh


def sign(*, protocol: Protocol, version: int, signed_on: date, place: str, by: Identity, at: datetime) -> Protocol:
    """Record that it was signed on paper, once every side has agreed to exactly these words and its text is authentic in each language."""
    with transaction.atomic():
        fresh = held(protocol, version=version, alone=True)
        own_side(fresh.accord, by)
        if signed_on > local_day(at, by.zone):
            raise Refusal(_("The day of the signature lies ahead. Record it afterwards."), code="ahead", field="signed_on")  # fmt: skip
        if not is_written(fresh.accord):
            raise Refusal(
                _("Its text is not authentic in every language yet. Nothing was changed."), code="text_not_authentic"
            )
        if not is_agreed(fresh):
            raise Refusal(
                _(
                    "Not every side has agreed to these words yet. Nothing was changed. Ask them to read and agree first."
                ),
                code="not_agreed",
            )
        return PROTOCOL.apply(
            fresh, "sign", by=by, at=at, signed_on=signed_on, place=place.strip(), sha256=thing_hash(fresh)
        )


def announce(
    *, protocol: Protocol, version: int, announced_on: date, sentence: SourceSentence | None, by: Identity, at: datetime
) -> Protocol:
    """Write when a signed protocol was announced, and in which sentence of which source that stands."""
    require(by, CHANGE)
    with transaction.atomic():
        fresh = held(protocol, version=version)
        own_side(fresh.accord, by)
        if fresh.state != ProtocolState.SIGNED:
            raise Refusal(_("A draft is not announced. Record its signature first."), code="not_signed")
        if announced_on > local_day(at, by.zone):
            raise Refusal(_("This day lies ahead. Record it afterwards."), code="ahead", field="announced_on")
        if fresh.signed_on and announced_on < fresh.signed_on:
            raise Refusal(_("It can't have been announced before it was signed."), code="before", field="announced_on")
        fresh.announced_on, fresh.sentence = announced_on, sentence
        fresh.save(update_fields=["announced_on", "sentence"])
        record("protocols.announce", kind=PROTOCOL.thing, thing=fresh.pk, fields=["announced_on", "sentence"])
    return fresh
