"""What is wrong with a row, said in the reader's language: kept as code and values, put into words when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # a cell
    "needed": _("This cell is empty, and it is needed."),
    "too_long": _("This text is too long. At most %(most)s signs."),
    "date": _("“%(value)s” is not a day that can be understood. Write it like 31.12.2015."),
    "impossible_date": _("There is no such day: “%(value)s”."),
    "short_year": _("“%(value)s” has a year of two digits. Write all four, like 31.12.2015."),
    "month_first": _("“%(value)s” seems to have the month before the day. Write it like 31.12.2015."),
    "future": _("“%(value)s” is in the future."),
    "too_old": _("By “%(value)s” this person would be older than 120 years."),
    "not_a_child": _("By “%(value)s” this person is %(years)s years old. This sheet is for children and young people."),
    "not_grown": _("By “%(value)s” this person is %(years)s years old. A carer must be of age."),
    "yes_no": _("“%(value)s” is neither yes nor no."),
    "whole_number": _("“%(value)s” is not a whole number."),
    "number_range": _("“%(value)s” is out of range. It can be from %(least)s to %(most)s."),
    "decimal": _("“%(value)s” is not a number."),
    "unknown_word": _("“%(value)s” is not one of the known words. Possible are: %(known)s."),
    "unknown_place": _("“%(value)s” is not a province or district that is known."),
    "two_places": _("“%(value)s” is both a city and a district. Write which one, like “%(example)s”."),
    "phone": _("“%(value)s” is not a telephone number."),
    "number_letters": _("The identity number contains signs that such a number does not have."),
    "number_length": _("The identity number is too short or too long."),
    "number_leading_zero": _("The identity number begins with 0. There are no such numbers."),
    "number_check": _("There is a slip in the identity number: its last digits do not fit the others."),
    "number_not_foreign": _("A foreigner's identity number begins with 99."),
    "formula": _("This cell holds a formula. Copy the column and paste it as values."),
    "error_cell": _("This cell holds an error of the spreadsheet (%(value)s)."),
    "mojibake": _("The letters of this cell are broken (“%(value)s”). Export the list again as “CSV UTF-8” or as XLSX."),
    "long_cell": _("This cell holds more than %(most)s signs. Shorten it."),
    # a row
    "more_cells": _("This row has more cells than there are headings. Is a separator standing inside a text?"),
    "other_office": _("This row belongs to the office “%(value)s”. You can bring in rows of these offices: %(offices)s."),
    "unknown_worker": _("No caseworker of this office has the user name “%(value)s”."),
    "number_twice": _("The same number stands in row %(other)s."),
    "number_long": _("This number is too long. At most %(most)s signs."),
    "number_taken": _(
        "This number, or an identity number of this row, already stands in a record of another office. Leave the cell empty or ask that office."
    ),
    "identity_twice": _("The same identity number stands in row %(other)s."),
    "identity_known": _("This identity number stands in a record of another person: %(who)s."),
    "identity_elsewhere": _(
        "This identity number stands in a record of the office “%(office)s”. Ask that office; or leave the cell empty."
    ),
    "nobody": _("A name, or at least an initial, is needed."),
    "order": _("The day in “%(later)s” is before the day in “%(earlier)s”."),
    "needed_with": _("“%(column)s” is needed because “%(other)s” is “%(value)s”."),
    "not_with": _("“%(column)s” must be empty where “%(other)s” is “%(value)s”."),
    "ages": _("The highest age is below the lowest."),
    "care_type_missing": _("An approved family needs at least one kind of care and at least one place."),
    "case_differs": _("Row %(other)s has the same case number but another “%(column)s”. Brothers and sisters share the case."),
    "case_closed": _("The case %(number)s is closed. A supervisor can open it again."),
    "case_unknown": _("The case “%(value)s” is not known in your offices. Bring the children in first."),
    "child_unknown": _("The child of this row is not in the case “%(value)s”. Bring the children in first."),
    "family_unknown": _("The family “%(value)s” is not known in your offices. Bring the families in first."),
    "family_closed": _("The family %(number)s is not approved now, so no child can be living there. Put the family's record right first."),
    "family_full": _("The family %(number)s has no free place left for this child: %(places)s places are approved."),
    "no_basis": _("The case %(number)s has no legal basis. Bring it in with the children first."),
    "child_placed": _("The child lives in another family in this time (%(where)s). A child has one home at a time."),
    "basis_unknown": _("A legal basis of this country is needed: %(known)s."),
    "measures_count": _("“%(column)s” has %(measures)s entries, this cell has %(entries)s. Write one for all, or one for each; “-” where there is none."),
    "measure_twice": _("“%(value)s” stands twice for the same time."),
    "lives_elsewhere": _("This person already belongs to the family %(number)s."),
    "two_rows_one_person": _("Rows %(other)s and this one were both said to be the same person of the records."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `row` as the spreadsheet counts, the heading row being 1; `heading` as written in the file."""

    row: int
    heading: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        text = str(MESSAGES[self.code])
        return text % self.values if self.values else text

    def plain(self) -> list:
        return [self.row, self.heading, self.code, {name: str(value) for name, value in self.values.items()}]

    @classmethod
    def of(cls, plain: list) -> "Problem":
        return cls(*plain)


class CellProblem(Exception):
    """A cell that can't be understood; `code` and `values` as in Problem."""

    def __init__(self, code: str, **values: Any):
        super().__init__(code)
        self.code, self.values = code, values
