"""Opening an accord and naming its sides, saying yes to exact words, and letting everybody read."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords import access
from umay.cooperation.accords.approving import approvable_of, thing_hash
from umay.cooperation.accords.models import Accord, Approval, File, Release, Side
from umay.cooperation.accords.queries import base as queries
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party
from umay.cooperation.partners.queries import party_of
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


def new_code(kind: str, at: datetime) -> str:
    """A permanent public address that says nothing about how many accords there are: plan-2026-k7m2q."""
    return f"{kind}-{at.year}-{''.join(secrets.choice(_LETTERS) for _place in range(5))}"


def open(
    *,
    kind: str,
    titles: dict,
    sides: Sequence[tuple[Party, str]],
    by: Identity,
    at: datetime,
    parent: Accord | None = None,
    is_fictitious: bool = False,
) -> Accord:
    """Open an accord and name its sides: [(institution, SideRole)]. One's own institution must be among those that write what is joint."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    own = party_of(by)
    if own is None:
        raise Refusal(_("Your office acts for no institution here. Nothing was saved."), code="no_party")
    if not any(party.pk == own.pk for party, _role in sides):
        raise Refusal(_("Name your own institution among the sides too. Nothing was saved."), code="own_side_missing")
    with transaction.atomic():
        accord = Accord(
            code=new_code(kind, at), kind=kind, titles=titles, party=own, parent=parent, is_fictitious=is_fictitious,
            recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        accord.save(force_insert=True)
        for party, role in sorted(sides, key=lambda named: named[0].pk != own.pk):
            name_side(accord=accord, party=party, role=role, by=by, at=at)
        record("accords.open", kind="accords.accord", thing=accord.pk, fields=["kind", "titles", "sides"])
    return accord


def name_side(*, accord: Accord, party: Party, role: str = SideRole.PARTY, by: Identity, at: datetime) -> Side:
    """Name one more institution. It sees the accord from then on, and nothing is public until it has released too."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    side = Side(accord=accord, member=party, role=role, recorded_by=by.user_id, recorded_at=at)
    side.save(force_insert=True)
    record("accords.name_side", kind="accords.accord", thing=accord.pk, fields=["sides"])
    return side


def change_titles(*, accord: Accord, titles: dict, version: int, by: Identity, at: datetime) -> Accord:
    """New titles. What everybody reads waits for the sides' next release."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    with transaction.atomic():
        fresh = Accord.objects.select_for_update(of=("self",)).filter(pk=accord.pk).first()
        if fresh is None:
            raise NotAllowed()
        if fresh.version != version:
            raise Conflict()
        fresh.titles = titles
        fresh.save(update_fields=["titles"])
        record("accords.change", kind="accords.accord", thing=fresh.pk, fields=["titles"])
    fresh.refresh_from_db()
    return fresh


def _hold(accord: Accord) -> None:
    """Wait for changes of this accord that are under way, and let none begin until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select coop.hold(%s, true)", [accord.pk])


def _speaking(accord: Accord, party: Party | None, paper: File | None, by: Identity) -> Party:
    """The side in whose name this is said: one's own, or one that has nobody here, by its paper."""
    own = queries.acts_for(accord, by)
    if party is None or (own and party.pk == own.pk):
        if own is None:
            raise NotAllowed(_("Your institution is not a side of this. Nothing was changed."), code="not_a_side")
        return own
    if party.office_id is not None or own is None:
        raise NotAllowed(_("Only they themselves can say this. Nothing was changed."), code="not_theirs")
    if paper is None:
        raise Refusal(_("Put in the paper on which they say so. Nothing was saved."), code="paper_missing")
    return party


def approve(
    *, thing, by: Identity, at: datetime, sha256: str = "", party: Party | None = None, paper: File | None = None,
    note: str = ""
) -> Approval:  # fmt: skip
    """Say yes for one's institution to exactly these words. sha256: what the person saw; another one now is refused as a conflict.

    party, paper: another side that has nobody here, and the letter in which it says so. The last yes that was needed runs the noun's `agreed`.
    """
    given = _say(thing, True, by, at, sha256, party, paper, note)
    kind = approvable_of(thing)
    if kind.agreed and queries.standing(thing).is_agreed:
        with transaction.atomic():
            kind.agreed(thing, by=by, at=at)
    return given


def take_back(*, thing, by: Identity, at: datetime, party=None, paper=None, note: str = "") -> Approval:
    """Take one's yes back. The first one stays in the record."""
    return _say(thing, False, by, at, "", party, paper, note)


@transaction.atomic
def _say(thing, is_given: bool, by: Identity, at: datetime, sha256: str, party, paper, note: str) -> Approval:
    if not by.may(access.APPROVE):
        raise NotAllowed()
    kind = approvable_of(thing)
    accord = kind.accord(thing)
    _hold(accord)
    thing.refresh_from_db()
    side = _speaking(accord, party, paper, by)
    present = thing_hash(thing)
    if sha256 and sha256 != present:
        raise Conflict(
            _("The words were changed while you were reading. Nothing was approved. Read them again, then decide."),
            code="words_changed",
        )
    now = queries.standing(thing).of(side)
    if now is None:
        raise NotAllowed(_("Your institution is not asked about this. Nothing was changed."), code="not_asked")
    if is_given == now.is_approved:
        said = _("This is approved already.") if is_given else _("There is no approval to take back.")
        raise Refusal(said, code="already_said")
    row = Approval(
        accord=accord, party=side, kind=kind.kind, thing=thing.pk, sha256=present, is_given=is_given, at=at, note=note,
        paper=paper, recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    row.save(force_insert=True)
    verb = "approve" if is_given else "take_back"
    record(f"{kind.kind.split('.')[0]}.{verb}", kind=kind.kind, thing=thing.pk, fields=["approval"], why=note)
    return row


def release(*, accord: Accord, sha256: str, by: Identity, at: datetime, party=None, paper=None) -> Release:
    """Let everybody read the accord as it is now. sha256: what the person saw of it (queries.base.public_hash_of)."""
    return _let(accord, True, sha256, by, at, party, paper)


def withdraw(*, accord: Accord, by: Identity, at: datetime, party=None, paper=None) -> Release:
    """Take one's release back: from now on the public page is gone."""
    return _let(accord, False, "", by, at, party, paper)


@transaction.atomic
def _let(accord: Accord, is_given: bool, sha256: str, by: Identity, at: datetime, party, paper) -> Release:
    if not by.may(access.RELEASE):
        raise NotAllowed()
    _hold(accord)
    accord.refresh_from_db()
    side = _speaking(accord, party, paper, by)
    present = queries.public_hash_of(accord)
    if is_given and sha256 != present:
        raise Conflict(
            _("This was changed while you were reading. Nothing was released. Read it again, then decide."),
            code="words_changed",
        )
    row = Release(
        accord=accord, party=side, sha256=present, is_given=is_given, at=at, paper=paper, recorded_by=by.user_id,
        recorded_at=at
    )  # fmt: skip
    row.save(force_insert=True)
    record(
        "accords.release" if is_given else "accords.withdraw",
        kind="accords.accord", thing=accord.pk, fields=["release"]
    )  # fmt: skip
    return row


__all__ = [
    "AccordKind",
    "approve",
    "change_titles",
    "name_side",
    "new_code",
    "open",
    "release",
    "take_back",
    "withdraw",
]
