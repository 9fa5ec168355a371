"""The best placing of a few groups by trying every way, on the plain file; shares nothing with engine or checker.

`best(file)` gives (children in whole groups with kin, sum of values in millionths), kin first. Ways that cannot beat the best so far, even if everybody
left got the best of their own, are not followed. `small_file(draw, ...)` invents up to 7 groups and 7 families in which much is possible.
"""

from datetime import date, timedelta
from fractions import Fraction

from tests.care.matching.engine.plain_check import fails, kilometres, value_of

AT = date(2026, 11, 22)
MANY = 10**30  # more than any sum of values


def best(file):
    groups, families = file["groups"], file["families"]
    options = [_options(file, number) for number in range(len(groups))]
    # Who has the fewest ways first; what the rest could bring at most stands beside.
    order = sorted(range(len(groups)), key=lambda number: len(options[number]))
    most = [0] * (len(groups) + 1)
    for at in range(len(groups) - 1, -1, -1):
        most[at] = most[at + 1] + max([score for score, _ in options[order[at]]], default=0)
    living = [[] for _ in families]
    found = 0

    def follow(at, total):
        nonlocal found
        found = max(found, total)
        if at == len(order) or total + most[at] <= found:
            return
        number = order[at]
        for score, homes in options[number]:
            if total + score + most[at + 1] <= found:
                break
            if all(_may_join(file, living[home], home, number, size) for home, size in homes):
                for home, size in homes:
                    living[home].append((number, size))
                follow(at + 1, total + score)
                for home, _ in homes:
                    living[home].pop()
        follow(at + 1, total)

    follow(0, 0)
    return divmod(found, MANY)


def _may_join(file, there, home, number, size):
    if not there:
        return True
    if not file["rules"]["sharing"]:
        return False
    if size + sum(other for _, other in there) > file["families"][home]["places_mixed"]:
        return False
    groups = file["groups"]
    return not any(
        groups[other]["id"] in groups[number]["not_with_groups"]
        or groups[number]["id"] in groups[other]["not_with_groups"]
        for other, _ in there
    )


def _options(file, number):
    """Every way to place one group: (score, [(family, how many of its children)]), the best first."""
    group, families = file["groups"][number], file["families"]
    far = [kilometres(group, family) for family in families]
    children = group["children"]
    found = []

    def worth(some, home):
        """Millionths of placing these children there; None where a rule fails."""
        part = {**group, "children": some}
        if fails(file, part, families[home], far[home]):
            return None
        value = value_of(file, part, families[home], far[home])
        if len(some) < len(children):
            value -= len(some) * Fraction(str(file["weights"]["split"]))
        return int(value * 1_000_000) if value >= 0 else None

    for home, family in enumerate(families):
        value = worth(children, home)
        if value is not None:
            kin = len(children) if family["id"] in group["kin"] else 0
            found.append((kin * MANY + value, [(home, len(children))]))
    if file["rules"]["splitting"]:
        known = {}
        for parts in _parted(tuple(range(len(children)))):
            if len(parts) > 1:
                found.extend(_seated(parts, children, families, worth, known))
    return sorted(found, key=lambda option: -option[0])


def _parted(numbers):
    """Every way to part a few numbers."""
    if not numbers:
        yield []
        return
    first, rest = numbers[0], numbers[1:]
    for bits in range(1 << len(rest)):
        block = (first, *(one for at, one in enumerate(rest) if bits >> at & 1))
        for others in _parted(tuple(one for at, one in enumerate(rest) if not bits >> at & 1)):
            yield [block, *others]


def _seated(parts, children, families, worth, known, used=(), total=0, homes=()):
    """Every way to give the parts different families."""
    if not parts:
        yield total, list(homes)
        return
    block = parts[0]
    for home in range(len(families)):
        if home in used:
            continue
        if (block, home) not in known:
            known[block, home] = worth([children[one] for one in block], home)
        value = known[block, home]
        if value is not None:
            more = (*homes, (home, len(block)))
            yield from _seated(parts[1:], children, families, worth, known, (*used, home), total + value, more)


