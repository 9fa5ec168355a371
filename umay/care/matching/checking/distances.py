"""Great-circle distances in whole metres: by chords of the unit sphere, and with forty digits where rounding is close."""

import math
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

RADIUS_M = 6_371_008.8
CLOSE = 1e-6  # metres: nearer to a border of rounding than this, forty digits decide
_TRUST = Decimal("4e-9")  # metres: how far sums in binary numbers may be from the truth


def spot(lat, lon):
    """A point on the unit sphere."""
    phi, turn = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(turn), math.cos(phi) * math.sin(turn), math.sin(phi)


def metres(here, there):
    """Whole metres between two (lat, lon) in degrees: kilometres rounded to three decimals, half to even."""
    a, b = spot(*here), spot(*there)
    apart = math.dist(a, b)
    together = math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2])
    far = 2 * RADIUS_M * math.atan2(apart, together)
    if is_close(far):
        return int(exact_metres(here, there).to_integral_value(rounding=ROUND_HALF_EVEN))
    return round(far)


def is_close(far):
    """Is this distance so near to a half metre that binary numbers should not decide?"""
    return abs(far - math.floor(far) - 0.5) < CLOSE


def may_be(here, there, claimed):
    """Is `claimed` the right number of whole metres? On the very border between two, either is."""
    if claimed == metres(here, there):
        return True
    with localcontext() as context:
        context.prec = 40
        far = exact_metres(here, there)
        # Haversines lose digits towards the other side of the earth; a reader's own sum may differ there.
        left = max(Decimal("1e-8"), 1 - far / (Decimal(RADIUS_M) * _pi()))
        return abs(far - claimed) <= Decimal("0.5") + _TRUST / left


def exact_metres(here, there):
    """The same as a Decimal of about forty digits, from the numbers as they are written."""
    with localcontext() as context:
        context.prec = 50
        degree = _pi() / 180
        lat_a, lon_a, lat_b, lon_b = (Decimal(repr(number)) for number in (*here, *there))
        north = _sin((lat_b - lat_a) * degree / 2) ** 2
        east = _sin((lon_b - lon_a) * degree / 2) ** 2
        half_chord = north + _cos(lat_a * degree) * _cos(lat_b * degree) * east
        half_chord = min(Decimal(1), max(Decimal(0), half_chord))
        if half_chord == 1:
            return Decimal("6371008.8") * _pi()
        return 2 * Decimal("6371008.8") * _arctan((half_chord / (1 - half_chord)).sqrt())


def _pi():
    # Machin: pi = 16 arctan(1/5) - 4 arctan(1/239)
    return 16 * _series(Decimal(1) / 5) - 4 * _series(Decimal(1) / 239)


def _series(x):
    """arctan for small x, by its power series."""
    total, power, number = Decimal(0), x, 1
    while abs(power) > Decimal("1e-52"):
        total += power / number if number % 4 == 1 else -power / number
        power *= x * x
        number += 2
    return total


def _arctan(x):
    halvings = 0
    while x > Decimal("0.05"):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    return _series(x) * 2**halvings


def _sin(x):
    total, term, number = Decimal(0), x, 1
    while abs(term) > Decimal("1e-55"):
        total += term
        term *= -x * x / ((number + 1) * (number + 2))
        number += 2
    return total


def _cos(x):
    total, term, number = Decimal(0), Decimal(1), 0
    while abs(term) > Decimal("1e-55"):
        total += term
        term *= -x * x / ((number + 1) * (number + 2))
        number += 2
    return total
