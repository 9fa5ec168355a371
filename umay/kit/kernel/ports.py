"""Small holes in the kernel that a higher floor fills at start. A start with an empty port fails."""

from collections.abc import Callable
from typing import Any

_ports: dict[str, "Port"] = {}


class Port:
    """A function the kernel calls and somebody above provides, exactly once."""

    def __init__(self, name: str):
        self.name = name
        self._fill: Callable[..., Any] | None = None
        _ports[name] = self

    def fill(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if self._fill is not None and self._fill is not function:
            raise RuntimeError(f"port {self.name} is filled twice")
        self._fill = function
        return function

    def __call__(self, *args, **kwargs):
        if self._fill is None:
            raise RuntimeError(f"port {self.name} is empty")
        return self._fill(*args, **kwargs)

    @property
    def is_filled(self) -> bool:
        return self._fill is not None


record = Port("record")
"""record(code, *, kind, thing, file, fields, why, identity=None): one line in the journal, in the present transaction."""

identity_of = Port("identity_of")
"""identity_of(request) -> Identity | None: who is asking, from the signed-in session."""

data_key = Port("data_key")
"""data_key(key_id, *, make: bool) -> bytes: the unwrapped key under which a person's or a file's fields are encrypted."""


def empty() -> list[str]:
    return sorted(name for name, port in _ports.items() if not port.is_filled)
