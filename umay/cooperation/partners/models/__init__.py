"""States, their institutions and people, and the sources in which facts about them stand."""

from umay.cooperation.partners.models.base import KEPT, Kept, Stated, Words
from umay.cooperation.partners.models.bodies import Party, PartyName, State
from umay.cooperation.partners.models.people import Delegate, Delegation, Mandate, Official, Paper
from umay.cooperation.partners.models.sources import Source, SourceSentence

__all__ = [
    "KEPT",
    "Delegate",
    "Delegation",
    "Kept",
    "Mandate",
    "Official",
    "Paper",
    "Party",
    "PartyName",
    "Source",
    "SourceSentence",
    "State",
    "Stated",
    "Words",
]
