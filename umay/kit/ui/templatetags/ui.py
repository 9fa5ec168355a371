"""Tags and filters of the look: icons, dates in the reader's words, pieces the components are made of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from umay.kit.kernel import clock, text
from umay.kit.ui import format as words
from umay.kit.ui import icons
from umay.kit.ui.forms import base
from umay.kit.ui.forms.base import ErrorEntry, Group
from umay.kit.ui.tables import Dressed, dress

register = template.Library()


def _lang() -> str:
    return get_language() or settings.LANGUAGE_CODE


def _is_none(value: Any) -> bool:
    return value is None or value == ""


def _shown_time(value: date | datetime, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', words.machine_time(value), shown)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon. Without a label it is decoration; with one it is read aloud."""
    shapes = mark_safe(icons.shapes(name))
    css = "icon icon-l" if size == "l" else "icon"
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', css, label, shapes
        )
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', css, shapes)


@register.filter
def day(value: date | None, style: str = "long") -> str:
    """ "22 November 2026"; with "short" the month is cut."""
    if _is_none(value):
        return ""
    on = value.astimezone(timezone.get_current_timezone()).date() if isinstance(value, datetime) else value
    return _shown_time(on, words.day(on, _lang(), short=style == "short"))


@register.filter
def moment(value: datetime | None) -> str:
    """ "22 November 2026, 16:20" on the clock of the reader's office (Django's current time zone)."""
    return "" if _is_none(value) else _shown_time(value, words.moment(value, _lang(), timezone.get_current_timezone()))


@register.filter
def clock_time(value: datetime | None) -> str:
    return "" if _is_none(value) else _shown_time(value, words.clock_time(value, timezone.get_current_timezone()))


@register.filter
def near(value: date | datetime | None, at: datetime | None = None) -> str:
    """ "Today 16:20", "Tomorrow", "Tuesday 09:00", "26 November"."""
    if _is_none(value):
        return ""
    return _shown_time(value, words.near(value, at or clock.now(), _lang(), timezone.get_current_timezone()))


@register.filter
def due(value: date | datetime | None, at: datetime | None = None) -> str:
    """Like `near`, but what is past says by how much: "3 days late", in the colour of a warning."""
    if _is_none(value):
        return ""
    now, zone = at or clock.now(), timezone.get_current_timezone()
    shown = _shown_time(value, words.due(value, now, _lang(), zone))
    return format_html('<span class="warn-words">{}</span>', shown) if words.is_late(value, now, zone) else shown


register.filter("ago_or_due", due)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    return "" if _is_none(value) else words.number(value, _lang(), decimals)


@register.filter
def km(value: Any) -> str:
    return "" if _is_none(value) else words.km(value, _lang())


@register.filter
def money(value: Any, currency: str) -> str:
    return "" if _is_none(value) else words.money(value, currency, _lang())


@register.filter
def age(born_on: date | None, on: date | None = None) -> str:
    """ "7 years old", "5 months old" on a day; today on the office's clock when no day is given."""
    if _is_none(born_on):
        return ""
    return words.age(born_on, on or clock.now().astimezone(timezone.get_current_timezone()).date())


@register.filter
def listed(values: Any) -> str:
    return words.listed(list(values), _lang())


@register.filter
def file_size(count: int | None) -> str:
    return "" if _is_none(count) else words.file_size(count, _lang())


@register.filter
def phone(value: str | None) -> str:
    """ "+90 532 000 00 00": how a telephone number is read and dialled."""
    return words.phone(str(value)) if value else ""


@register.filter
def initials(name: str | None) -> str:
    """ "A. N. Ç.": how a child stands in lists."""
    return text.initials(str(name)) if name else ""


@register.filter
def mark_letters(name: str | None) -> str:
    """At most two first letters, for the round mark of a person card."""
    return text.initials(str(name)).replace(".", "").replace(" ", "")[:2] if name else ""


@register.simple_tag
def languages() -> list[dict[str, Any]]:
    """The installation's languages by their own names, with which one is being read."""
    own = {"tr": "Türkçe", "az": "Azərbaycanca", "en": "English"}
    now = _lang().split("-")[0]
    return [
        {"code": code, "name": own.get(code) or get_language_info(code)["name_local"], "is_current": code == now}
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def dressed(head: str, rows: str, foot: str = "") -> Dressed:
    return dress(str(head or ""), str(rows or ""), str(foot or ""))


@register.simple_tag
def page_range(page: Page) -> list[int | None]:
    """Page numbers around the current one; None stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [None if item == page.paginator.ELLIPSIS else item for item in numbers]


@register.simple_tag
def next_sort(field: str, current: str) -> str:
    """The sort value a click on this heading asks for: up first, then down."""
    return f"-{field}" if current == field else field


@register.simple_tag
def step_marks(now: Any, total: Any) -> list[str]:
    return ["is-done" if step < int(now) else "is-now" if step == int(now) else "" for step in range(1, int(total) + 1)]


@register.filter
def plain_number(value: Any) -> str:
    """A number as machines read it, whatever the language."""
    return str(value)


@register.filter
def error_entries(form: BaseForm) -> list[ErrorEntry]:
    """The lines of a form's error summary, for any Django form."""
    return base.error_entries(form)


@register.filter
def field_groups(form: BaseForm) -> list[Group]:
    return base.field_groups(form)


@register.simple_tag(takes_context=True)
def same_address(context: template.Context, **changes: Any) -> str:
    """The query string of this page with some values changed; None takes one away. Works inside components."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def escaped(attrs: Any) -> SafeString:
    """Draw a component's further attributes, each value escaped; None and False leave the attribute out.

    Cotton's own drawing trusts a value that begins and ends with a quotation mark, so that typed text could add attributes.
    """
    shown = [(name, value) for name, value in attrs.attrs_dict().items() if value is not None and value is not False]
    return format_html_join(
        " ", "{}{}", ((name, "" if value is True else format_html('="{}"', value)) for name, value in shown)
    )
