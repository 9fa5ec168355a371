"""Writing, sealing, signing and proving declarations: `actions.declarations.sign` ..."""

from .inviting import answer, examine, invite
from .sealing import accede, begin_seal, copy, freeze
from .signing import attest, begin, bring, drop, finish, scan
from .stating import close, state, withdraw
from .writing import change, commit, open

__all__ = [
    "accede",
    "answer",
    "attest",
    "begin",
    "begin_seal",
    "bring",
    "change",
    "close",
    "commit",
    "copy",
    "drop",
    "examine",
    "finish",
    "freeze",
    "invite",
    "open",
    "scan",
    "state",
    "withdraw",
]
