"""Every family counted for every group, and every feasible pair with its value, without looking at each pair.

Families stand in a row ordered by place. What a rule asks about is a row of bits, one a family, kept in one whole number;
"and" of two such numbers asks a rule of a whole country at once. Only families near enough are measured one by one.
"""

import math
from bisect import bisect_left, bisect_right
from itertools import compress

from .distances import RADIUS_M, metres, spot
from .people import half_even_thousandth
from .shapes import REASONS

_BAND = 0.4  # degrees of latitude in one stretch of the row
_AS_NOUGHT_AND_ONE = bytes.maketrans(b"01", b"\x00\x01")


class Looked:
    """What a group finds: its funnel, and its feasible families (place in the row, value), kin apart."""

    __slots__ = ("funnel", "kin", "places", "values")

    def __init__(self, funnel, places, values, kin):
        self.funnel, self.places, self.values, self.kin = funnel, places, values, kin

    def all(self):
        """(place, value, is kin) of every feasible family."""
        for place, value in zip(self.places, self.values, strict=True):
            yield place, value, False
        for place, value in self.kin:
            yield place, value, True


class Row:
    """The families of a file in a row."""

    def __init__(self, setting, households):
        self.setting = setting
        self.households = sorted(households, key=lambda one: (one.spot[0] // _BAND, one.spot[1], one.spot[0], one.id))
        self.place = {one.id: place for place, one in enumerate(self.households)}
        self.everybody = (1 << len(self.households)) - 1
        self._kept = {}
        self._points = [spot(*one.spot) for one in self.households]
        self._at_home = [one.at_home for one in self.households]
        self._is_skilled = ["behaviour" in one.skills for one in self.households]
        self._bands = self._found_bands()
        self._reach = (setting.longest + 2) / RADIUS_M  # radians
        self._widest = (2 * math.sin(self._reach / 2)) ** 2 * (1 + 1e-9) if self._reach < 3 else 5.0

    def _found_bands(self):
        bands, at = [], 0
        while at < len(self.households):
            number = self.households[at].spot[0] // _BAND
            end = at
            while end < len(self.households) and self.households[end].spot[0] // _BAND == number:
                end += 1
            bands.append((number, at, end, [one.spot[1] for one in self.households[at:end]]))
            at = end
        return bands

    def bits(self, question, answer):
        """The families for which `question`(name of the asking, what is asked) holds, as a number of bits."""
        key = question, answer
        if key not in self._kept:
            asks = _ASKS[question]
            row = bytearray(len(self.households) // 8 + 1)
            for place, one in enumerate(self.households):
                if asks(one, answer):
                    row[place >> 3] |= 1 << (place & 7)
            self._kept[key] = int.from_bytes(row, "little")
        return self._kept[key]

    def _these(self, ids):
        row = 0
        for one in ids:
            row |= 1 << self.place[one]
        return row

    def _rules(self, group, kin):
        """(reason, families that pass it) up to the rule before distance."""
        bits = self.bits
        holds = bits("care", group.care_type)
        licensed = (holds & ~bits("kin only", None) & ~kin) | (kin & (holds | bits("care", "kin")))
        yield "country", bits("country", group.country)
        yield "unavailable", bits("available", None)
        yield "licence", licensed
        if group.barred:
            yield "conflict", ~self._these(group.barred)
        yield "places", bits("places", group.size)
        if group.size > 1:
            yield "siblings", bits("siblings", group.size)
        yield "age", bits("young", group.youngest) & bits("old", group.oldest)
        for sex in group.sexes:
            yield "room", bits("room", sex)
        for need in group.needs:
            yield "skill", bits("skill", need)

    def look(self, group):
        """What a group finds, as Looked."""
        funnel = dict.fromkeys(("feasible", *REASONS), 0)
        kin = self._these(group.kin)
        standing, number = self.everybody, len(self.households)
        for reason, passing in self._rules(group, kin):
            standing &= passing
            left = standing.bit_count()
            funnel[reason] += number - left
            number = left
            if not left:
                return Looked(funnel, [], [], [])
        strangers = standing & ~kin
        places, values, within = self._measured(group, strangers)
        funnel["distance"] = strangers.bit_count() - within
        relatives = self._measured_kin(group, standing & kin)
        funnel["feasible"] = len(places) + len(relatives)
        funnel["value"] = within - len(places) + (standing & kin).bit_count() - len(relatives)
        return Looked(funnel, places, values, relatives)

    def _stretches(self, group):
        """(begin, end) of the parts of the row that can lie within reach."""
        lat, lon = group.spot
        high = math.degrees(self._reach) + 1e-6
        if high >= 90:
            return [(0, len(self.households))]
        wide = 180.0
        if abs(lat) + high < 90:
            wide = math.degrees(math.asin(math.sin(self._reach) / math.cos(math.radians(lat)))) + 1e-6
        spans = [(lon - wide, lon + wide)]
        if wide >= 180:
            spans = [(-180.0, 180.0)]
        elif lon - wide < -180:
            spans = [(-180.0, lon + wide), (lon - wide + 360, 180.0)]
        elif lon + wide > 180:
            spans = [(lon - wide, 180.0), (-180.0, lon + wide - 360)]
        found = []
        for number, begin, _, lons in self._bands:
            if number * _BAND <= lat + high and (number + 1) * _BAND >= lat - high:
                for west, east in spans:
                    first, last = bisect_left(lons, west), bisect_right(lons, east)
                    if first < last:
                        found.append((begin + first, begin + last))
        return found

    def _measured(self, group, strangers):
        """(places, values) of those with a value from nought within the longest distance, and how many lie within it."""
        places, values, within = [], [], 0
        x, y, z = spot(*group.spot)
        base, rate, unskilled, at_home = self._sums(group)
        longest, widest, points = self.setting.longest, self._widest, self._points
        skilled, homes, asin, sqrt = self._is_skilled, self._at_home, math.asin, math.sqrt
        for begin, end in self._stretches(group):
            asked = strangers >> begin & (1 << end - begin) - 1
            if not asked:
                continue
            chosen = bin(asked)[:1:-1].encode().translate(_AS_NOUGHT_AND_ONE)
            for place in compress(range(begin, end), chosen):
                a, b, c = points[place]
                chord = (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2
                if chord > widest:
                    continue
                far = 2 * RADIUS_M * asin(sqrt(chord) / 2) if chord < 3.5 else 0.5
                whole = int(far + 0.5)
                if not -0.499999 < far - whole < 0.499999:
                    whole = metres(group.spot, self.households[place].spot)
                if whole > longest:
                    continue
                within += 1
                value = base - half_even_thousandth(rate * whole) - at_home * homes[place]
                if not skilled[place]:
                    value -= unskilled
                if value >= 0:
                    places.append(place)
                    values.append(value)
        return places, values, within

    def _measured_kin(self, group, kin):
        base, rate, unskilled, at_home = self._sums(group)
        found = []
        for one in sorted(group.kin):
            place = self.place[one]
            if kin >> place & 1:
                household = self.households[place]
                value = base - half_even_thousandth(rate * metres(group.spot, household.spot))
                value -= at_home * household.at_home + (0 if self._is_skilled[place] else unskilled)
                if value >= 0:
                    found.append((place, value))
        return found

    def _sums(self, group):
        """(what distance and home do not change, per kilometre, for behaviour, per child at home), in millionths."""
        weight, size = self.setting.weight, group.size
        each = weight["placed"] + (weight["urgent"] if group.is_urgent else 0) + weight["wait_per_day"] * group.days
        return (
            size * (each - (weight["split"] if group.is_part else 0)),
            size * weight["per_km"],
            group.behaviour * weight["behaviour_unskilled"],
            size * weight["child_in_home"],
        )


_ASKS = {
    "country": lambda one, country: one.country == country,
    "available": lambda one, _: one.is_available,
    "care": lambda one, kind: kind in one.care_types,
    "kin only": lambda one, _: one.care_types == {"kin"},
    "places": lambda one, size: size <= one.places,
    "siblings": lambda one, size: size <= one.siblings,
    "young": lambda one, age: one.youngest <= age,
    "old": lambda one, age: one.oldest >= age,
    "room": lambda one, sex: sex in one.rooms,
    "skill": lambda one, need: need in one.skills,
}
