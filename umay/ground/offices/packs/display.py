"""A setting's value in plain words, for the page of country rules and for the reference."""

from typing import Any

from .keys import Key
from .kinds import Code, Codes, Map, Names, Number, Table, YesNo
from .rows import LegalBasis, Requirement, RetentionRule, RiskRule
from .values import ABSENT
from .words import label


def lines(key: Key, value: Any, language: str) -> list[str]:
    """One or more lines in the active language; official names in `language`. A value that is ABSENT says so."""
    if value is ABSENT:
        return [str(label("yes_no", "unset"))]
    unit = f" {label('unit', key.unit)}" if key.unit and value is not None else ""
    return _lines(key.kind, value, language, unit)


def _lines(kind: Any, value: Any, language: str, unit: str = "") -> list[str]:
    if value is None or value == ():
        return [str(label("yes_no", "no_limit" if isinstance(kind, Number) else "empty"))]
    if isinstance(kind, YesNo):
        return [str(label("yes_no", "yes" if value else "no"))]
    if isinstance(kind, Names):
        return [value.in_language(language)]
    if isinstance(kind, Code):
        return [str(label(kind.vocabulary, value))]
    if isinstance(kind, Codes):
        return [str(label(kind.vocabulary, code)) for code in value]
    if isinstance(kind, Map):
        return [
            f"{label(kind.vocabulary, code)}: {', '.join(_lines(kind.of, part, language, unit))}"
            for code, part in value.items()
        ]
    if isinstance(kind, Table):
        return [_ROWS[kind.row](row) for row in value]
    return [f"{value}{unit}"]


def _legal_basis(row: LegalBasis) -> str:
    parts = [str(label("legal_basis", row.code)), row.law, str(label("authority", row.authority))]
    if row.max_days:
        parts.append(str(label("yes_no", "at_most")) % {"days": row.max_days})
    return " · ".join(parts)


def _risk_rule(row: RiskRule) -> str:
    parts = [str(label("risk_level", row.level)), str(label("risk_rule", row.code))]
    if row.under_years is not None:
        parts.append(str(label("yes_no", "under")) % {"years": row.under_years})
    return " · ".join(parts)


def _requirement(row: Requirement) -> str:
    parts = [
        str(label("requirement", row.code)),
        str(label("requirement_who", row.who)),
        str(label("requirement_when", row.needed)),
    ]
    if row.renew_months:
        parts.append(str(label("yes_no", "renewed")) % {"months": row.renew_months})
    if row.may_be_local:
        parts.append(str(label("yes_no", "local")))
    return " · ".join(parts)


def _retention(row: RetentionRule) -> str:
    years = str(label("yes_no", "kept")) % {"years": row.years}
    return f"{label('retention', row.code)}: {years} {label('retention_start', row.starts)}"


_ROWS = {
    LegalBasis: _legal_basis,
    Requirement: _requirement,
    RetentionRule: _retention,
    RiskRule: _risk_rule,
}
