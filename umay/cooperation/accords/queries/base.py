"""Which accords a person sees, who its sides are, what each has approved and released."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from umay.cooperation.accords.approving import approvable_of, public_hash, thing_hash
from umay.cooperation.accords.models import Accord, Approval, File, Release, Side
from umay.cooperation.accords.words import WRITES_JOINT
from umay.cooperation.partners.access import own_parties
from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import Identity


def visible(by: Identity) -> QuerySet[Accord]:
    """Accords in which an institution of the person's country stands, or which their own opened. What others made public is not among them."""
    sides = Side.objects.filter(accord=OuterRef("pk"), member__state__iso2=by.country)
    return Accord.objects.filter(Exists(sides) | Q(party__in=own_parties(by).values("pk"))).order_by(
        "-recorded_at", "id"
    )


def public() -> QuerySet[Accord]:
    """Everything that everybody may read. Ask it under `acting(None)` (views.public.open_page does), or a desk sees its own drafts among it."""
    return Accord.objects.order_by("-recorded_at", "id")


def sides_of(accord: Accord) -> list[Side]:
    """The institutions the accord names, in the order in which they were named, also those that left."""
    found = Side.objects.filter(accord=accord).select_related("member__state")
    return list(found.order_by("recorded_at", "id"))


def acts_for(accord: Accord, by: Identity) -> Party | None:
    """The side for which this person acts in the accord, if any."""
    return (
        own_parties(by)
        .filter(Exists(Side.objects.filter(accord=accord, member=OuterRef("pk"), left_on__isnull=True)))
        .first()
    )


def may_write_joint(accord: Accord, by: Identity) -> bool:
    """Whether the person's institution writes what is joint (the database asks the same)."""
    own = own_parties(by).values("pk")
    return Side.objects.filter(accord=accord, member__in=own, left_on__isnull=True, role__in=WRITES_JOINT).exists()


def speaks_here(party: Party) -> bool:
    """Whether somebody acts for this institution in this installation."""
    return party.office_id is not None


@dataclass(frozen=True)
class SideStanding:
    """What one side has said to a thing. changed: it said yes to other words than those of now."""

    party: Party
    approval: Approval | None
    is_approved: bool
    is_changed: bool

    @property
    def is_waiting(self) -> bool:
        return not self.is_approved


@dataclass(frozen=True)
class Standing:
    """How far a thing is agreed: the hash of its words now, what each side said to them, how many must say yes."""

    sha256: str
    sides: tuple[SideStanding, ...]
    needed: int

    @property
    def given(self) -> int:
        return sum(side.is_approved for side in self.sides)

    @property
    def is_agreed(self) -> bool:
        return self.needed > 0 and self.given >= self.needed

    def of(self, party: Party) -> SideStanding | None:
        return next((side for side in self.sides if side.party.pk == party.pk), None)


def standing(thing) -> Standing:
    """What each side that is asked has said to exactly the words of now. A yes to other words stays in the record and does not count."""
    found = approvable_of(thing)
    accord = found.accord(thing)
    asked = [side for side in sides_of(accord) if side.left_on is None and side.role in WRITES_JOINT]
    if found.sides:
        asked = found.sides([side for side in sides_of(accord) if side.left_on is None])
    present = thing_hash(thing)
    last = _last(Approval.objects.filter(kind=found.kind, thing=thing.pk).order_by("changed_at", "id"))
    sides = tuple(_side_standing(side.member, last.get(side.member_id), present) for side in asked)
    return Standing(present, sides, found.needed(thing) if found.needed else len(sides))


def _last(rows) -> dict:
    return {row.party_id: row for row in rows}


def _side_standing(party: Party, row: Approval | None, present: str) -> SideStanding:
    is_given = row is not None and row.is_given
    return SideStanding(
        party,
        row,
        is_approved=is_given and row.sha256 == present,
        is_changed=is_given and row.sha256 != present,
    )


def is_agreed(thing) -> bool:
    return standing(thing).is_agreed


def approvals_of(thing) -> list[Approval]:
    """Everything that was said to this thing, the newest first, with what was taken back and what other words have overtaken."""
    rows = Approval.objects.filter(kind=approvable_of(thing).kind, thing=thing.pk)
    return list(rows.select_related("party", "paper").order_by("-changed_at", "-id"))


