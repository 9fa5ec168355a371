"""Writes of the families room, one function per verb."""

from umay.care.families.actions.applying import add_member, apply, begin_kin_application, change, leave
from umay.care.families.actions.approving import approve, ask_approval, end, refuse, resume, send_back, suspend
from umay.care.families.actions.asks import answer_ask, ask_office, close_asks
from umay.care.families.actions.assessing import CheckDone, assess, decide_limits, set_limits
from umay.care.families.actions.handing import hand_over
from umay.care.families.actions.places import (
    NotEnoughPlaces,
    block_places,
    free_places,
    hold_places,
    take_many_places,
    take_places,
    unblock_places,
)
from umay.care.families.actions.willing import confirm_willingness, hear_word, set_availability

__all__ = [
    "CheckDone",
    "NotEnoughPlaces",
    "add_member",
    "answer_ask",
    "apply",
    "approve",
    "ask_approval",
    "ask_office",
    "assess",
    "begin_kin_application",
    "block_places",
    "change",
    "close_asks",
    "confirm_willingness",
    "decide_limits",
    "end",
    "free_places",
    "hand_over",
    "hear_word",
    "hold_places",
    "leave",
    "refuse",
    "resume",
    "send_back",
    "set_availability",
    "set_limits",
    "suspend",
    "take_many_places",
    "take_places",
    "unblock_places",
]
