"""Days, moments, numbers and ages in the reader's words. Pure: the language and the present are given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umay.kit.kernel.text import upper

LOCALES = {"tr": "tr", "az": "az", "en": "en_GB"}
NO_BREAK = "\u00a0"


@lru_cache(maxsize=16)
def locale_of(lang: str) -> Locale:
    """Return Babel's locale for a language code such as "tr" or "az-latn"; unknown codes read British English."""
    return Locale.parse(LOCALES.get(lang.split("-")[0], "en_GB"))


def day(value: date, lang: str, *, short: bool = False) -> str:
    """ "22 Kasım 2026"; short: "22 Kas 2026"."""
    return format_date(value, "medium" if short and lang != "az" else "long", locale=locale_of(lang))


def day_and_month(value: date, lang: str) -> str:
    """ "26 Kasım", without the year."""
    return format_date(value, "d MMMM", locale=locale_of(lang))


def clock_time(value: datetime, zone: tzinfo) -> str:
    """ "16:20" on the office's clock."""
    return f"{value.astimezone(zone):%H:%M}"


def moment(value: datetime, lang: str, zone: tzinfo) -> str:
    """ "22 Kasım 2026, 16:20" on the office's clock."""
    local = value.astimezone(zone)
    return f"{day(local.date(), lang)}, {local:%H:%M}"


def near(value: date | datetime, now: datetime, lang: str, zone: tzinfo) -> str:
    """Name a day as people do: "Today 16:20", "Tomorrow", "Tuesday 09:00", "26 November", "3 January 2027"."""
    is_moment = isinstance(value, datetime)
    on = value.astimezone(zone).date() if is_moment else value
    today = now.astimezone(zone).date()
    words = _day_words(on, today, lang)
    return f"{words} {clock_time(value, zone)}" if is_moment and abs((on - today).days) < 7 else words


def _day_words(on: date, today: date, lang: str) -> str:
    days = (on - today).days
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    if days == -1:
        return _("Yesterday")
    if 1 < days < 7:
        name = format_date(on, "EEEE", locale=locale_of(lang))
        return upper(name[0], lang) + name[1:]
    return day_and_month(on, lang) if on.year == today.year else day(on, lang)


def due(value: date | datetime, now: datetime, lang: str, zone: tzinfo) -> str:
    """Say when something is due; what is past says by how much: "3 days late", "2 hours late"."""
    if not is_late(value, now, zone):
        return near(value, now, lang, zone)
    late = now - value if isinstance(value, datetime) else now.astimezone(zone).date() - value
    if late >= timedelta(days=1):
        return ngettext("%(count)s day late", "%(count)s days late", late.days) % {"count": number(late.days, lang)}
    hours = late.seconds // 3600
    if hours:
        return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}
    minutes = max(1, late.seconds // 60)
    return ngettext("%(count)s minute late", "%(count)s minutes late", minutes) % {"count": minutes}


def is_late(value: date | datetime, now: datetime, zone: tzinfo) -> bool:
    """True when the moment has passed, or the day is over on the office's clock."""
    if isinstance(value, datetime):
        return value < now
    return value < now.astimezone(zone).date()


def number(value: int | float | Decimal, lang: str, decimals: int | None = None) -> str:
    """ "12.345,6" in Turkish and Azerbaijani, "12,345.6" in English."""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale_of(lang))


def km(value: float | Decimal, lang: str) -> str:
    """Kilometres: at most one decimal below ten, whole above: "3,4 km", "128 km"."""
    shown = format_decimal(value, format="#,##0.#" if value < 9.95 else "#,##0", locale=locale_of(lang))
    return f"{shown}{NO_BREAK}km"


def money(value: Decimal, currency: str, lang: str) -> str:
    """An amount with its currency: "12.500,00 ₺"."""
    return format_currency(value, currency, locale=locale_of(lang))


def months_between(born_on: date, on: date) -> int:
    """Whole months lived on a day; a child born on the 31st completes a month on the next month's last day."""
    months = (on.year - born_on.year) * 12 + on.month - born_on.month
    last_day = (on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    is_complete = on.day >= born_on.day or (on == last_day and born_on.day > on.day)
    return months if is_complete else months - 1


def age(born_on: date, on: date) -> str:
    """Age in words: years from two on, months below: "7 years", "5 months", "under a month". Not yet born: ""."""
    if born_on > on:
        return ""
    months = months_between(born_on, on)
    if months >= 24:
        return ngettext("%(count)s year old", "%(count)s years old", months // 12) % {"count": months // 12}
    if months >= 1:
        return ngettext("%(count)s month old", "%(count)s months old", months) % {"count": months}
    return _("under a month old")


def listed(words: list[str], lang: str) -> str:
    """Join with the language's own commas and "and"."""
    return format_list([str(word) for word in words], locale=locale_of(lang)) if words else ""


def phone(number: str) -> str:
    """ "+90 532 000 00 00": a stored number in the groups in which one dials it; what is no number as it was written."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", NO_BREAK)


def file_size(count: int, lang: str) -> str:
    """ "820 KB", "3,4 MB" from a count of bytes."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)), lang)}{NO_BREAK}KB"
    return f"{number(count / 1_000_000, lang, 1)}{NO_BREAK}MB"


def machine_time(value: date | datetime) -> str:
    """The datetime attribute of a <time> element."""
    return value.astimezone(UTC).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def long_moment(value: datetime, lang: str, zone: tzinfo) -> str:
    """With the weekday, for letters and print: "Pazar, 22 Kasım 2026 16:20"."""
    return format_datetime(value.astimezone(zone), "EEEE, d MMMM y HH:mm", locale=locale_of(lang))
