"""Writes of the matching room, one function per verb."""

from umay.care.matching.actions.asking import answer_family, ask_family, ask_office, hear_office, telephone
from umay.care.matching.actions.choosing import decide, propose, send_back, take_back
from umay.care.matching.actions.ending import (
    fall_through,
    give_back,
    look_again,
    none_suits,
    split,
    withdraw,
    withdraw_of,
)
from umay.care.matching.actions.heeding import heed
from umay.care.matching.actions.kin import start_assessment
from umay.care.matching.actions.listing import drop, shortlist
from umay.care.matching.actions.opening import open
from umay.care.matching.actions.running import ask_run, replay, stop
from umay.care.matching.actions.willing import ask_first, hear_word

__all__ = [
    "answer_family",
    "ask_family",
    "ask_first",
    "ask_office",
    "ask_run",
    "decide",
    "drop",
    "fall_through",
    "give_back",
    "hear_office",
    "hear_word",
    "heed",
    "look_again",
    "none_suits",
    "open",
    "propose",
    "replay",
    "send_back",
    "shortlist",
    "split",
    "start_assessment",
    "stop",
    "take_back",
    "telephone",
    "withdraw",
    "withdraw_of",
]
