"""Numbers that come out the same on every machine: whole millionths, whole metres, completed years, fair ties."""

import hashlib
import math
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

MILLION = 1_000_000
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def micros(number):
    """A number as an int of millionths, half to even. Read as it is written: 0.1 is 100,000, not a binary neighbour."""
    return int((Decimal(str(number)) * MILLION).to_integral_value(rounding=ROUND_HALF_EVEN))


def divided(number, divisor):
    """number / divisor as an int, half to even; both ints, divisor positive."""
    whole, rest = divmod(number, divisor)
    twice = 2 * rest
    return whole + (twice > divisor or (twice == divisor and whole % 2 == 1))


def metres_between(lat_a, lon_a, lat_b, lon_b):
    """Great-circle distance of two points in degrees, in whole metres: km rounded to 3 decimals, half to even."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_chord = (
        math.sin((phi_b - phi_a) / 2) ** 2
        + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half_chord)))
    return round(round(km, 3) * 1000)


def whole_metres(km):
    """The longest distance in whole metres that is not more than `km`."""
    return int(Decimal(str(km)) * 1000)


def completed_years(born_on, at):
    """Years of age on the day `at`. Born on 29 February, a year is completed on 1 March of a common year."""
    return at.year - born_on.year - ((at.month, at.day) < (born_on.month, born_on.day))


def birthday(born_on, years):
    """The day on which `years` of age are completed."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:  # 29 February in a common year
        return date(born_on.year + years, 3, 1)


def tie_key(at, entity_id):
    """Order among equals: SHA-256 of the ISO day, a line feed and the id. The order of lists never matters."""
    return hashlib.sha256(f"{at.isoformat()}\n{entity_id}".encode()).digest(), entity_id
