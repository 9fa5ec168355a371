"""The reference page of a country, made from its pack.

`python -m umay.ground.offices.packs.reference docs/reference/packs` writes all of them.
"""

import sys
from pathlib import Path

from .display import lines
from .keys import KEYS, Key
from .pack import COUNTRIES, Pack
from .sources import SOURCES
from .values import ABSENT, Value
from .words import label

_TITLES = {"TR": "Türkiye", "AZ": "Azerbaijan"}
_OPENING = """# Country pack: {title}

Made from the pack by `python -m umay.ground.offices.packs.reference docs/reference/packs`; do not edit. {counts}

A value *read in a source* is used everywhere. Every other value is used in demonstrations only, shown as *unverified*,
until a named person of the installation confirms it; a value *not known* must be set. What a demonstration uses
instead is given in brackets.
Marks such as S20 name the pages at the end.
"""


def page(country: str) -> str:
    """The whole page as Markdown, in the active language (the reference is made in English)."""
    pack = Pack(country)
    parts = [_OPENING.format(title=_TITLES[country], counts=_counts(pack))]
    group = ""
    for key in KEYS.values():
        if key.group != group:
            group = key.group
            parts.append(
                f"\n## {label('group', group)}\n\n| setting | value | how sure | source |\n|---|---|---|---|\n"
            )
        parts += [_row(key, value, country) for value in pack.history(key.name)]
    parts.append("\n## Sources\n\n")
    parts += [f"- **{ref}** {text}\n" for ref, text in _sources(pack)]
    return "".join(parts)


def write(folder: Path) -> None:
    """Write one page per country into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for country in COUNTRIES:
        (folder / f"{country.lower()}.md").write_text(page(country), encoding="utf-8")


def _row(key: Key, value: Value, country: str) -> str:
    shown = "<br>".join(lines(key, value.value, country.lower()))
    if value.demo is not ABSENT:
        shown = f"({'<br>'.join(lines(key, value.demo, country.lower()))})"
    days = _days(value)
    refs = f" [{', '.join(value.refs)}]" if value.refs else ""
    return f"| {key.label}<br>`{key.name}`{days} | {shown} | {label('status', value.status)} | {value.source}{refs} |\n"


def _days(value: Value) -> str:
    since = f"<br>from {value.valid_from}" if value.valid_from else ""
    until = f"<br>until {value.valid_to}" if value.valid_to else ""
    return since + until


def _counts(pack: Pack) -> str:
    statuses = [pack.history(key)[-1].status for key in KEYS]
    verified, missing = statuses.count("sourced"), statuses.count("unknown")
    rest = len(statuses) - verified - missing
    return f"{len(statuses)} settings: {verified} read in a source, {rest} unverified, {missing} not known."


def _sources(pack: Pack) -> list[tuple[str, str]]:
    used = {ref for key in KEYS for value in pack.history(key) for ref in value.refs}
    return [(ref, text) for ref, text in SOURCES.items() if ref in used]


if __name__ == "__main__":
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)  # the sources of the texts are English
    write(Path(sys.argv[1]))