def small_file(draw, *, sharing, splitting):
    """Up to 7 groups and 7 families close together, with kin, bars and conflicts. `draw` is a random.Random."""
    family_ids = [f"f{number}" for number in range(max(draw.randint(0, 7), draw.randint(0, 7)))]
    group_ids = [f"g{number}" for number in range(max(draw.randint(0, 7), draw.randint(0, 7)))]
    is_easy = draw.random() < 0.6
    kin_share, bar_share = draw.choice((0, 0.1, 0.35)), draw.choice((0, 0.1, 0.3))
    spots = draw.choice((1, 3, 50))
    budget = 10

    def some(items, chance):
        return [item for item in items if draw.random() < chance]

    def spot():
        return {"lat": 41 + draw.randrange(spots) / 100, "lon": 29 + draw.randrange(spots) / 100}

    groups = []
    for number, group_id in enumerate(group_ids):
        left = budget - (len(group_ids) - number - 1)
        size = max(1, min(left, draw.choices((1, 2, 3, 4), (9, 5, 3, 1))[0]))
        budget -= size
        groups.append(
            {
                "id": group_id,
                "country": "TR",
                **spot(),
                "care_type": draw.choice(("term", "term", "term" if is_easy else "temporary")),
                "urgent": draw.random() < 0.2,
                "waiting_since": (AT - timedelta(days=draw.choice((0, 1, 30, 366)))).isoformat(),
                "kin": some(family_ids, kin_share),
                "not_with_families": some(family_ids, bar_share / 2),
                "not_with_groups": some(group_ids, bar_share),
                "children": [
                    {
                        "id": f"{group_id}c{child}",
                        "born_on": (AT - timedelta(days=draw.randint(0, 17 * 365))).isoformat(),
                        "sex": draw.choice("fm"),
                        "needs": some(("wheelchair",), 0.1),
                        "behaviour_need": draw.random() < 0.3,
                    }
                    for child in range(size)
                ],
            }
        )
    families = [
        {
            "id": family_id,
            "country": "TR",
            **spot(),
            "available": draw.random() < 0.95,
            "care_types": draw.choice((["term"], ["term", "temporary"], ["kin", "term"]))
            if is_easy
            else draw.choice((["term"], ["term", "temporary"], ["temporary"], ["kin"], ["kin", "term"])),
            "places": draw.choice((1, 1, 2, 2, 3, 4)),
            "places_mixed": draw.choice((0, 1, 2, 2, 3, 4, 5)),
            "max_siblings": draw.choice((1, 2, 3, 4)),
            "age_from": 0 if is_easy else draw.choice((0, 0, 0, 6)),
            "age_to": draw.choice((10, 17, 17, 17)),
            "rooms_for": draw.choice((["f", "m"], ["f", "m"], ["f", "m"], ["f", "m"], ["f"], ["m"])),
            "skills": some(("wheelchair", "behaviour"), 0.5),
            "children_in_home": draw.choice((0, 0, 1, 2)),
        }
        for family_id in family_ids
    ]
    weights = draw.choice(
        (
            (1000, 500, 1, 1, 150, 25, draw.choice((0, 100, 900))),
            (100, 0, 0, 0, 0, 0, 0),
            (0, 0, 0, 0, 0, 0, 0),
            tuple(draw.choice((0, 0.1, 2.5, 0.333333, 50, 1000)) for _ in range(7)),
            (50, 10, 0.01, 20, 30, 10, 5),
        )
    )
    names = ("placed", "urgent", "wait_per_day", "per_km", "behaviour_unskilled", "child_in_home", "split")
    return {
        "format": "umay-match/1",
        "at": AT.isoformat(),
        "rules": {
            "max_km": draw.choice((120, 30)),
            "sharing": sharing,
            "splitting": splitting,
            "time_limit_s": 60,
            "gap": 0,
        },
        "weights": dict(zip(names, weights, strict=True)),
        "groups": groups,
        "families": families,
    }
