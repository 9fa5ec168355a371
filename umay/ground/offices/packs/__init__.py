"""Country packs: the settings by which a state works, typed, dated, each with its source. The contract is README.md."""

from .keys import KEYS, Key
from .pack import COUNTRIES, Entry, Pack, Settings, Unconfirmed, UnknownCountry, UnknownKey, Unset, production_gaps
from .risk import Screening, screen
from .rows import LegalBasis, Requirement, RetentionRule, RiskRule
from .values import ABSENT, Confirmation, Value, Words
from .words import choices, label
from .words.kinds import kind_of_care, kinds_of_care, own_kind

__all__ = [
    "ABSENT",
    "COUNTRIES",
    "KEYS",
    "Confirmation",
    "Entry",
    "Key",
    "LegalBasis",
    "Pack",
    "Requirement",
    "RetentionRule",
    "RiskRule",
    "Screening",
    "Settings",
    "Unconfirmed",
    "UnknownCountry",
    "UnknownKey",
    "Unset",
    "Value",
    "Words",
    "choices",
    "kind_of_care",
    "kinds_of_care",
    "label",
    "own_kind",
    "production_gaps",
    "screen",
]
