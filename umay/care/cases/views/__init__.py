"""Pages of the cases room."""

from umay.care.cases.views.child import (
    add_child,
    add_tried,
    answer_kin,
    ask_kin,
    change_child,
    record_view,
    seek_family,
    set_contact,
    stop_seeking,
)
from umay.care.cases.views.closing import ask_close, close, keep_open, reopen
from umay.care.cases.views.file import change, note, open, open_from_report, see
from umay.care.cases.views.legal import add_basis, end_basis, meet_deadline, review
from umay.care.cases.views.lists import listing
from umay.care.cases.views.measures import add_measure, end_measure
from umay.care.cases.views.scope import (
    assign,
    end_confidential,
    hand_over,
    make_confidential,
    name_person,
    open_to,
    unname_person,
)

__all__ = [
    "add_basis",
    "add_child",
    "add_measure",
    "add_tried",
    "answer_kin",
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
    "listing",
    "make_confidential",
    "meet_deadline",
    "name_person",
    "note",
    "open",
    "open_from_report",
    "open_to",
    "record_view",
    "reopen",
    "review",
    "see",
    "seek_family",
    "set_contact",
    "stop_seeking",
    "unname_person",
]
