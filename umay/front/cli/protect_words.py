"""What `umay protect` says, in three languages. The engine has codes; here are their sentences."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.translation import gettext_noop as _
else:

    def _(text: str) -> str:
        """Mark a text for translation. Django's own mark wants settings, which a command without a database has not."""
        return text


PARTS = Path(__file__).resolve().parents[2] / "locale" / "parts"

BAD = {
    "tables_none": _("No table was named."),
    "file_large": _("The file is larger than 20 MB; a table of counts is never so large."),
    "file_text": _("The file is no CSV in UTF-8; save it anew as “CSV UTF-8”."),
    "file_empty": _("The file has no rows."),
    "headings_bad": _("A heading is empty or there twice."),
    "headings_differ": _("The release has other columns than the table."),
    "count_column": _("There is no column “count”."),
    "row_short": _("Line %(line)s has more or fewer fields than the headings."),
    "row_twice": _("Line %(line)s says the same codes as a line before."),
    "row_stray": _("Line %(line)s is not in the table."),
    "row_missing": _("There is no row for %(row)s. Where there is nobody, write 0."),
    "code_bad": _("A code in line %(line)s is empty, longer than 80 letters, or has unprintable signs."),
    "formula": _("A field in line %(line)s begins like a formula of a spreadsheet; write plain codes and numbers."),
    "count_text": _("The count in line %(line)s is no whole number from 0."),
    "count_bad": _("The count of %(row)s is no whole number from 0."),
    "status_bad": _("The status in line %(line)s is none of exact, hidden, rounded-5."),
    "sum_wrong": _("%(row)s is not the sum of its parts."),
    "dimensions_none": _("There is no column that splits people into groups."),
    "dimensions_twice": _("Two columns have the same name."),
    "dimensions_many": _("A table can have at most %(most)s ways of splitting."),
    "dimensions_differ": _("%(dimension)s has other parts in another table; say its parts in the rules."),
    "cells_many": _("A table can have at most %(most)s numbers, sums included."),
    "part_of_two": _("In %(dimension)s the code %(code)s is part of two others, or of itself."),
    "parts_stray": _("In %(dimension)s the code %(code)s has parts but is no part of the whole."),
    "parts_none": _("%(dimension)s has no parts."),
    "tables_differ": _("The tables have different counts for %(row)s."),
    "known_stray": _("%(row)s is known from elsewhere but is not in these tables."),
    "known_differs": _("%(row)s has another count elsewhere; find out which is right."),
    "earlier_contradict": _("The earlier releases can't be true together with these tables; find out which is right."),
    "nothing_left": _("Fewer than %(threshold)s people in all: nothing of this may go out."),
    "policy_number": _("A number of the policy is not from 0 to 10,000."),
    "policy_weak": _("No policy may be weaker than %(least)s people."),
    "policy_rounding": _("Rounding must be 0, or from 2 up to %(most)s, the number from which people are shown."),
    "policy_word": _("The policy has a word that is not known."),
    "rules_bad": _("The rules are no JSON of the format umay-protect/1."),
    "rules_stray": _("The rules have a name that is not known: %(name)s."),
}
"""Why the input can't be protected as it stands."""

FAULTS = {
    "shown": _("is shown and must be hidden"),
    "narrow": _("can be worked out too closely"),
    "sum": _("can be worked out together with the hidden ones beside it"),
    "missing": _("is missing in the release"),
    "wrong_number": _("has a wrong number in the release"),
    "part_of_tiny": _("is shown although only the total may go out"),
    "contradiction": _("what is published can't all be true"),
}
"""How the attack broke a release."""

SAID = (
    _("Nothing was written."),
    _("The disk is full. Nothing was written."),
    _("%(file)s can't be read."),
    _("%(file)s can't be written."),
    _("A release would replace another file of this command; name another one."),
    _("No safe release was found. Nothing was written."),
    _("So few people in all: only the total goes out."),
    _(
        "Safe: %(shown)s of %(all)s numbers are shown. Hidden so that nobody is recognised: %(few)s for their own sake, "
        "%(more)s more so that those can't be worked out."
    ),
    _("The loss is %(loss)s; less than %(bound)s is not possible."),
    _("Less can't be lost: this is proven."),
    _("%(broken)s sums don't add up after rounding."),
    _("Of %(number)s groups more is known from elsewhere than may be told; this release adds nothing."),
    _("The attack asked %(questions)s questions; for %(proven)s ends another table agrees with everything published."),
    _("and %(number)s more"),
    _("Not safe."),
    _("Safe."),
)
"""What else is said."""


def say(text: str, language: str) -> str:
    """The text in the language; the words as written where there are none."""
    return text if language == "en" else _words(language).get(text, text)


def sentence_of(bad, language: str) -> str:
    """The sentence for a BadTable."""
    return say(BAD[bad.code], language) % bad.params


@cache
def _words(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with (PARTS / f"figures.{language}.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source, locale=language) if message.id}
