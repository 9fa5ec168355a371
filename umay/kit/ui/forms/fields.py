"""Fields for words, numbers and files. Each takes, beside Django's own arguments:

hint: words under the label. width: "2", "4", "10", "20" characters or "" for the whole line.
before, after: a unit beside the box ("km"). autocomplete: the browser's token ("name", "tel", ...).
"""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from umay.kit.ui import format as words


class Drawn:
    """What every field of the design shares; stands before Django's class in the bases."""

    default_width = ""

    def __init__(
        self,
        *args: Any,
        hint: Any = "",
        width: str = "",
        before: Any = "",
        after: Any = "",
        autocomplete: str = "",
        says_optional: bool = True,
        **kwargs: Any,
    ) -> None:
        self.width = width or self.default_width
        self.before, self.after, self.says_optional = before, after, says_optional
        self.own_messages = frozenset(kwargs.get("error_messages") or ())
        if hint:
            kwargs["help_text"] = hint
        super().__init__(*args, **kwargs)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete


class TextField(Drawn, forms.CharField):
    """One line of words."""

    default_error_messages = {
        "required": _("Write an answer"),
        "max_length": ngettext_lazy(
            "Use %(limit_value)d character or fewer (now %(show_value)d)",
            "Use %(limit_value)d characters or fewer (now %(show_value)d)",
            "limit_value",
        ),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength in the browser: it cuts pasted words without saying so."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = self.error_messages["max_length"]


class LongTextField(TextField):
    """Paragraphs. `max_length` also shows how many characters are left."""

    widget = forms.Textarea

    def __init__(self, *args: Any, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = self.max_length
        self.widget.attrs.update({"rows": rows, "cols": 40})


class SearchField(TextField):
    """A box to search in; never says "(optional)"."""

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("says_optional", False)
        super().__init__(*args, **kwargs)


class PasswordField(TextField):
    widget = forms.PasswordInput
    default_width = "20"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("strip", False)
        super().__init__(*args, **kwargs)


class EmailField(Drawn, forms.EmailField):
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {
        "required": _("Write an e-mail address"),
        "invalid": _("Write an e-mail address like name@example.org"),
    }


class PhoneField(Drawn, forms.CharField):
    """A telephone number in any usual writing; the value is E.164 ("+905321234567")."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    default_width = "20"
    default_error_messages = {
        "required": _("Write a telephone number"),
        "invalid": _("Write a telephone number with its area code; from another country, begin with +"),
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return text
        for region in getattr(settings, "UMAY_PHONE_REGIONS", ("TR", "AZ")):
            try:
                parsed = phonenumbers.parse(text, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_possible_number(parsed):
                return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        raise ValidationError(self.error_messages["invalid"], code="invalid")


_LIMITS = {
    "min_value": _("Write a number not below %(limit_value)s"),
    "max_value": _("Write a number not above %(limit_value)s"),
}


class WholeNumberField(Drawn, forms.IntegerField):
    """A whole number typed as text: no arrows that change it when a wheel turns over it."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_width = "4"
    default_error_messages = {
        "required": _("Write a number"),
        "invalid": _("Write a whole number, for example 12"),
        **_LIMITS,
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"[\s\u00a0\u202f]", "", value) if isinstance(value, str) else value)


class DecimalField(Drawn, forms.DecimalField):
    """A number with a comma or a point, as the writer's country does it: "1.250,50", "1,250.50", "12,5"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_width = "10"
    default_error_messages = {
        "required": _("Write a number"),
        "invalid": _("Write a number, for example 12.5 or 12,5"),
        **_LIMITS,
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(plain_decimal(value) if isinstance(value, str) else value)


def plain_decimal(text: str) -> str:
    """Return the number with a point: the last of comma and point is the decimal sign.

    One sign that stands alone before exactly three figures is doubtful ("1.250"); it is left as a decimal sign only
    for the point, and only when the language writes decimals so; else it groups thousands.
    """
    from django.utils.translation import get_language

    text = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        decimal_sign = "," if comma > point else "."
    elif comma < 0 and point < 0:
        return text
    else:
        sign = "," if comma >= 0 else "."
        own = words.locale_of(get_language() or "en").number_symbols["latn"]["decimal"]
        is_grouping = text.count(sign) > 1 or (sign != own and re.fullmatch(rf"-?\d{{1,3}}\{sign}\d{{3}}", text))
        decimal_sign = "" if is_grouping else sign
    grouping = {",": ".", ".": ","}.get(decimal_sign)
    text = text.replace(grouping, "") if grouping else text.replace(",", "").replace(".", "")
    return text.replace(",", ".")


class FileField(Drawn, forms.FileField):
    """One file. endings: allowed name endings (".pdf", ".jpg"); max_bytes: the largest size."""

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a file"),
        "empty": _("The file is empty. Choose another file"),
        "ending": _("This kind of file is not accepted. Accepted: %(endings)s"),
        "size": _("The file is too large (%(size)s). At most %(most)s"),
    }

    def __init__(self, *args: Any, endings: tuple[str, ...] = (), max_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endings, self.max_bytes = endings, max_bytes
        if endings:
            self.widget.attrs["accept"] = ",".join(endings)

    def to_python(self, value: Any) -> Any:
        sent = super().to_python(value)
        if sent is not None:
            self._check(sent)
        return sent

    def _check(self, sent: Any) -> None:
        from django.utils.translation import get_language

        lang = get_language() or "en"
        if self.endings and not sent.name.casefold().endswith(tuple(ending.casefold() for ending in self.endings)):
            raise ValidationError(
                self.error_messages["ending"], code="ending", params={"endings": words.listed(list(self.endings), lang)}
            )
        if self.max_bytes and sent.size > self.max_bytes:
            sizes = {"size": words.file_size(sent.size, lang), "most": words.file_size(self.max_bytes, lang)}
            raise ValidationError(self.error_messages["size"], code="size", params=sizes)


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Several files at once; the value is a list."""

    widget = _FilesInput

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        sent = value if isinstance(value, (list, tuple)) else [value]
        cleaned = [super(FilesField, self).clean(one, initial) for one in sent] or [super().clean(None, initial)]
        return [one for one in cleaned if one]


class KeyField(Drawn, forms.UUIDField):
    """The hidden idempotency key: the same form sent twice carries the same key."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("initial", uuid.uuid4)
        kwargs.setdefault(
            "error_messages",
            {"required": _("Open this page again before sending"), "invalid": _("Open this page again before sending")},
        )
        super().__init__(**kwargs)
