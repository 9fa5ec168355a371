"""Every code of the country packs with its translated label: the only place of the packs that knows translation."""

from django.utils.functional import lazy

from .cases import CASES
from .families import FAMILIES
from .general import GENERAL
from .keys import KEYS as _KEYS
from .placing import PLACING
from .reports import REPORTS

VOCABULARIES = {**GENERAL, **REPORTS, **CASES, **FAMILIES, **PLACING}
KEY_LABELS = _KEYS["key"]


def label(vocabulary: str, code: str):
    """The lazy label of a code, in the reader's language. Raises KeyError for a code nobody declared."""
    return VOCABULARIES[vocabulary][code]


def choices(vocabulary: str, codes) -> list[tuple[str, str]]:
    """(code, lazy label) pairs in the given order, as a form field takes them."""
    return [(code, VOCABULARIES[vocabulary][code]) for code in codes]


def refusal(code: str, key: str):
    """The lazy sentence shown to a person when the setting `key` can't be used."""
    return lazy(lambda: VOCABULARIES["refusal"][code] % {"label": KEY_LABELS[key]}, str)()
