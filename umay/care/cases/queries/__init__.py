"""Reads of the cases room."""

from umay.care.cases.access import visible
from umay.care.cases.queries.lists import Filter, listing, load_of
from umay.care.cases.queries.measures import measure_words, measures_in_force
from umay.care.cases.queries.pages import (
    CasePage,
    Step,
    case_page,
    deadline_words,
    kin_of,
    report_children,
    report_of,
    reports,
    summaries,
)
from umay.care.cases.queries.parts import (
    ages_of,
    asked_necessity,
    children_of,
    clocks_off,
    is_view_recorded,
    open_deadlines,
    valid_basis,
    warning_at,
)
from umay.care.cases.queries.people import (
    OpenTo,
    candidates,
    colleagues,
    holders,
    may_be_named,
    open_to,
    supervisors,
    team_of,
)

__all__ = [
    "CasePage",
    "Filter",
    "OpenTo",
    "Step",
    "ages_of",
    "asked_necessity",
    "candidates",
    "case_page",
    "children_of",
    "clocks_off",
    "colleagues",
    "deadline_words",
    "holders",
    "is_view_recorded",
    "kin_of",
    "listing",
    "load_of",
    "may_be_named",
    "measure_words",
    "measures_in_force",
    "open_deadlines",
    "open_to",
    "report_children",
    "report_of",
    "reports",
    "summaries",
    "supervisors",
    "team_of",
    "valid_basis",
    "visible",
    "warning_at",
]
