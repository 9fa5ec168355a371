"""Where a simulation plays: two invented regions of the benchmark, a province, or a whole country, by published figures."""

from dataclasses import dataclass, replace

from umay.ground.offices import places
from umay.ground.offices.places.figures import NATIONAL, PUBLISHED

from .figures import Figure, Rates

COUNTRIES = ("TR", "AZ")
BENCH = {"tight": 1300, "slack": 2000}
"""Families of the two invented regions; the rest of their rates are alike."""

UNMET = 1.3
"""Children who need a family for each child who found one: not published anywhere, so an assumption."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place where people live: a code for the results, degrees, and its share of the people."""

    code: str
    lat: float
    lon: float
    share: float


@dataclass(frozen=True, slots=True)
class World:
    """`warm_days` are played and not counted. `stock` says that the first day begins with children living in families."""

    code: str
    country: str
    towns: tuple[Town, ...]
    rates: Rates
    warm_days: int


def bench(name):
    """The invented region `tight` or `slack`: 12 towns in 300 x 200 km, the larger the fewer (Zipf)."""
    weights = [1 / rank for rank in range(1, 13)]
    spots = [(number * 7 % 12, number * 5 % 12) for number in range(12)]
    towns = tuple(
        Town(f"town-{number + 1}", 38.0 + y * 200 / 11 / 111.2, 32.0 + x * 300 / 11 / 87.0, weight / sum(weights))
        for number, ((x, y), weight) in enumerate(zip(spots, weights, strict=True))
    )
    families = Figure(
        BENCH[name], "families on the first day", "few for that many children" if name == "tight" else "enough for most"
    )
    return World(name, "TR", towns, Rates(families=families), warm_days=500)


def province(code):
    """One province or district by its published figures. KeyError where the code is unknown."""
    place = places.place(code)
    found = PUBLISHED.get(code)
    rates = _local(code, place.country, found)
    inner = places.districts(code)
    spots = [(spot.code, *spot.centre) for spot in inner] or [(code, *place.centre)]
    weights = [1 / rank for rank in range(1, len(spots) + 1)]
    towns = tuple(Town(*spot, weight / sum(weights)) for spot, weight in zip(spots, weights, strict=True))
    return World(code, place.country, towns, rates, warm_days=0)


def nation(country):
    """A whole country: families and children spread over its provinces as published, evenly where nothing is."""
    total = NATIONAL[country]
    stocks = {place.code: PUBLISHED.get(place.code) for place in places.provinces(country)}
    known = {code: stock.children for code, stock in stocks.items() if stock}
    left = max(total.children - sum(known.values()), 0) / max(len(stocks) - len(known), 1)
    weights = {code: known.get(code, left) for code in stocks}
    towns = tuple(
        Town(code, *places.centre(code), weight / sum(weights.values())) for code, weight in weights.items() if weight
    )
    return World(country, country, towns, _by(total, country, is_whole=True), warm_days=0)


def _local(code, country, found):
    if found is not None:
        return _by(found, country)
    total = NATIONAL[country]
    known = [PUBLISHED[place.code] for place in places.provinces(country) if place.code in PUBLISHED]
    rest = max(total.children - sum(stock.children for stock in known), 1)
    share = rest / max(len(places.provinces(country)) - len(known), 1) / total.children
    rates = _by(total, country, is_whole=True)
    why = f"nothing published for {code}: an even share of what is left of the country"
    return rates.replaced(
        groups_per_day=Figure(rates.groups_per_day.value * share, rates.groups_per_day.unit, why),
        families=Figure(max(1, round(rates.families.value * share)), rates.families.unit, why),
        stock_children=Figure(round(rates.stock_children.value * share), rates.stock_children.unit, why),
    )


def _by(stock, country, *, is_whole=False):
    """Rates from one published stock. What it lacks is derived from the nation, or assumed and said so."""
    size = sum(number * share for number, share in enumerate(Rates().sizes.value, 1))
    placed, placed_kind, placed_why = _placed_a_year(stock, country, is_whole)
    families = _families(stock)
    # Little's law; nobody stays longer than to 18, so long means are cut by the ages.
    stay = min(stock.children / placed * 365, 12 * 365)
    source = f"{stock.source}: {stock.children} children; {placed_why}"
    on = str(stock.year)
    return Rates().replaced(
        groups_per_day=Figure(
            placed * UNMET / size / 365,
            "groups of brothers and sisters a day",
            f"{placed_why}, times {UNMET} for those who found none (not published), by {size:.2f} children a group",
            "assumption",
            on,
        ),
        families=families,
        stock_children=_without_kin(stock.children, "children living in families on the first day", stock, "children"),
        new_families=_new_families(stock, families.value, is_whole),
        leaving_families=Figure(0.05, "stopping in a year, per family", "about what the stock of 2024 and 2025 leaves"),
        stay_mean=Figure(stay, "days in care, mean (lognormal)", f"stock by flow: {source}", placed_kind, on),
        stay_median=Figure(stay * 14 / 19, "days in care, median", "the shape of Los Angeles", "assumption", on),
    )


def _placed_a_year(stock, country, is_whole):
    if country == "AZ":
        whole = NATIONAL["AZ"].children
        return stock.children / 3, "assumption", f"{whole} children in the three years since 2023, in proportion"
    if stock.placed:
        months = 10.7 if is_whole else 12
        return stock.placed * 12 / months, "derived", f"{stock.placed} placed in {months:g} months"
    share = NATIONAL["TR"].placed * 12 / 10.7 / NATIONAL["TR"].children
    return stock.children * share, "assumption", "placed in a year as in the whole country"


def _families(stock):
    unit = "families on the first day"
    if stock.families:
        return _without_kin(stock.families, unit, stock, "families")
    per_family = NATIONAL["TR"].children / NATIONAL["TR"].families
    count = _no_kin(stock.children / per_family)
    return Figure(count, unit, f"not published; {per_family:.2f} children a family as in Türkiye, without kin families")


def _no_kin(number):
    return max(1, round(number * (1 - Rates().kin.value)))


def _without_kin(number, unit, stock, what):
    """Published stocks hold kin families, who take nobody but their own: they are taken out by the assumed share."""
    source = f"{stock.source}: {number} {what}, less the share taken as kin"
    return Figure(_no_kin(number), unit, source, "derived", str(stock.year))


def _new_families(stock, families, is_whole):
    unit = "newly approved in a year, per family"
    if not stock.new_families:
        return Figure(0.08, unit, "not published; about Türkiye's 630 families in 10.7 months of 2025")
    months = 10.7 if is_whole else 12
    why = f"{stock.source}: {stock.new_families} families in {months:g} months"
    return Figure(stock.new_families * 12 / months / families, unit, why, "derived", str(stock.year))


def asked_world(world: World, *, families=None, scale=1.0, strength=None):
    """The same world with another number of families, so many times the size, or weaker effects of a home."""
    rates = world.rates
    if scale != 1:
        rates = rates.asked(
            groups_per_day=rates.groups_per_day.value * scale,
            families=max(1, round(rates.families.value * scale)),
            stock_children=round(rates.stock_children.value * scale),
        )
    if families is not None:
        rates = rates.asked(families=families)
    if strength is not None:
        rates = rates.asked(strength=strength)
    return replace(world, rates=rates)
