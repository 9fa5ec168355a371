"""Figures in words, small ones protected."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umay.front.figures.rules import FEW, on_time_share
from umay.kit.ui.format import number as in_words

register = template.Library()


def number(value, decimals=None):
    return in_words(value, get_language() or "en", decimals)


@register.filter
def figure(value):
    """A number by the reader's language, "fewer than 5" for a hidden one, a dash for none."""
    if value is None:
        return "–"
    return _("fewer than 5") if value == FEW else number(value)


@register.filter
def hours(value):
    return "–" if value is None else number(value, 1)


@register.filter
def in_time(row):
    """The share of first contacts in time, "80 %"; a dash where it can't be said."""
    share = on_time_share(row.on_time, row.reports)
    return "–" if share is None else _("%(share)s %%") % {"share": number(share)}
