"""Why a language can't be authentic, in plain words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from umay.cooperation.accords.aligning import Fault
from umay.cooperation.accords.aligning.articles import BLANK, DOUBLE, EMPTY, MISSING, ORDER


def words_of(fault: Fault) -> str:
    said = {
        EMPTY: _("No article is written in this language."),
        MISSING: _("Article %(number)s is missing; another language has it."),
        BLANK: _("Article %(number)s has no words."),
        DOUBLE: _("Article %(number)s stands there twice."),
        ORDER: _("Article %(number)s stands in another place than in the other languages."),
    }
    return said[fault.code] % {"number": fault.number}


def in_words(faults: Iterable[Fault]) -> str:
    return " ".join(words_of(one) for one in faults)
