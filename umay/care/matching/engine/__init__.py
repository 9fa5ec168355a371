"""Which family suits which children: pure rules and sums, no Django, no database, no clock (see ../README.md)."""

from .attention import Attention, Remark
from .exact import metres_between, tie_key
from .files import FORMAT, dump, parse
from .inputs import STARTING_RULES, STARTING_WEIGHTS, Child, Family, Group, Instance, Rules, Weights
from .judging import RULES, WEIGHT_OF_TERM, Terms, Verdict, failing_rules, judge
from .ordering import order_of_groups
from .ranking import (
    Candidate,
    Funnel,
    LeftOut,
    Move,
    Ranking,
    Sensitivity,
    candidates,
    candidates_in,
    sensitivity,
)
from .reading import BadInput, Fault
from .splitting import (
    NO_HOME_FOR_ALL,
    SAFETY,
    SPLIT_REASONS,
    Split,
    SplitReason,
    can_place_all,
    candidates_for_parts,
    is_no_home_for_all,
    is_whole_choice,
    with_split,
)

__all__ = [
    "FORMAT",
    "NO_HOME_FOR_ALL",
    "RULES",
    "SAFETY",
    "SPLIT_REASONS",
    "STARTING_RULES",
    "STARTING_WEIGHTS",
    "WEIGHT_OF_TERM",
    "Attention",
    "BadInput",
    "Candidate",
    "Child",
    "Family",
    "Fault",
    "Funnel",
    "Group",
    "Instance",
    "LeftOut",
    "Move",
    "Ranking",
    "Remark",
    "Rules",
    "Sensitivity",
    "Split",
    "SplitReason",
    "Terms",
    "Verdict",
    "Weights",
    "can_place_all",
    "candidates",
    "candidates_for_parts",
    "candidates_in",
    "dump",
    "failing_rules",
    "is_no_home_for_all",
    "is_whole_choice",
    "judge",
    "metres_between",
    "order_of_groups",
    "parse",
    "sensitivity",
    "tie_key",
    "with_split",
]
