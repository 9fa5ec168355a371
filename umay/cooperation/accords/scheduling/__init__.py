"""The year planner of a cooperation: proposes dates over several countries' holidays, or explains the clash. Pure: plain values in and out.

`plan(Question(...))` returns a `Proposal` or a `Clash`; `python -m umay.cooperation.accords.scheduling question.json` does the same with files.
"""

from .asking import ROW, THROUGH, WEEKS, Absence, After, BadQuestion, Calendar, Holder, Item, Question, Weights
from .limits import AWAY, CAPACITY, FIXED, OFF, ORDER, PERIOD, PERSON, Limit
from .planning import Clash, Proposal, Reason, plan
from .programme import Effort, GaveUp

__all__ = [
    "AWAY",
    "CAPACITY",
    "FIXED",
    "OFF",
    "ORDER",
    "PERIOD",
    "PERSON",
    "ROW",
    "THROUGH",
    "WEEKS",
    "Absence",
    "After",
    "BadQuestion",
    "Calendar",
    "Clash",
    "Effort",
    "GaveUp",
    "Holder",
    "Item",
    "Limit",
    "Proposal",
    "Question",
    "Reason",
    "Weights",
    "plan",
]
