"""Declarations that many states sign: the sealed text, who is invited and empowered, who signed and how it is proven."""

from datetime import date

from django.db import models
from django.db.models import Q

from umay.cooperation.accords.declaration_words import (
    DeclarationState,
    InstrumentKind,
    Method,
    NoticeKind,
    ProofKind,
    SignatureKind,
    StatementKind,
)
from umay.cooperation.accords.models.base import OfAccord
from umay.cooperation.accords.models.files import File
from umay.cooperation.partners.models import Official, Paper, Party, Stated, Words
from umay.kit.kernel.privacy import OFFICE, PUBLIC

_FIRST = Q(kind__in=["signature", "accession"]) & ~Q(method="reported")


class Declaration(OfAccord):
    """What is said of a declaration as a whole. `is_text_missing`: its words are in none of our sources, and the page says so.

    sha256: the one hash of its words (approving.hash_of what every side approved), written when the text is frozen. It stands at the foot of every page.
    """

    state = models.CharField(max_length=10, choices=DeclarationState.choices, default=DeclarationState.DRAFT)
    languages = models.JSONField(default=list)  # codes of the languages in which it is equally authentic
    opened_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    place = Words(blank=True)
    spares = models.IntegerField(default=4)
    is_text_missing = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True, default="")

    privacy = dict.fromkeys(
        ["state", "languages", "opened_on", "closes_on", "place", "spares", "is_text_missing", "sha256"], PUBLIC
    )

    class Meta:
        db_table = "accords_declaration"
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord"], name="declaration_once"),
            models.CheckConstraint(condition=Q(party__isnull=True), name="declaration_is_joint"),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closes_on__gte=models.F("opened_on")),
                name="declaration_closes_after_opening",
            ),
            models.CheckConstraint(condition=Q(spares__gte=0, spares__lte=24), name="declaration_spares"),
        ]


class Commitment(OfAccord):
    """One numbered article of what the signatories undertake, in each language. It never changes once the text is frozen."""

    number = models.IntegerField()
    words = Words()
    indicator = models.CharField(max_length=60, blank=True, default="")  # its code, once one measures it

    privacy = dict.fromkeys(["number", "words", "indicator"], PUBLIC)

    class Meta:
        db_table = "accords_commitment"
        ordering = ["accord_id", "number"]
        constraints = [models.UniqueConstraint(fields=["accord", "number"], name="commitment_number_once")]


class Invitation(OfAccord):
    """An institution asked to sign, and its field in the file. Never public, answered or not."""

    invitee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True, blank=True)
    field = models.CharField(max_length=40, blank=True, default="")

    privacy = dict.fromkeys(["invitee", "sent_on", "field"], OFFICE)

    class Meta:
        db_table = "accords_invitation"
        ordering = ["accord_id", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord", "invitee"], name="invited_once"),
            models.UniqueConstraint(fields=["accord", "field"], condition=~Q(field=""), name="field_of_one"),
        ]


