"""Words for pages of texts and terms."""

from django import template

from umay.cooperation.accords.text_faults import words_of

register = template.Library()


@register.filter
def fault_words(fault) -> str:
    """Why this language can't be authentic."""
    return words_of(fault)


@register.filter
def words_of_terms(terms) -> str:
    """The words of a concept, one after another."""
    return " ~ ".join(term.word for term in terms)
