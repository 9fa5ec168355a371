"""Form fields for a setting of the country pack, made from its kind; and the value read back from what was entered.

Tables of legal bases, risk rules and requirements are changed by a release of the pack, not by a form: they are confirmed as they stand.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.ground.offices.packs import ABSENT, Key, RetentionRule, Words, choices
from umay.ground.offices.packs.kinds import Code, Codes, Map, Names, Number, Simple, Table, YesNo
from umay.ground.offices.packs.words import VOCABULARIES
from umay.kit.ui import forms

_LANGUAGES = (("tr", _("Turkish")), ("az", _("Azerbaijani")), ("en", _("English")))


def fields_for(key: Key, value: Any) -> dict[str, Any]:
    """Fields by name, filled with the present value. Empty where the value can only be confirmed as it stands."""
    present = None if value is ABSENT else value
    return _fields(key.kind, "value", _("Value"), present)


def _fields(kind, name: str, label, value) -> dict[str, Any]:
    if isinstance(kind, Number):
        return {
            name: forms.WholeNumberField(
                label=label, required=not kind.may_be_none, initial=value, min_value=kind.least, max_value=kind.most
            )
        }
    if isinstance(kind, YesNo):
        initial = None if value is None else "yes" if value else "no"
        return {name: forms.YesNoField(label=label, initial=initial)}
    if isinstance(kind, Names):
        return {
            f"{name}_{code}": forms.LongTextField(label=words, rows=2, initial=getattr(value, code, ""))
            for code, words in _LANGUAGES
        }
    if isinstance(kind, Codes):
        return {
            name: forms.CheckboxesField(
                label=label,
                choices=choices(kind.vocabulary, _in_order(kind.vocabulary, tuple(value or ()))),
                required=not kind.may_be_empty,
                initial=list(value or ()),
            )
        }
    if isinstance(kind, Code):
        return {
            name: forms.SelectField(
                label=label, choices=_of(kind.vocabulary), required=not kind.may_be_none, initial=value
            )
        }
    if isinstance(kind, Map):
        return _map_fields(kind, name, value or {})
    if isinstance(kind, Table):
        return _retention_fields(name, value or ()) if kind.row is RetentionRule else {}
    return {name: forms.TextField(label=label, required=not kind.may_be_none, initial=value or "", max_length=400)}


def _map_fields(kind: Map, name: str, value) -> dict[str, Any]:
    labels = dict(_of(kind.vocabulary))
    found: dict[str, Any] = {}
    for code in kind.keys:
        if isinstance(kind.of, Number):
            found |= _fields(kind.of, f"{name}_{code}", labels[code], value.get(code))
            if kind.may_miss:
                found[f"{name}_{code}"].required = False
    return found


def _retention_fields(name: str, rules) -> dict[str, Any]:
    present = {rule.code: rule for rule in rules}
    found: dict[str, Any] = {}
    for code, words in _of("retention"):
        rule = present.get(code)
        found[f"{name}_{code}_years"] = forms.WholeNumberField(
            label=words,
            after=_("years to keep"),
            width="4",
            initial=rule.years if rule else None,
            min_value=0,
            max_value=500,
        )
        found[f"{name}_{code}_starts"] = forms.SelectField(
            label=_("counted from"), choices=_of("retention_start"), initial=rule.starts if rule else None
        )
    return found


def _of(vocabulary: str):
    return choices(vocabulary, VOCABULARIES[vocabulary])


def value_from(key: Key, cleaned: dict[str, Any], present: Any) -> Any:
    """The setting's value from the form's answers, in the shape the pack wants; the present one where it has no fields."""
    if not fields_for(key, ABSENT):
        return present
    return _value(key.kind, "value", cleaned, present)


def _in_order(vocabulary: str, present: tuple[str, ...]) -> list[str]:
    """All codes of the vocabulary, those that are set now first and in their order: the order is part of the value."""
    return [*present, *(code for code in VOCABULARIES[vocabulary] if code not in present)]


def _value(kind, name: str, cleaned: dict[str, Any], present: Any) -> Any:
    if isinstance(kind, Names):
        return Words(**{code: cleaned[f"{name}_{code}"] for code, _words in _LANGUAGES})
    if isinstance(kind, Codes):
        chosen = set(cleaned[name])
        return tuple(code for code in _in_order(kind.vocabulary, present or ()) if code in chosen)
    if isinstance(kind, Map):
        entries = {code: cleaned.get(f"{name}_{code}") for code in kind.keys}
        return {code: part for code, part in entries.items() if part is not None or not kind.may_miss}
    if isinstance(kind, Table):
        return tuple(
            RetentionRule(code, cleaned[f"{name}_{code}_years"], cleaned[f"{name}_{code}_starts"])
            for code in _in_order("retention", tuple(rule.code for rule in present or ()))
        )
    value = cleaned[name]
    is_simple = isinstance(kind, Simple) and not isinstance(kind, Number | YesNo)
    return None if is_simple and value == "" else value
