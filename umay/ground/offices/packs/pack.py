"""`Pack(country).at(day)`: a country's settings on a day, and the refusal to use what nobody confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from umay.kit.kernel.errors import Refusal

from . import calendar
from .az import VALUES as AZ_VALUES
from .keys import KEYS, Key
from .tr import VALUES as TR_VALUES
from .values import ABSENT, Confirmation, Value
from .words import label, refusal
from .words.notes import note

PACKS: Mapping[str, Mapping[str, tuple[Value, ...]]] = MappingProxyType({"TR": TR_VALUES, "AZ": AZ_VALUES})
COUNTRIES = tuple(PACKS)
Confirmed = Confirmation | Sequence[Confirmation]


class UnknownCountry(ValueError):
    """There is no pack for this country."""


class UnknownKey(KeyError):
    """No pack has a setting of this name: a mistake in the program, not something a person can mend."""


class Unconfirmed(Refusal):
    """A setting was read in production that no named person has confirmed."""

    def __init__(self, key: str):
        super().__init__(refusal("unconfirmed", key), code="setting_unconfirmed")
        self.key = key


class Unset(Unconfirmed):
    """A setting was read that the pack does not know and the installation has not set."""

    def __init__(self, key: str):
        Refusal.__init__(self, refusal("unset", key), code="setting_unset")
        self.key = key


@dataclass(frozen=True)
class Entry:
    """One line of the list of settings.

    value: what `get` would give, ABSENT where it would refuse. from_pack: the pack's own dated value. is_demo_only: the
    value stands in for an unknown one in a demonstration. differs_from_pack: a person confirmed something else.
    """

    key: Key
    value: Any
    from_pack: Value
    is_verified: bool
    is_demo_only: bool
    confirmation: Confirmation | None

    @property
    def label(self):
        return self.key.label

    @property
    def unit(self):
        return label("unit", self.key.unit) if self.key.unit else ""

    @property
    def status(self) -> str:
        return self.from_pack.status

    @property
    def status_label(self):
        return label("status", self.from_pack.status)

    @property
    def note(self) -> str:
        """The pack's sentence about the value, in the reader's language."""
        return str(note(self.from_pack.source))

    @property
    def source(self) -> str:
        """Where the value comes from: the pack's sentence in the reader's language, then the sources it names as they are written."""
        return " ".join([str(note(self.from_pack.source)), *self.from_pack.named_sources])

    @property
    def differs_from_pack(self) -> bool:
        return self.confirmation is not None and self.confirmation.value != self.from_pack.value


@dataclass(frozen=True)
class Settings:
    """The settings of one country on one day. Made by `Pack.at`."""

    country: str
    day: date
    demo: bool
    _values: Mapping[str, Value] = field(repr=False)
    _confirmed: Mapping[str, Confirmation] = field(repr=False)

    def get(self, key: str) -> Any:
        """The value of the setting. Raises Unconfirmed or Unset (a Refusal), UnknownKey for a name no pack has."""
        value = self._look(key)
        if value is not ABSENT:
            return value
        raise Unset(key) if self.value(key).status == "unknown" else Unconfirmed(key)

    def has(self, key: str) -> bool:
        """Whether `get` would give a value."""
        return self._look(key) is not ABSENT

    def value(self, key: str) -> Value:
        """The pack's own value of that day with its source, confirmed or not."""
        if key not in KEYS:
            raise UnknownKey(key)
        return self._values[key]

    def is_verified(self, key: str) -> bool:
        """Whether the value was read in a source or confirmed by a named person; else a page shows it as unverified."""
        return self.value(key).status == "sourced" or key in self._confirmed

    def listing(self) -> tuple[Entry, ...]:
        """Every setting in the order of the contract, for the page of country rules and the reference."""
        return tuple(self._entry(key) for key in KEYS.values())

    def unconfirmed(self) -> tuple[str, ...]:
        """Keys that production refuses to use until a person confirms or sets them."""
        return tuple(key for key in KEYS if not self.is_verified(key))

    @property
    def zone(self) -> str:
        """The IANA zone in which this country's offices count their days."""
        return self.get("country.zone")

    def deadline(self, start_at: datetime, amount: int, unit: str) -> datetime:
        """`calendar.deadline` in this country's zone and working days."""
        return calendar.deadline(start_at, amount, unit, self.zone, self.country)

    def due(self, start_at: datetime, key: str, level: str = "") -> datetime:
        """The instant at which the time named by `key` (in the unit of that key) is over; `level` for times by risk."""
        amount = self.get(key)[level] if level else self.get(key)
        return self.deadline(start_at, amount, KEYS[key].unit)

    def _look(self, key: str) -> Any:
        value = self.value(key)
        if key in self._confirmed:
            return self._confirmed[key].value
        if value.status == "sourced":
            return value.value
        if not self.demo:
            return ABSENT
        return value.demo if value.status == "unknown" else value.value

    def _entry(self, key: Key) -> Entry:
        return Entry(
            key=key,
            value=self._look(key.name),
            from_pack=self._values[key.name],
            is_verified=self.is_verified(key.name),
            is_demo_only=self.demo and key.name not in self._confirmed and self._values[key.name].status == "unknown",
            confirmation=self._confirmed.get(key.name),
        )


class Pack:
    """The dated settings of one country ("TR" or "AZ")."""

    def __init__(self, country: str):
        if country not in PACKS:
            raise UnknownCountry(country)
        self.country = country
        self._values = PACKS[country]

    def at(self, day: date, confirmed: Mapping[str, Confirmed] | None = None, demo: bool = False) -> Settings:
        """The settings as they hold on `day`.

        confirmed: by key, what named persons confirmed or set, one or several; of those that hold on `day` the one that
        began last wins, then the one said last. demo: use unverified values too (never in production). Raises
        UnknownKey, and ValueError for a value that does not fit.
        """
        holding = {}
        for key, said in (confirmed or {}).items():
            if key not in KEYS:
                raise UnknownKey(key)
            several = (said,) if isinstance(said, Confirmation) else tuple(said)
            for confirmation in several:
                KEYS[key].kind.check(confirmation.value)
            if on_day := [confirmation for confirmation in several if confirmation.holds_on(day)]:
                holding[key] = max(on_day, key=lambda one: (one.valid_from or date.min, one.at))
        return Settings(self.country, day, demo, self._on(day), MappingProxyType(holding))

    def history(self, key: str) -> tuple[Value, ...]:
        """All dated values of a setting, oldest first. Raises UnknownKey."""
        if key not in KEYS:
            raise UnknownKey(key)
        return self._values[key]

    def _on(self, day: date) -> Mapping[str, Value]:
        return MappingProxyType({key: next(_holding(values, day)) for key, values in self._values.items()})


def production_gaps(settings: Settings) -> list[str]:
    """Keys that must be set before a real person is stored: registration or exemption, privacy notice, retention."""
    return [key.name for key in KEYS.values() if key.must_be_set and not settings.is_verified(key.name)]


def _holding(values: tuple[Value, ...], day: date) -> Iterator[Value]:
    return (value for value in values if value.holds_on(day))
