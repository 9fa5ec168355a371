"""What is agreed between institutions, who its sides are, what each side approved and what it released to the public."""

from django.db import models
from django.db.models import Q

from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Kept, Party, Source, Stated, Words
from umay.kit.kernel.clock import now
from umay.kit.kernel.privacy import OFFICE, PUBLIC


class Accord(Kept, Stated):
    """A protocol, plan, declaration, series, meeting or communiqué. Its noun keeps the rest in a table of its own that points here.

    code: its permanent public address, fixed. party: the institution that opened it here. source: the published text in which it is known.
    is_announced: the row says only what that source says (the machine alone sets it; any change by a desk takes it away).
    changed_at: the row's last change, written by the database.
    """

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=AccordKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    titles = Words()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_fictitious = models.BooleanField(default=False)
    is_announced = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)

    privacy = dict.fromkeys(["code", "kind", "parent", "titles", "party", "source", "is_fictitious"], PUBLIC) | {
        "is_announced": OFFICE,
        "changed_at": OFFICE,
    }

    class Meta:
        db_table = "accords_accord"
        ordering = ["kind", "-recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="accord_has_code")]

    def __str__(self):
        return self.code


OF_ACCORD = ["accord", "party", "entered_by", "is_announced", "changed_at"]


class OfAccord(Kept):
    """A row that belongs to an accord. Guard its table with `Joint` (partners/rows.py).

    party: None says that the row is joint; otherwise it is that side's own. Neither ever changes.
    entered_by: the side whose desk wrote it, set by the database (also where it wrote for a side that has nobody here).
    is_announced, changed_at: as in Accord.
    """

    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    is_announced = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)

    privacy = dict.fromkeys(OF_ACCORD, OFFICE)

    class Meta:
        abstract = True

    @property
    def is_entered_for(self) -> bool:
        """Written down by another side's desk, because nobody acts for this institution here."""
        return self.party_id is not None and self.entered_by_id is not None and self.party_id != self.entered_by_id


class Side(Kept):
    """An institution that an accord names. It alone leaves, or signs where it was invited; its place can't be changed by another."""

    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="sides")
    member = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="sides")
    role = models.CharField(max_length=12, choices=SideRole.choices)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_announced = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=now)

    privacy = dict.fromkeys(["accord", "member", "role", "joined_on", "left_on"], PUBLIC) | {
        "is_announced": OFFICE,
        "changed_at": OFFICE,
    }

    class Meta:
        db_table = "accords_side"
        ordering = ["accord_id", "recorded_at", "id"]
        constraints = [models.UniqueConstraint(fields=["accord", "member"], name="side_once")]


class Approval(OfAccord):
    """One side's yes to exactly these words: `sha256` is of what it saw. The last one of a side counts, and only while the hash still fits.

    paper: the letter that says so, where the side has nobody here.
    """

    kind = models.CharField(max_length=40)
    thing = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    is_given = models.BooleanField()  # False: taken back
    at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True, default="")
    paper = models.ForeignKey("accords.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(["kind", "thing", "sha256", "is_given", "at", "note", "paper"], OFFICE)

    class Meta:
        db_table = "accords_approval"
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["kind", "thing"])]
        constraints = [models.CheckConstraint(condition=Q(party__isnull=False), name="approval_of_a_side")]


class Release(OfAccord):
    """One side lets everybody read what the accord is now, or takes that back. Whatever changes afterwards waits for the next release."""

    sha256 = models.CharField(max_length=64)
    is_given = models.BooleanField()
    at = models.DateTimeField()
    paper = models.ForeignKey("accords.File", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    privacy = dict.fromkeys(["sha256", "is_given", "at", "paper"], OFFICE)

    class Meta:
        db_table = "accords_release"
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["accord", "party", "-changed_at"])]
        constraints = [models.CheckConstraint(condition=Q(party__isnull=False), name="release_of_a_side")]
