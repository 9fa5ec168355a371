"""The kinds of care in words: the general word, and what the country itself calls it where that is another."""

from django.utils.translation import get_language

from umay.kit.kernel.text import fold

from .families import FAMILIES


def own_kind(code: str, settings) -> str:
    """The country's own name of a kind of care in the reader's language; "" where it has none, or the same as the general word."""
    names = settings.get("families.model_names") if settings.has("families.model_names") else {}
    own = names[code].in_language(get_language() or "en") if code in names else ""
    return "" if fold(own) == fold(str(FAMILIES["care_type"][code])) else own


def kind_of_care(code: str, settings) -> str:
    """As every page says it: "Müvəqqəti (Qısamüddətli)", or the general word alone. Raises KeyError for a code nobody declared."""
    said, own = str(FAMILIES["care_type"][code]), own_kind(code, settings)
    return f"{said} ({own})" if own else said


def kinds_of_care(settings) -> list[tuple[str, str]]:
    """(code, words) of the country's kinds of care, in its order, as a form field takes them."""
    return [(code, kind_of_care(code, settings)) for code in settings.get("families.care_types")]
