"""Values of plans in words: what a proposal changes, where two reports differ, which months a report is about."""

from datetime import date

from django.utils.translation import gettext as _

from umay.cooperation.accords.plan_words import LABELS, Cost, LineKind, LineState, Says
from umay.cooperation.accords.queries.plans import ADDED, changes_in, language, words
from umay.kit.ui import format as shown

_CHOICES = {"kind": LineKind, "cost": Cost, "state": LineState, "says": Says}
_DAYS = ("begins_on", "ends_on", "first_on", "last_on", "held_on", "held_until")


def value_shown(field: str, value) -> str:
    """One value as a reader reads it; "" where there is none."""
    if value in (None, "", {}):
        return ""
    if field in _CHOICES:
        return str(_CHOICES[field](value).label)
    if field in _DAYS:
        return shown.day(date.fromisoformat(value) if isinstance(value, str) else value, language())
    if isinstance(value, dict):
        return words(value)
    return str(value)


def changes_shown(proposal) -> list[dict]:
    """Each change as {line, field, old, new} in words; a line that is added shows everything it holds."""
    found = []
    for change in changes_in(proposal):
        if change.field == ADDED:
            found += [
                _shown(change.line, name, None, value)
                for name, value in change.new.items()
                if value not in (None, "", {})
            ]
        else:
            found.append(_shown(change.line, change.field, change.old, change.new))
    return found


def _shown(line: int, field: str, old, new) -> dict:
    return {"line": line, "field": LABELS[field], "old": value_shown(field, old), "new": value_shown(field, new)}


def differences_shown(differences) -> list[dict]:
    labels = {
        "says": _("How it stands"),
        "quantity": _("How many"),
        "people": _("People who took part"),
        "held_on": _("First day"),
        "held_until": _("Last day"),
    }
    return [
        {
            "field": labels[one.field],
            "one": value_shown(one.field, one.one),
            "other": value_shown(one.field, one.other),
            "is_silent": one.is_silent,
        }
        for one in differences
    ]


def period_name(period) -> str:
    """1 January 2027 – 31 March 2027."""
    return f"{shown.day(period.begins_on, language())} – {shown.day(period.ends_on, language())}"
