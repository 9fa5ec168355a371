"""A map of states by their seats: one mark each on a plain field of longitude and latitude. No border is drawn, so none is claimed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.kit.ui.drawings.shapes import Drawing, KeyEntry, circle, group, line, picture, rect, text
from umay.kit.ui.tables import Column, Table

WIDTH, HEIGHT, EDGE, LETTER = 480, 320, 56, 9


@dataclass(frozen=True, slots=True)
class Seat:
    """A state at its seat of government, with a mark 1..6 whose words stand in the key; mark 0 is pale."""

    label: str
    lon: float
    lat: float
    words: str
    mark: int = 1


def seats(*, title: str, desc: str, what: str, measure: str, seats: Sequence[Seat]) -> Drawing:
    """Draw the seats on a field that holds them all; the table says the same in words."""
    lons, lats = [one.lon for one in seats] or [35.0], [one.lat for one in seats] or [40.0]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 4), max(north - south, 3)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)

    def spot(lon: float, lat: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - (west + east) / 2) * squeeze * scale
        return x, HEIGHT / 2 - (lat - (south + north) / 2) * scale

    inner = [rect("land", 0, 0, WIDTH, HEIGHT, 8), *_grid(west, east, south, north, spot)]
    taken: list[tuple[float, float, float]] = []
    labels = []  # over all marks, so that none covers a word
    for one in sorted(seats, key=lambda seat: (-seat.lat, seat.lon)):
        x, y = spot(one.lon, one.lat)
        middle, base = _free(x, y, len(one.label) * LETTER / 2, taken)
        css = f"spot m{one.mark}" if one.mark else "spot s-none"
        inner.append(group(circle(css, x, y, 10 if one.mark else 7), title=f"{one.label}: {one.words}"))
        labels.append(text(middle, base, one.label, "t-mid t-halo"))
    shown = sorted({(one.mark, one.words) for one in seats}, key=lambda pair: (pair[0] == 0, pair))
    key = [KeyEntry(f"m{mark}" if mark else "s-none", words) for mark, words in shown]
    table = Table(title, [Column(what), Column(measure)], [(one.label, one.words) for one in seats])
    return Drawing(
        title,
        picture(WIDTH, HEIGHT, title, desc or _("Each mark is a state."), [*inner, *labels], "map map-seats"),
        table,
        key,
    )


def _free(x: float, y: float, half: float, taken: list) -> tuple[float, float]:
    """Where the words of a mark stand: under it, or above where another's words are already."""
    middle = min(max(x, half + 4), WIDTH - half - 4)
    for base in (y + 25, y - 15, y + 40):
        if all(abs(base - other) > 17 or abs(middle - at) > half + wide for at, other, wide in taken):
            break
    taken.append((middle, base, half))
    return middle, base


def _grid(west, east, south, north, spot) -> list[str]:
    """Lines of ten degrees, so that the eye finds its way."""
    found = []
    for lon in range(int(west // 10) * 10, int(east) + 11, 10):
        x, _y = spot(lon, south)
        if 0 < x < WIDTH:
            found.append(line("grid", x, 0, x, HEIGHT))
    for lat in range(int(south // 10) * 10, int(north) + 11, 10):
        _x, y = spot(west, lat)
        if 0 < y < HEIGHT:
            found.append(line("grid", 0, y, WIDTH, y))
    return found
