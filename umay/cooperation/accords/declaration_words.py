"""Choices of declarations, and what each reason of a verdict means in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from umay.cooperation.accords.proving.reasons import Reason


class DeclarationState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    FROZEN = "frozen", _("Text frozen, not sealed yet")
    OPEN = "open", _("Open for signature")
    CLOSED = "closed", _("Closed for signature")
    REPORTED = "reported", _("Known from published sources")


class SignatureKind(models.TextChoices):
    SIGNATURE = "signature", _("Signature")
    ACCESSION = "accession", _("Accession")
    WITHDRAWAL = "withdrawal", _("Withdrawal")


class Method(models.TextChoices):
    PADES = "pades", _("Electronically, in the file itself")
    PAPER = "paper", _("By hand, on paper")
    REPORTED = "reported", _("Reported in a source; no proof is held here")


class ProofKind(models.TextChoices):
    PADES = "pades", _("Signed file")
    SCAN = "scan", _("Scan of the signed page")
    ATTESTATION = "attestation", _("Attestation of the depositary")
    SEAL = "seal", _("Seal of the secretariat")


class InstrumentKind(models.TextChoices):
    DECLARATION = "declaration", _("Declaration")
    ACCESSION = "accession", _("Instrument of accession")
    COPY = "copy", _("Certified copy")


class StatementKind(models.TextChoices):
    RESERVATION = "reservation", _("Reservation")
    INTERPRETATION = "interpretation", _("Interpretation")
    STATEMENT = "statement", _("Statement")
    OBJECTION = "objection", _("Objection")


class NoticeKind(models.TextChoices):
    OPENED = "opened", _("Open for signature")
    SIGNED = "signed", _("Signature")
    ACCEDED = "acceded", _("Accession")
    STATED = "stated", _("Statement or reservation")
    WITHDREW = "withdrew", _("Withdrawal")
    CLOSED = "closed", _("Closed for signature")


class TrustKind(models.TextChoices):
    ROOT = "root", _("Root of a certificate authority")
    BETWEEN = "between", _("Authority below a root")
    WITHDRAWN = "withdrawn", _("List of withdrawn certificates")
    STAMPS = "stamps", _("Root of a time-stamp authority")


class Standing(models.TextChoices):
    """How far one institution is with a declaration. Made from the rows, kept nowhere."""

    INVITED = "invited", _("Invited, no answer yet")
    DECLINED = "declined", _("Will not sign")
    ANSWERED = "answered", _("Full powers to be examined")
    EMPOWERED = "empowered", _("Full powers in order")
    REPORTED = "reported", _("Signature reported, no proof held")
    SIGNED = "signed", _("Signed")
    WITHDRAWN = "withdrawn", _("Withdrew")


# What was found wrong or open, in words for anybody; a verdict keeps the codes.
REASONS = {
    Reason.TOO_LARGE: _("The file is larger than 10 MB. It was not opened."),
    Reason.NOT_PDF: _("This is not a PDF file."),
    Reason.UNREADABLE: _("The file is damaged: it can't be read as a PDF."),
    Reason.ENCRYPTED: _("The file is locked with a password, so nothing in it can be checked."),
    Reason.TOO_MANY: _("The file holds more changes or signatures than can be checked."),
    Reason.TOO_SLOW: _("Checking the file took too long and was stopped. Nothing is said about it."),
    Reason.NO_SIGNATURE: _("There is no electronic signature in the file."),
    Reason.ANOTHER_TEXT: _("This is not the text that the depositary sealed."),
    Reason.NOT_CERTIFIED: _("The seal of the depositary is missing."),
    Reason.CERTIFIED_LATE: _("Somebody signed before the depositary's seal. The seal comes first."),
    Reason.LOOSE_END: _("Something was added behind the last signature. Nobody signed it."),
    Reason.OLDER_COPY: _(
        "This file does not go on from the latest signed file: an earlier signature is missing in it, or a program wrote the file anew. Sign the latest file."
    ),
    Reason.CHANGED: _("The file was changed after it was signed."),
    Reason.SECOND_BY_PARTY: _("The same institution or the same card signs a second time."),
    Reason.BROKEN: _("The signature does not fit the file: one of them was altered."),
    Reason.PARTLY_COVERED: _("The signature covers only a part of the file."),
    Reason.UNSUPPORTED: _("The signature is of a kind that can't be checked here."),
    Reason.UNTRUSTED: _("Nobody on the pinned lists of the states issued this certificate."),
    Reason.EXPIRED: _("The certificate had expired."),
    Reason.EXPIRED_SINCE: _(
        "The certificate has expired since, and nothing proves that the signature was made before that."
    ),
    Reason.NOT_YET_VALID: _("The certificate was not valid yet."),
    Reason.REVOKED: _("The certificate was withdrawn."),
    Reason.REVOCATION_UNKNOWN: _("Whether the certificate was withdrawn is not known: no list of that day is here."),
    Reason.WRONG_USE: _("The certificate is not meant for signing documents."),
    Reason.WEAK: _("The signature was made with a method that is too weak today."),
    Reason.FUTURE: _("The signature says it was made on a day that has not come yet."),
    Reason.STAMP_WRONG: _("The time stamp does not belong to this signature."),
    Reason.FIELD_OF_ANOTHER: _("The field belongs to another state than the certificate."),
    Reason.UNKNOWN_FIELD: _("The signature stands in a field that the depositary did not make."),
    Reason.NOT_EMPOWERED: _("The certificate is not that of the person with full powers."),
    Reason.UNPINNED: _("The depositary's register does not name this card for the institution."),
    Reason.WRONG_SIGNATURE: _("This answer does not belong to the file that was made ready, or to this certificate."),
    Reason.WRONG_CERTIFICATE: _("This is not a certificate or list that can be read."),
    Reason.FIELD_TAKEN: _("This field is signed already."),
    Reason.NO_FIELD: _("The file has no such field."),
}
