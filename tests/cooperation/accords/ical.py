"""A reader of iCalendar of its own, written from RFC 5545 alone: it shares nothing with the library that writes the feeds, and forgives nothing."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

_LINE = re.compile(r'^(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(?P<value>.*)$', re.DOTALL)  # fmt: skip
_PARAM = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]*)')
_ESCAPE = re.compile(r"\\(.)")
MOST_OCTETS = 75


@dataclass
class Part:
    """A component with its properties [(name, parameters, value as written)] and components inside."""

    name: str
    lines: list[tuple[str, dict, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[tuple[dict, str]]:
        return [(params, value) for known, params, value in self.lines if known == name]

    def one(self, name: str) -> tuple[dict, str]:
        found = self.all(name)
        assert len(found) == 1, f"{self.name} has {len(found)} of {name}"
        return found[0]

    def text(self, name: str) -> str:
        return _ESCAPE.sub(lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), self.one(name)[1])

    def moment(self, name: str) -> date | datetime:
        params, value = self.one(name)
        if params.get("VALUE") == "DATE":
            return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
        assert value.endswith("Z"), f"{name} is neither a day nor in UTC: {value}"
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def content_lines(raw: bytes) -> list[str]:
    """Unfolded lines; asserts on ends of lines and their length in octets (RFC 5545, 3.1)."""
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    physical = raw[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= MOST_OCTETS, line
    whole: list[bytes] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return [line.decode("utf-8") for line in whole]


def parse(raw: bytes) -> Part:
    """The VCALENDAR of a feed. Raises AssertionError on anything the standard does not allow."""
    root, stack = None, []
    for line in content_lines(raw):
        match = _LINE.match(line)
        assert match, f"no property: {line!r}"
        name, value = match["name"], match["value"]
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
        if name == "BEGIN":
            part = Part(value)
            (stack[-1].parts if stack else []).append(part)
            stack.append(part)
        elif name == "END":
            done = stack.pop()
            assert done.name == value
            root = root or (done if not stack else None)
        else:
            params = {key: given.strip('"') for key, given in _PARAM.findall(match["params"])}
            stack[-1].lines.append((name, params, value))
    assert root is not None and not stack and root.name == "VCALENDAR"
    _check(root)
    return root


def _check(calendar: Part) -> None:
    """What RFC 5545 (3.4, 3.6) and RFC 7986 ask of each component."""
    assert calendar.one("VERSION")[1] == "2.0" and calendar.one("PRODID")[1]
    seen = set()
    for part in calendar.parts:
        assert part.name in ("VEVENT", "VTODO")
        uid = part.one("UID")[1]
        assert uid not in seen, "one UID twice"
        seen.add(uid)
        assert isinstance(part.moment("DTSTAMP"), datetime)
        assert part.text("SUMMARY")
        end = "DTEND" if part.name == "VEVENT" else "DUE"
        if part.name == "VEVENT":
            assert type(part.moment("DTSTART")) is type(part.moment(end)), "start and end are of one kind"
            assert part.moment("DTSTART") < part.moment(end)
            assert part.one("STATUS")[1] in ("CONFIRMED", "TENTATIVE", "CANCELLED")
        else:
            assert part.one("STATUS")[1] in ("NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED")
            assert isinstance(part.moment(end), date)
