"""Putting a country's values together and holding them against the contract."""

import itertools
from collections.abc import Mapping
from types import MappingProxyType

from .keys import KEYS
from .values import ABSENT, Value

Dated = Value | tuple[Value, ...]


def assemble(*parts: Mapping[str, Dated]) -> Mapping[str, tuple[Value, ...]]:
    """One country's values in the order of the contract; a later part replaces an earlier one's key.

    Raises ValueError when a key is missing or strange, a value has the wrong kind, or a day has none or two values.
    """
    found: dict[str, tuple[Value, ...]] = {}
    for part in parts:
        found.update({key: dated if isinstance(dated, tuple) else (dated,) for key, dated in part.items()})
    if odd := sorted(set(found) ^ set(KEYS)):
        raise ValueError(f"Keys that differ from the contract: {', '.join(odd)}.")
    for key, dated in found.items():
        _check_days(key, dated)
        _check_kinds(key, dated)
    return MappingProxyType({key: found[key] for key in KEYS})


def _check_days(key: str, dated: tuple[Value, ...]) -> None:
    if not dated or dated[0].valid_from is not None or dated[-1].valid_to is not None:
        raise ValueError(f"{key} does not hold on every day.")
    for earlier, later in itertools.pairwise(dated):
        if not earlier.valid_to or not later.valid_from or (later.valid_from - earlier.valid_to).days != 1:
            raise ValueError(f"{key} has a gap or an overlap.")


def _check_kinds(key: str, dated: tuple[Value, ...]) -> None:
    for value in dated:
        for held in (value.value, value.demo):
            if held is not ABSENT:
                try:
                    KEYS[key].kind.check(held)
                except ValueError as fault:
                    raise ValueError(f"{key}: {fault}") from fault
