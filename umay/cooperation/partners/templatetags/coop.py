"""Words in the reader's language, marked with the language they are in where they have none in it."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.cooperation.partners.queries import all_names, in_language

register = template.Library()


def _lang() -> str:
    return (get_language() or "en")[:2]


def _marked(words: str, lang: str):
    return words if lang == _lang() else format_html('<span lang="{}">{}</span>', lang, words)


@register.filter
def own_words(words: dict):
    """{"tr": "...", "en": "..."} in the reader's language, else in another one that is marked as such for readers and voices."""
    found, lang = in_language(words or {}, _lang())
    return _marked(found, lang)


@register.filter
def plain_words(words: dict) -> str:
    """The same without a mark, for titles and attributes."""
    return in_language(words or {}, _lang())[0]


@register.filter
def own_first(words: dict) -> list[tuple[str, str]]:
    """Each language with its words, the reader's own one before the others."""
    return sorted((words or {}).items(), key=lambda pair: (pair[0] != _lang(), pair[0]))


@register.filter
def party_name(party):
    """What an institution (or its id) is called in the reader's language. One query for a whole page."""
    if not party:
        return ""
    row = all_names(_lang()).get(getattr(party, "pk", party))
    return _marked(row.name, row.lang) if row else getattr(party, "code", "")


@register.filter
def plain_party_name(party) -> str:
    """The same without a mark, for titles and attributes."""
    if not party:
        return ""
    row = all_names(_lang()).get(getattr(party, "pk", party))
    return row.name if row else getattr(party, "code", "")


_LANGUAGES = {
    "tr": _("Turkish"), "az": _("Azerbaijani"), "en": _("English"), "ru": _("Russian"), "fr": _("French"), "kk": _("Kazakh"),
    "ky": _("Kyrgyz"), "uz": _("Uzbek"), "tk": _("Turkmen"), "hu": _("Hungarian"),
}  # fmt: skip


@register.filter
def language_in_words(code: str):
    """A language in the words of the reader. (Django's own filter `language_name` gives the English one.)"""
    return _LANGUAGES.get(code, code)


@register.filter
def own_language_name(code: str) -> str:
    """A language by its own name, for the switch of a page."""
    return {"tr": "Türkçe", "az": "Azərbaycanca", "en": "English"}.get(code, code)


@register.filter
def approved_by(standing, party) -> bool:
    """Whether this institution's yes to the words of now holds."""
    found = standing.of(party) if party else None
    return bool(found and found.is_approved)


@register.filter
def own_release(party, publicity) -> bool:
    """Whether this institution's release holds now."""
    found = publicity.of(party)
    return bool(found and found.is_given)
