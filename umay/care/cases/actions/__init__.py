"""Writes of the cases room, one function per verb."""

from umay.care.cases.actions.children import (
    add_child,
    add_tried,
    change_child,
    record_view,
)
from umay.care.cases.actions.circle import answer_kin, answer_likeness, ask_kin, link_kin_family, set_contact
from umay.care.cases.actions.closing import ask_close, close, keep_open, reopen
from umay.care.cases.actions.deadlines import meet_deadline, review, start_deadline
from umay.care.cases.actions.legal import add_basis, end_basis
from umay.care.cases.actions.measures import add_measure, end_measure
from umay.care.cases.actions.opening import change, note, open
from umay.care.cases.actions.scope import (
    assign,
    end_confidential,
    hand_over,
    make_confidential,
    name_person,
    unname_person,
)
from umay.care.cases.actions.seeking import seek_family, stop_seeking

__all__ = [
    "add_basis",
    "add_child",
    "add_measure",
    "add_tried",
    "answer_kin",
    "answer_likeness",
    "ask_close",
    "ask_kin",
    "assign",
    "change",
    "change_child",
    "close",
    "end_basis",
    "end_confidential",
    "end_measure",
    "hand_over",
    "keep_open",
    "link_kin_family",
    "make_confidential",
    "meet_deadline",
    "name_person",
    "note",
    "open",
    "record_view",
    "reopen",
    "review",
    "seek_family",
    "set_contact",
    "start_deadline",
    "stop_seeking",
    "unname_person",
]
