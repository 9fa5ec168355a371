"""The journal's codes in words, for its tables."""

from django import template

from umay.ground.journal.words import code_words, kind_words, role_words, why_words

register = template.Library()
register.filter("code_words", code_words)
register.filter("kind_words", kind_words)
register.filter("role_words", role_words)
register.filter("why_words", why_words)
