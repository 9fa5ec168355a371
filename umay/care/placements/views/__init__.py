"""Pages of the placements room."""

from umay.care.placements.views.deeds import (
    approve,
    begin,
    cancel,
    end,
    move,
    ratify,
    refuse,
    refuse_ratification,
    sign_contract,
)
from umay.care.placements.views.nights import answer_call, place_emergency, telephone
from umay.care.placements.views.pages import listing, see

__all__ = [
    "answer_call",
    "approve",
    "begin",
    "cancel",
    "end",
    "listing",
    "move",
    "place_emergency",
    "ratify",
    "refuse",
    "refuse_ratification",
    "see",
    "sign_contract",
    "telephone",
]
