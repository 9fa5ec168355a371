"""Every rate of the simulation in one table, each with its source, its day, and whether it is published or assumed.

`published` was read in a public source; `derived` is a sum over published figures; `assumption` is ours, and a result
leans on it; `asked` was given by whoever runs the simulation. Sources with a letter S stand in docs/reference/packs.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

KINDS = ("published", "derived", "assumption", "asked")


UNDATED = "the copy read bears no date"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number or one list of shares: its unit, where it comes from, and the day of the source (ISO, or UNDATED; "" = none)."""

    value: Any
    unit: str
    source: str
    kind: str = "assumption"
    on: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"a figure is one of: {', '.join(KINDS)}")


_LA = "Robinson-Cortes, Who gets placed where and why?, Los Angeles County, n = 1,467 markets"
_KONIJN = "direction: Konijn et al. 2019 (42 studies); size: umay's starting score, low confidence"


@dataclass(frozen=True, slots=True)
class Rates:
    """What happens how often. Shares are 0..1; lists of shares stand in the order their unit names."""

    groups_per_day: Figure = Figure(
        3.56, "groups of brothers and sisters a day", "a large region; 2.6 of them have no kin who can take them"
    )
    families: Figure = Figure(1300, "families on the first day", "few for that many children: the tight world")
    stock_children: Figure = Figure(0, "children living in families on the first day", "starts empty and warms up")
    new_families: Figure = Figure(0.15, "newly approved in a year, per family", "not published for a whole country")
    leaving_families: Figure = Figure(0.15, "stopping in a year, per family", "not published for a whole country")
    stay_median: Figure = Figure(14 * 30.4, "days in care, median", _LA, "published", UNDATED)
    stay_mean: Figure = Figure(19 * 30.4, "days in care, mean (lognormal)", _LA, "published", UNDATED)
    ages: Figure = Figure(
        (0.154, 0.120, 0.296, 0.265, 0.165),
        "share aged 0-3, 4-5, 6-9, 10-14, 15-17 on coming into care",
        "S89c: children in foster care in Türkiye; 15-17 holds those of 18 and more; that children come into care in the same proportions is assumed",
        "published",
        "2014-02",
    )
    sizes: Figure = Figure(
        (0.80, 0.14, 0.04, 0.015, 0.005), "share of groups of 1, 2, 3, 4, 5 children", "not published in either country"
    )
    special_need: Figure = Figure(
        0.11, "share of children", "ensongundem.com: 1,191 of 10,657 children in foster care", "published", "2025-05"
    )
    need_kinds: Figure = Figure((0.7, 0.3), "of them health care at home, communication", "not published")
    behaviour_need: Figure = Figure(0.20, "share of children", "not published")
    urgent: Figure = Figure(0.25, "share of groups that need a family the same day", "not published")
    temporary: Figure = Figure(0.30, "share of urgent groups that need temporary care", "not published")
    specialised: Figure = Figure(
        0.20, "share of groups with a special need that need specialised care", "not published"
    )
    kin: Figure = Figure(
        0.27, "share of groups placed with kin at once", "the split of Türkiye's families by model is not published"
    )
    care_types: Figure = Figure(
        (0.92, 0.12, 0.08), "families approved for term, temporary, specialised", "not published"
    )
    places: Figure = Figure(
        (0.70, 0.20, 0.08, 0.02), "families with 1, 2, 3, 4 places", "fits 1.19 children a family (Türkiye, 2025)"
    )
    age_terms: Figure = Figure(
        ((0, 6, 0.25), (0, 10, 0.30), (4, 12, 0.20), (0, 17, 0.15), (10, 17, 0.10)),
        "share of families approved from age, to age",
        "not published; few families take teenagers everywhere that was read",
    )
    rooms: Figure = Figure((0.55, 0.25, 0.20), "families with rooms for both, girls only, boys only", "not published")
    skills: Figure = Figure((0.12, 0.06, 0.25), "families with health care, communication, behaviour", "not published")
    yes: Figure = Figure(0.85, "share of asks a family says yes to", "not published")
    yes_less_teen: Figure = Figure(0.25, "taken from it for a group with a child of 12 or more", "not published")
    yes_less_behaviour: Figure = Figure(0.15, "taken from it for difficult behaviour, unprepared", "not published")
    yes_less_three: Figure = Figure(0.10, "taken from it for three or more children", "not published")
    breakdown: Figure = Figure(0.0012, "breakdowns a day, child of 8 without needs, home near by", "about the design's")
    breakdown_age: Figure = Figure(0.075, "log hazard per year of age", f"{_LA}: 0.099; a little less taken")
    breakdown_behaviour: Figure = Figure(0.75, "log hazard, difficult behaviour", _KONIJN)
    breakdown_skilled: Figure = Figure(-0.55, "log hazard, a family prepared for it", _KONIJN)
    breakdown_km: Figure = Figure(0.0127, "log hazard per km", f"{_LA}: 0.0205 a mile to school", "derived", UNDATED)
    breakdown_child: Figure = Figure(0.12, "log hazard per child already in the home", "no evidence found")
    breakdown_kin: Figure = Figure(-0.65, "log hazard, kin", "Cochrane 2014, odds ratio 0.52, not read at first hand")
    strength: Figure = Figure(1.0, "share of the home's effects on breakdowns that is true", "0.5 = half as strong")
    rest_days: Figure = Figure(14, "days a family rests after a child leaves", "not published")
    offers_a_day: Figure = Figure(3, "families asked for a group in one day", "not published")
    radius: Figure = Figure(
        ((0, 60), (14, 90), (30, 120)), "from which day of waiting, how far in km", "120 is the published rule"
    )
    spread_km: Figure = Figure(8, "km, how far people live from their town's centre (one deviation)", "not published")
    price_days: Figure = Figure(
        300, "days looked ahead when others' needs are counted", "chosen on seeds 101 to 104, which no table reports"
    )
    price_samples: Figure = Figure(2, "futures drawn each time", "chosen on the same seeds")
    price_every: Figure = Figure(14, "days between two countings", "chosen on the same seeds")
    price_memory: Figure = Figure(0.8, "share of the last counting that is kept", "chosen on the same seeds")
    price_share: Figure = Figure(0.7, "share of others' needs that is counted", "chosen on the same seeds")

    def replaced(self, **figures):
        return replace(self, **figures)

    def asked(self, **values):
        """The same rates with some values given by whoever asks."""
        given = {
            name: replace(getattr(self, name), value=value, kind="asked", source="given for this run", on="")
            for name, value in values.items()
        }
        return replace(self, **given)

    def rows(self):
        """(name, Figure) of every rate, in order."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))