class Answer(OfAccord):
    """What the invited institution answers, on its own row: it will not sign, or who signs for it, with which full powers and which card."""

    will_sign = models.BooleanField()
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = Words(blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certificate = models.BinaryField(null=True, blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True, default="")
    certificate_name = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")
    at = models.DateTimeField()

    privacy = dict.fromkeys(
        [
            "will_sign",
            "official",
            "title",
            "paper",
            "certificate",
            "certificate_sha256",
            "certificate_name",
            "note",
            "at",
        ],
        OFFICE,
    )

    class Meta:
        db_table = "accords_answer"
        ordering = ["accord_id", "-at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(party__isnull=False), name="answer_of_a_side"),
            models.CheckConstraint(condition=Q(will_sign=False) | Q(official__isnull=False), name="answer_names_who"),
        ]


class Examination(OfAccord):
    """The depositary's word on one answer: the full powers are in order, or why not."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="examinations")
    is_in_order = models.BooleanField()
    note = models.CharField(max_length=1000, blank=True, default="")
    at = models.DateTimeField()

    privacy = dict.fromkeys(["answer", "is_in_order", "note", "at"], OFFICE)

    class Meta:
        db_table = "accords_examination"
        ordering = ["answer_id", "-at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(party__isnull=False), name="examination_of_a_side"),
            models.CheckConstraint(condition=Q(is_in_order=True) | ~Q(note=""), name="examination_says_why"),
        ]


class Instrument(OfAccord):
    """A PDF made ready to be sealed and signed: the declaration, an accession, a certified copy. `of`: SHA-256 of the frozen text it is or belongs to."""

    kind = models.CharField(max_length=12, choices=InstrumentKind.choices)
    about = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    of = models.CharField(max_length=64)
    frozen_size = models.IntegerField()
    prepared = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    privacy = dict.fromkeys(["kind", "about", "of", "frozen_size", "prepared", "at"], OFFICE)

    class Meta:
        db_table = "accords_instrument"
        ordering = ["accord_id", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["accord"], condition=Q(kind="declaration"), name="one_text_of_a_declaration"
            )
        ]


class Signature(OfAccord, Stated):
    """That an institution signed, acceded or withdrew: a legal act, written once. How it is proven stands in its proofs."""

    kind = models.CharField(max_length=12, choices=SignatureKind.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = Words(blank=True)
    signed_on = models.DateField(null=True, blank=True)  # empty where no source says the day
    reported_on = models.JSONField(default=list)  # ISO days on which sources told of it
    place = Words(blank=True)
    note = models.CharField(max_length=1000, blank=True, default="")
    at = models.DateTimeField()

    privacy = dict.fromkeys(["kind", "method", "official", "title", "signed_on", "reported_on", "place"], PUBLIC) | {
        "note": OFFICE,
        "at": OFFICE,
    }

    class Meta:
        db_table = "accords_signature"
        ordering = ["accord_id", models.F("signed_on").asc(nulls_last=True), "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["accord", "party"], condition=_FIRST, name="party_signs_once"),
            models.UniqueConstraint(
                fields=["accord", "party"], condition=Q(kind="withdrawal"), name="party_withdraws_once"
            ),
            models.CheckConstraint(condition=Q(party__isnull=False), name="signature_of_a_side"),
        ]

    @property
    def reported_days(self) -> list[date]:
        return [date.fromisoformat(one) for one in self.reported_on]


class Proof(OfAccord):
    """What proves a signature. With `position` it is a link in the chain of an instrument's files: each begins with every byte of the one before."""

    kind = models.CharField(max_length=12, choices=ProofKind.choices)
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    position = models.IntegerField(null=True, blank=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.IntegerField(null=True, blank=True)
    verdict = models.JSONField(null=True, blank=True)  # as it was when the file was taken in
    words = Words(blank=True)
    at = models.DateTimeField()

    privacy = dict.fromkeys(
        ["kind", "signature", "instrument", "position", "file", "sha256", "size", "verdict", "words", "at"], PUBLIC
    )

    class Meta:
        db_table = "accords_proof"
        ordering = ["accord_id", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "position"], name="one_link_in_each_place"),
            models.CheckConstraint(
                condition=Q(position__isnull=True) | Q(instrument__isnull=False, file__isnull=False),
                name="link_has_file",
            ),
        ]


class Signing(OfAccord):
    """A signature begun and not finished: the file is ready and waits for the answer of a key that never comes here."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    pending = models.BinaryField()  # proving.Pending as JSON
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(["instrument", "field", "pending", "begun_at", "ended_at"], OFFICE)

    class Meta:
        db_table = "accords_signing"
        ordering = ["-begun_at", "id"]


class Statement(OfAccord):
    """What a signatory declares with or after its signature, or objects to in another's."""

    kind = models.CharField(max_length=15, choices=StatementKind.choices)
    words = Words()
    to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="objections")
    at = models.DateTimeField()

    privacy = dict.fromkeys(["kind", "words", "to", "at"], PUBLIC)

    class Meta:
        db_table = "accords_statement"
        ordering = ["accord_id", "at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(party__isnull=False), name="statement_of_a_side"),
            models.CheckConstraint(condition=~Q(kind="objection") | Q(to__isnull=False), name="objection_has_object"),
        ]


class Notice(OfAccord):
    """The depositary tells all sides what happened: numbered, in each language, written once."""

    number = models.IntegerField()
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    about = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = Words()
    at = models.DateTimeField()

    privacy = dict.fromkeys(["number", "kind", "about", "words", "at"], OFFICE)

    class Meta:
        db_table = "accords_notice"
        ordering = ["accord_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["accord", "number"], name="notice_number_once")]
