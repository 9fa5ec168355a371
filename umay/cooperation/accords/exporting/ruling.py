"""Asks the official ruleset (rules.json) of a file. Written from the description of the rules alone (IATI-Rulesets, SPEC).

Rules about codes given by registration agencies (`ORG-ID-PREFIX`) need a list that changes daily; they are warnings, and are not asked here.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def broken(rules: dict, tree, today: date) -> Iterator[tuple[str, str, str, int]]:
    """(number, severity, message, line of the file) of each rule that does not hold. Raises KeyError for a kind of rule that is not known here."""
    for where, kinds in rules.items():
        for element in tree.xpath(where):
            for kind, body in kinds.items():
                for case in body["cases"]:
                    yield from _case(kind, case, element, today)


def _case(kind: str, case: dict, element, today: date) -> Iterator[tuple[str, str, str, int]]:
    if kind == "loop":
        for value in sorted(set(element.xpath(case["foreach"]))):
            for inner, body in case["do"].items():
                for one in body["cases"]:
                    yield from _case(inner, _put(one, value, case["subs"]), element, today)
        return
    if "condition" in case and not element.xpath(case["condition"]):
        return
    if "ORG-ID-PREFIX" in case.get("prefix", ()):
        return
    if not _KINDS[kind](case, element, today):
        info = case["ruleInfo"]
        yield info["id"], info["severity"], info["message"], element.sourceline or 0


def _put(case: dict, value: str, names: list[str]) -> dict:
    """The case with the value in the place of $1. The published list of places leaves some out; they are filled all the same."""
    filled = {}
    for name, words in case.items():
        if name in names or name in ("paths", "condition", "if", "then"):
            words = (
                [one.replace("$1", value) for one in words] if isinstance(words, list) else words.replace("$1", value)
            )
        filled[name] = words
    return filled


def _texts(paths: list[str], element) -> list[str]:
    found = [one for path in paths for one in element.xpath(path)]
    return [one if isinstance(one, str) else (one.text or "") for one in found]


def _day_at(path: str, element, today: date) -> date | None:
    """The day that stands there; None where there is none, or none that a calendar knows (the schema says that)."""
    if path in ("NOW", "TODAY"):
        return today
    text = next(iter(_texts([path], element)), "")
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _in_order(case, element, today) -> bool:
    less, more = _day_at(case["less"], element, today), _day_at(case["more"], element, today)
    return less is None or more is None or less <= more


def _between(case, element, today) -> bool:
    days = [_day_at(case[name], element, today) for name in ("start", "date", "end")]
    return None in days or days == sorted(days)


def _one_year(case, element, today) -> bool:
    start, end = _day_at(case["start"], element, today), _day_at(case["end"], element, today)
    return start is None or end is None or (end - start).days <= 366


def _one_or_all(case, element, today) -> bool:
    if element.xpath(case["one"]):
        return True
    asked = {
        "lang": "descendant::narrative[not(@xml:lang)]",
        "sector": "transaction[not(sector)]",
        "currency": "descendant::*[self::value or self::forecast or self::loan-status][not(@currency)]",
    }
    return not element.xpath(asked[case["all"]])


def _starts(case, element, today) -> bool:
    starts = [start + case.get("separator", "") for start in _texts(case["prefix"], element)]
    return all(text.startswith(tuple(starts)) for text in _texts(case["paths"], element)) if starts else True


def _adds_up(case, element, today) -> bool:
    numbers = [_number(text) for text in _texts(case["paths"], element)]
    return None not in numbers and sum(numbers) == Decimal(case["sum"])


def _in_range(case, element, today) -> bool:
    numbers = [_number(text) for text in _texts(case["paths"], element)]
    return all(one is not None and Decimal(str(case["min"])) <= one <= Decimal(str(case["max"])) for one in numbers)


def _matches(case, element, today) -> bool:
    return all(re.search(case["regex"], one) for one in _texts(case["paths"], element))


def _unique(case, element, today) -> bool:
    found = _texts(case["paths"], element)
    return len(found) == len(set(found))


_KINDS = {
    "atleast_one": lambda case, element, today: bool(_texts(case["paths"], element)),
    "no_more_than_one": lambda case, element, today: len(_texts(case["paths"], element)) <= 1,
    "unique": _unique,
    "one_or_all": _one_or_all,
    "startswith": _starts,
    "regex_matches": _matches,
    "no_spaces": lambda case, element, today: all(one == one.strip() for one in _texts(case["paths"], element)),
    "if_then": lambda case, element, today: bool(not element.xpath(case["if"]) or element.xpath(case["then"])),
    "date_order": _in_order,
    "date_now": lambda case, element, today: (_day_at(case["date"], element, today) or today) <= today,
    "between_dates": _between,
    "time_limit": _one_year,
    "strict_sum": _adds_up,
    "range": _in_range,
}
