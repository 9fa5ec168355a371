"""Why a signature or a file is not believed, one word each. The sentences for people stand in the room's words, in every language."""

from enum import StrEnum


class Reason(StrEnum):
    # the file
    TOO_LARGE = "too_large"
    NOT_PDF = "not_pdf"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    TOO_MANY = "too_many"
    TOO_SLOW = "too_slow"
    NO_SIGNATURE = "no_signature"
    ANOTHER_TEXT = "another_text"
    NOT_CERTIFIED = "not_certified"
    CERTIFIED_LATE = "certified_late"
    LOOSE_END = "loose_end"
    OLDER_COPY = "older_copy"
    # a signature or the file
    CHANGED = "changed"
    SECOND_BY_PARTY = "second_by_party"
    # one signature
    BROKEN = "broken"
    PARTLY_COVERED = "partly_covered"
    UNSUPPORTED = "unsupported"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    EXPIRED_SINCE = "expired_since"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    REVOCATION_UNKNOWN = "revocation_unknown"
    WRONG_USE = "wrong_use"
    WEAK = "weak"
    FUTURE = "future"
    STAMP_WRONG = "stamp_wrong"
    FIELD_OF_ANOTHER = "field_of_another"
    UNKNOWN_FIELD = "unknown_field"
    NOT_EMPOWERED = "not_empowered"
    UNPINNED = "unpinned"
    # signing
    WRONG_SIGNATURE = "wrong_signature"
    WRONG_CERTIFICATE = "wrong_certificate"
    FIELD_TAKEN = "field_taken"
    NO_FIELD = "no_field"


# Nothing speaks against the signature, but something that must be known isn't.
OPEN = frozenset({Reason.EXPIRED_SINCE, Reason.REVOCATION_UNKNOWN, Reason.UNPINNED})


class Unproved(Exception):
    """What was asked for can't be done with this file; `reason` says why."""

    def __init__(self, reason: Reason):
        super().__init__(reason.value)
        self.reason = reason
