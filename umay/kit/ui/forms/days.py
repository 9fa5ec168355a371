"""Dates in three boxes, times, and both together. People type; the field understands and says clearly what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.kit.kernel.text import fold
from umay.kit.ui import format as words
from umay.kit.ui.forms.fields import Drawn

PARTS = ("day", "month", "year")
_WHOLE = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2}|[^\W\d]+)[.\-/ ](\d{4})\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@cache
def month_names() -> dict[str, int]:
    """Month names and their short forms in all our languages, folded: "kasım", "noy", "november" -> 11."""
    names: dict[str, int] = {}
    for lang in words.LOCALES:
        months = words.locale_of(lang).months
        for width in ("wide", "abbreviated"):
            for usage in ("format", "stand-alone"):
                for place, name in months[usage][width].items():
                    names[fold(name.rstrip("."))] = place
    return names


class DayWidget(forms.Widget):
    """Three boxes named <name>_day, <name>_month, <name>_year."""

    template_name = "ui/forms/widgets/day.html"
    use_fieldset = True
    parts: tuple[str, ...] = PARTS
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year"), "time": _("Time")}
    is_birthday = False

    def value_from_datadict(self, sent: Any, files: Any, name: str) -> tuple[str, ...]:
        return tuple((sent.get(f"{name}_{part}") or "").strip() for part in self.parts)

    def value_omitted_from_data(self, sent: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in sent for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""

    def box_ids(self, auto_id: str, code: str) -> str:
        """Where an error leads: the box its code names, else the first."""
        return f"{auto_id}_{code if code in self.parts else self.parts[0]}"

    def shown(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, datetime):
            value = timezone.localtime(value) if timezone.is_aware(value) else value
        if isinstance(value, date):
            known = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
            known["time"] = f"{value:%H:%M}" if isinstance(value, datetime) else ""
            return tuple(known[part] for part in self.parts)
        return tuple(value) if value else ("",) * len(self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["boxes"] = [
            {
                "part": part,
                "name": f"{name}_{part}",
                "id": f"{id_}_{part}",
                "label": self.labels[part],
                "value": shown,
                "is_wrong": "aria-invalid" in context["widget"]["attrs"],
                "autocomplete": f"bday-{part}" if self.is_birthday and part in PARTS else "",
            }
            for part, shown in zip(self.parts, self.shown(value), strict=True)
        ]
        return context


class MomentWidget(DayWidget):
    """Day boxes and a box <name>_time."""

    parts = (*PARTS, "time")


class DayField(Drawn, forms.Field):
    """A day in three boxes; the month may be a word. The value is a date.

    earliest, latest: a date, a moment, or a function that returns one (today, for example), both included.
    is_birthday: let the browser fill in the person's own birthday.
    """

    widget = DayWidget
    default_error_messages = {
        "required": _("Write the day, the month and the year"),
        "missing_day": _("Write the day too"),
        "missing_month": _("Write the month too"),
        "missing_year": _("Write the year too"),
        "bad_day": _("The day must be a number from 1 to 31"),
        "bad_month": _("The month must be a number from 1 to 12, or its name"),
        "bad_year": _("The year must have four figures"),
        "unreal": _("There is no such day in the calendar. Check the day and the month"),
        "too_early": _("The day must be %(limit)s or later"),
        "too_late": _("The day must be %(limit)s or earlier"),
    }

    def __init__(
        self,
        *args: Any,
        earliest: date | Callable[[], date] | None = None,
        latest: date | Callable[[], date] | None = None,
        is_birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.earliest, self.latest = earliest, latest
        self.widget.is_birthday = is_birthday

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        if not value or not any(value):
            return None
        return self.read_day(value[:3])

    def read_day(self, typed: tuple[str, ...]) -> date:
        """Understand what was typed; raises ValidationError whose code names the box to mend."""
        day, month, year = _spread(typed)
        for part, text in zip(PARTS, (day, month, year), strict=True):
            if not text:
                raise self._wrong(f"missing_{part}", part)
        if not re.fullmatch(r"\d{1,2}", day) or not 1 <= int(day) <= 31:
            raise self._wrong("bad_day", "day")
        number = _month_number(month)
        if number is None:
            raise self._wrong("bad_month", "month")
        if not re.fullmatch(r"\d{4}", year) or int(year) == 0:
            raise self._wrong("bad_year", "year")
        try:
            return date(int(year), number, int(day))
        except ValueError:
            raise self._wrong("unreal", "day") from None

    def _wrong(self, message: str, part: str) -> ValidationError:
        return ValidationError(self.error_messages[message], code=part)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        for bound, message in ((self.earliest, "too_early"), (self.latest, "too_late")):
            limit = _called(bound)
            if limit is None:
                continue
            given, limit = _comparable(value, limit)
            if given < limit if message == "too_early" else given > limit:
                raise ValidationError(self.error_messages[message], code=message, params={"limit": _shown(limit)})

    def has_changed(self, initial: Any, sent: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(sent) != self.to_python(_called(initial))
        except ValidationError:
            return True


def _called(value: Any) -> Any:
    return value() if callable(value) else value


def _comparable(value: date | datetime, limit: date | datetime) -> tuple[Any, Any]:
    """Both as moments where both are moments, else both as days on the office's calendar."""
    if isinstance(value, datetime) and isinstance(limit, datetime):
        return value, limit
    return tuple(timezone.localtime(one).date() if isinstance(one, datetime) else one for one in (value, limit))


def _shown(limit: date | datetime) -> str:
    language = get_language() or "en"
    if isinstance(limit, datetime):
        return words.moment(limit, language, timezone.get_current_timezone())
    return words.day(limit, language)


def _spread(typed: tuple[str, ...]) -> tuple[str, str, str]:
    """A whole date pasted into the first box is spread over the three."""
    day, month, year = typed
    if day and not month and not year:
        if whole := _WHOLE.fullmatch(day):
            return whole[1], whole[2], whole[3]
        if iso := _ISO.fullmatch(day):
            return iso[3], iso[2], iso[1]
    return day, month, year


def _month_number(text: str) -> int | None:
    if re.fullmatch(r"\d{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    return month_names().get(fold(text.rstrip(".")))


def read_time(text: str) -> time | None:
    """ "9", "9.30", "09:30", "0930" -> a time of day; None when it is none."""
    match = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?", text.strip())
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


class ClockTimeField(Drawn, forms.Field):
    """A time of day on the 24-hour clock; the value is a time."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_width = "4"
    default_error_messages = {"required": _("Write a time"), "invalid": _("Write a time like 14:30")}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        read = read_time(str(value))
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class MomentField(DayField):
    """A day and a time on the office's clock; the value is an aware datetime."""

    widget = MomentWidget
    default_error_messages = {
        "missing_time": _("Write the time too"),
        "bad_time": _("Write the time like 14:30"),
    }

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value
        if not value or not any(value):
            return None
        on = self.read_day(value[:3])
        if not value[3]:
            raise self._wrong("missing_time", "time")
        at = read_time(value[3])
        if at is None:
            raise self._wrong("bad_time", "time")
        return timezone.make_aware(datetime.combine(on, at))
