"""What a setting may hold: the check of a value, and its way to and from plain JSON (confirmations are kept so)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any, Protocol

from .values import Words
from .words import VOCABULARIES


class Kind(Protocol):
    """check raises ValueError with a sentence; plain(value) is JSON-ready; parse(plain(value)) == value."""

    name: str

    def check(self, value: Any) -> None: ...
    def plain(self, value: Any) -> Any: ...
    def parse(self, raw: Any) -> Any: ...


@dataclass(frozen=True)
class Simple:
    """A text; None where `may_be_none`: there is no such thing. JSON holds it as it is."""

    name: str = "text"
    may_be_none: bool = False

    def check(self, value: Any) -> None:
        if value is None and self.may_be_none:
            return
        if not isinstance(value, str) or not value:
            raise ValueError("A text that is not empty is needed.")

    def plain(self, value: Any) -> Any:
        return value

    def parse(self, raw: Any) -> Any:
        self.check(raw)
        return raw


@dataclass(frozen=True)
class Number(Simple):
    """A whole number from `least` to `most`; None where `may_be_none`: no such limit."""

    name: str = "whole number"
    least: int = 0
    most: int = 100_000
    may_be_none: bool = False

    def check(self, value: Any) -> None:
        if value is None and self.may_be_none:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(f"A whole number from {self.least} to {self.most} is needed.")


@dataclass(frozen=True)
class YesNo(Simple):
    """True or False."""

    name: str = "yes or no"

    def check(self, value: Any) -> None:
        if not isinstance(value, bool):
            raise ValueError("Yes or no is needed.")


@dataclass(frozen=True)
class Code(Simple):
    """One code of a vocabulary; None where `may_be_none`."""

    vocabulary: str = ""
    may_be_none: bool = False
    name: str = "code"

    def check(self, value: Any) -> None:
        if not (value is None and self.may_be_none) and value not in VOCABULARIES[self.vocabulary]:
            raise ValueError(f"Not in the vocabulary {self.vocabulary}: {value!r}.")


@dataclass(frozen=True)
class Codes(Simple):
    """Different codes of a vocabulary, in the order in which they are shown."""

    vocabulary: str = ""
    may_be_empty: bool = False
    name: str = "codes"

    def check(self, value: Any) -> None:
        if not isinstance(value, tuple) or len(set(value)) != len(value):
            raise ValueError("Different codes are needed.")
        if not value and not self.may_be_empty:
            raise ValueError("At least one code is needed.")
        if wrong := [code for code in value if code not in VOCABULARIES[self.vocabulary]]:
            raise ValueError(f"Not in the vocabulary {self.vocabulary}: {wrong}.")

    def plain(self, value: Any) -> Any:
        return list(value)

    def parse(self, raw: Any) -> Any:
        if not isinstance(raw, list):
            raise ValueError("A list of codes is needed.")
        return _checked(self, tuple(raw))


@dataclass(frozen=True)
class Names(Simple):
    """A name or text in Turkish, Azerbaijani and English."""

    name: str = "name in three languages"

    def check(self, value: Any) -> None:
        if not isinstance(value, Words) or not (value.tr and value.az and value.en):
            raise ValueError("The name is needed in Turkish, Azerbaijani and English.")

    def plain(self, value: Any) -> Any:
        return asdict(value)

    def parse(self, raw: Any) -> Any:
        if not isinstance(raw, dict) or set(raw) != {"tr", "az", "en"}:
            raise ValueError("The name is needed in Turkish, Azerbaijani and English.")
        return _checked(self, Words(**raw))


@dataclass(frozen=True)
class Map(Simple):
    """A mapping from exactly these keys (codes of `vocabulary`) to values of another kind."""

    keys: tuple[str, ...] = ()
    vocabulary: str = ""
    of: Any = None
    may_miss: bool = False
    name: str = "table by code"

    def check(self, value: Any) -> None:
        if not isinstance(value, Mapping) or not set(value) <= set(self.keys):
            raise ValueError(f"The entries are {', '.join(self.keys)}.")
        if not self.may_miss and set(value) != set(self.keys):
            raise ValueError(f"All of {', '.join(self.keys)} are needed.")
        for part in value.values():
            self.of.check(part)

    def plain(self, value: Any) -> Any:
        return {key: self.of.plain(part) for key, part in value.items()}

    def parse(self, raw: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueError("A table is needed.")
        return _checked(self, MappingProxyType({key: self.of.parse(part) for key, part in raw.items()}))


@dataclass(frozen=True)
class Table(Simple):
    """Rows of one dataclass of `rows`, with different codes. vocabularies: by column, the words its codes are from."""

    row: type = object
    vocabularies: tuple[tuple[str, str], ...] = ()
    name: str = "table"

    def check(self, value: Any) -> None:
        if not isinstance(value, tuple) or not value or not all(isinstance(entry, self.row) for entry in value):
            raise ValueError(f"Rows of {self.row.__name__} are needed.")
        if len({entry.code for entry in value}) != len(value):
            raise ValueError("Each code may stand in one row.")
        for column, vocabulary in self.vocabularies:
            for entry in value:
                cell = getattr(entry, column)
                cells = cell if isinstance(cell, tuple) else (cell,)
                if wrong := [code for code in cells if code not in VOCABULARIES[vocabulary]]:
                    raise ValueError(f"Not in the vocabulary {vocabulary}: {wrong}.")

    def plain(self, value: Any) -> Any:
        return [{key: _list(cell) for key, cell in asdict(entry).items()} for entry in value]

    def parse(self, raw: Any) -> Any:
        columns = {field.name for field in fields(self.row)}
        if not isinstance(raw, list) or not all(isinstance(entry, dict) and set(entry) == columns for entry in raw):
            raise ValueError(f"Rows with exactly the columns {', '.join(sorted(columns))} are needed.")
        return _checked(self, tuple(self.row(**{key: _tuple(cell) for key, cell in entry.items()}) for entry in raw))


def _checked(kind: Kind, value: Any) -> Any:
    kind.check(value)
    return value


def _list(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _tuple(cell: Any) -> Any:
    return tuple(cell) if isinstance(cell, list) else cell
