"""Writes of the placements room, one function per verb."""

from umay.care.placements.actions.beginning import begin, move
from umay.care.placements.actions.calling import answer_call, telephone
from umay.care.placements.actions.emergency import place_emergency
from umay.care.placements.actions.ending import cancel, end, refuse
from umay.care.placements.actions.preparing import approve, prepare, sign_contract
from umay.care.placements.actions.ratifying import ratify, refuse_ratification

__all__ = [
    "answer_call",
    "approve",
    "begin",
    "cancel",
    "end",
    "move",
    "place_emergency",
    "prepare",
    "ratify",
    "refuse",
    "refuse_ratification",
    "sign_contract",
    "telephone",
]
