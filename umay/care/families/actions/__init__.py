"""Writes of the families room, one function per verb."""

from umay.care.families.actions.asks import answer_ask, ask_office, close_asks
from umay.care.families.actions.places import (
    NotEnoughPlaces,
    block_places,
    free_places,
    hold_places,
    take_places,
    unblock_places,
)

__all__ = [
    "NotEnoughPlaces",
    "answer_ask",
    "ask_office",
    "block_places",
    "close_asks",
    "free_places",
    "hold_places",
    "take_places",
    "unblock_places",
]