@dataclass(frozen=True)
class SideRelease:
    """Whether one side lets everybody read, and whether something changed since."""

    side: Side
    release: Release | None
    is_given: bool


@dataclass(frozen=True)
class Publicity:
    """Where an accord stands between desk and public. at: since when everybody reads it; is_announced: everybody reads what a source says of it."""

    sha256: str
    sides: tuple[SideRelease, ...]
    at: datetime | None
    is_current: bool
    is_announced: bool

    def of(self, party: Party | None) -> SideRelease | None:
        return next((one for one in self.sides if party and one.side.member_id == party.pk), None)


def public_hash_of(accord: Accord) -> str:
    return public_hash(accord, sides_of(accord))


def publicity(accord: Accord) -> Publicity:
    """Who has released, since when everybody reads, and whether what is there now is what they released."""
    sides = sides_of(accord)
    present = public_hash(accord, sides)
    last = _last(Release.objects.filter(accord=accord).order_by("changed_at", "id"))
    given = tuple(_side_release(side, last.get(side.member_id)) for side in sides if side.left_on is None)
    with connection.cursor() as cursor:
        cursor.execute("select coop.released_at(%s, null)", [accord.pk])
        (at,) = cursor.fetchone()
    is_current = at is not None and all(one.release.sha256 == present for one in given if one.is_given)
    is_announced = accord.is_announced and all(one.is_given for one in given if one.release)
    return Publicity(present, given, at, is_current, is_announced)


def _side_release(side: Side, row: Release | None) -> SideRelease:
    return SideRelease(side, row, row is not None and row.is_given)


def files_of(accord: Accord) -> QuerySet[File]:
    """The accord's files without their bytes."""
    return File.objects.filter(accord=accord).select_related("party").order_by("-recorded_at", "id")


def all_files() -> QuerySet[File]:
    """Every file that may be read in the present context."""
    return File.objects.select_related("party").order_by("-recorded_at", "id")


def public_whole() -> QuerySet[Accord]:
    """What everybody may read, with where it stands; asked under `acting(None)`."""
    return public().select_related("parent", "source", "stated_by", "sentence__source")


def public_changes() -> list[Accord]:
    """What everybody may read, the latest release or change first, as `shown_at`; asked under `acting(None)`."""
    found = list(Accord.objects.annotate(released_at=RawSQL("coop.released_at(accords_accord.id, null)", [])))
    for accord in found:
        accord.shown_at = max(filter(None, (accord.released_at, accord.changed_at)))
    return sorted(found, key=lambda accord: (accord.shown_at, str(accord.pk)), reverse=True)


def absent_parties(accord: Accord) -> QuerySet[Party]:
    """Sides of the accord for which nobody acts in this installation."""
    named = Side.objects.filter(accord=accord, member=OuterRef("pk"), left_on__isnull=True)
    return Party.objects.filter(Exists(named), office__isnull=True).order_by("code")


def absent_sides(accord: Accord) -> bool:
    return absent_parties(accord).exists()


def rows_of(model) -> QuerySet:
    """Rows of an approvable kind, as far as the person sees them."""
    return model.objects.all()


def joint_accords(party: Party) -> set:
    """Ids of the accords in which this institution writes what is joint, and so is asked for its yes."""
    sides = Side.objects.filter(member=party, left_on__isnull=True, role__in=WRITES_JOINT)
    return set(sides.order_by().values_list("accord_id", flat=True))


def last_approvals(kind: str, things: list, party: Party) -> dict:
    """What this institution said last to each of these things, by the thing's id. One statement."""
    rows = Approval.objects.filter(kind=kind, thing__in=things, party=party).order_by("changed_at", "id")
    return {row.thing: row for row in rows}


def sides_of_party(party: Party, by: Identity) -> list[Side]:
    """Where an institution stands in the accords that this person sees, the newest first."""
    found = Side.objects.filter(member=party, accord__in=visible(by).order_by()).select_related("accord")
    return list(found.order_by("-accord__recorded_at", "id"))
