"""Choices of the fairness room: what is counted, and by which groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MONTH, RUN = "month", "run"


class Fact(models.TextChoices):
    """A question about one set of children. Its numbers are protected together."""

    PLACED = "placed", _("Children for whom at least one family was possible")
    DAYS = "days", _("Days in a family")
    HOMES = "homes", _("Homes that broke down within a year")
    HEED = "heed", _("What people made of the suggestions")
    ASKED = "asked", _("What families answered")
    PASSED = "passed", _("A better family went to a later claim")


ANSWERS = {
    Fact.PLACED: (_("Found a family"), _("Waited on")),
    Fact.DAYS: (_("Children"),),
    Fact.HOMES: (_("Broke down"), _("Lasted, or ended as planned")),
    Fact.HEED: (_("Taken up"), _("Another family, or none")),
    Fact.ASKED: (_("Said no"), _("Said yes")),
    Fact.PASSED: (_("Passed over"), _("Not passed over")),
}
"""What stands in the columns of a fact's table, in the order of its counts."""

ABOUT = {
    Fact.PLACED: _("Of the children for whom at least one family was possible, how many found one."),
    Fact.DAYS: _("The share of the days of the month that children in care or waiting spent in a family."),
    Fact.HOMES: _(
        "Children who moved into a family in the year that ended a year ago: did that home break down within twelve months? Broken down is a home"
        " that ended because the family's circumstances, the child's need or the child's wish changed, or because the child was not safe."
        " To be expected is the mean of all homes whose families suited equally well when they were chosen."
    ),
    Fact.HEED: _("Each answered suggestion, counted once for each of its children."),
    Fact.ASKED: _("Each answer of a family, counted once for each child it was asked for."),
    Fact.PASSED: _(
        "Children whose better family was suggested for a group with a lower claim: not urgent, or waiting for less long."
    ),
}
SHARE_TITLES = {
    Fact.PLACED: _("Found a family, per cent"),
    Fact.HOMES: _("Broke down, per cent"),
    Fact.HEED: _("Suggestion taken up, per cent"),
    Fact.ASKED: _("Families that said no, per cent"),
    Fact.PASSED: _("Passed over, per cent"),
}
MEAN_TITLES = {
    Fact.PLACED: _("Distance to the family, km"),
    Fact.DAYS: _("Days in a family, per cent"),
    Fact.HOMES: _("To be expected, per cent"),
}


class Dimension(models.TextChoices):
    """By what children are told apart on the open page."""

    AGE = "age", _("Age")
    NEED = "need", _("Needs")
    SIZE = "size", _("Brothers and sisters")
    URGENT = "urgent", _("Urgency")
    REGION = "region", _("Region")


class Protected(models.TextChoices):
    """By what they are told apart in the view that only the auditor opens."""

    SEX = "sex", _("Sex")
    DISABILITY = "disability", _("Disability")
    LANGUAGE = "language", _("Language")


class Fit(models.TextChoices):
    """How well the family suited when it was chosen, beside how it went."""

    FIT = "fit", _("How well the family suited when it was chosen")


GROUPS = {
    Dimension.AGE: {
        "0": _("0 to 2 years"), "3": _("3 to 6 years"), "7": _("7 to 11 years"), "12": _("12 to 14 years"), "15": _("15 to 17 years"),
        "unknown": _("Age not known"),
    },
    Dimension.NEED: {
        "none": _("No special need"), "skill": _("A need that asks for a skill"), "behaviour": _("Behaviour that needs experience"),
    },
    Dimension.SIZE: {"1": _("One child"), "2": _("Two together"), "3": _("Three or more together")},
    Dimension.URGENT: {"yes": _("Urgent"), "no": _("Not urgent")},
    Dimension.REGION: {
        "TR1": _("İstanbul"), "TR2": _("West Marmara"), "TR3": _("Aegean"), "TR4": _("East Marmara"), "TR5": _("West Anatolia"),
        "TR6": _("Mediterranean"), "TR7": _("Central Anatolia"), "TR8": _("West Black Sea"), "TR9": _("East Black Sea"),
        "TRA": _("Northeast Anatolia"), "TRB": _("Central East Anatolia"), "TRC": _("Southeast Anatolia"),
        "AZ1": _("Bakı and Abşeron"), "AZ2": _("Other regions of Azerbaijan"), "other": _("Elsewhere"),
    },
    Fit.FIT: {
        "1": _("The quarter that suited best"), "2": _("The second quarter"), "3": _("The third quarter"), "4": _("The quarter that suited least"),
        "kin": _("Kin"), "none": _("Chosen without an order of families"),
    },
    Protected.SEX: {"f": _("Girls"), "m": _("Boys"), "u": _("Not known")},
    Protected.DISABILITY: {"yes": _("With a disability"), "no": _("Without a known disability")},
    Protected.LANGUAGE: {"first": _("Speaks the country's first language"), "other": _("Speaks another language")},
}  # fmt: skip
"""The words of each group, in the order in which they are shown."""

BROKEN = ("family_circumstances", "child_need", "child_wish", "safety")
"""Ends of a home (`placement_end` of the country packs) that nobody wanted when it began. The others are planned, or an office's own affair."""

YEARLY = frozenset({Fact.HOMES})
"""Counted over a year and made again each month: rounded, so that two months don't give a child away by their difference."""

DISABILITY_NEEDS = ("sign_language", "disabled_care")
"""Needs of the country packs that only a disability explains; there is no other record of it that may be counted."""

_TR = {
    "TR1": (34,), "TR2": (59, 22, 39, 10, 17), "TR3": (35, 9, 20, 48, 45, 3, 43, 64), "TR4": (16, 26, 11, 41, 54, 81, 14, 77),
    "TR5": (6, 42, 70), "TR6": (7, 32, 15, 1, 33, 31, 46, 80), "TR7": (71, 68, 51, 50, 40, 38, 58, 66),
    "TR8": (67, 78, 74, 37, 18, 57, 55, 60, 19, 5), "TR9": (61, 52, 28, 53, 8, 29), "TRA": (25, 24, 69, 4, 36, 76, 75),
    "TRB": (44, 23, 12, 62, 65, 49, 13, 30), "TRC": (27, 2, 79, 63, 21, 47, 72, 73, 56),
}  # fmt: skip
_REGION = {f"TR-{number:02d}": region for region, numbers in _TR.items() for number in numbers}


def region_of(place: str) -> str:
    """The region of a province or district: Türkiye's twelve statistical regions (İBBS level 1, 2002/4720); Azerbaijan in two, for it has few children."""
    if place.startswith("AZ-"):
        return "AZ1" if place in ("AZ-BA", "AZ-ABS", "AZ-XIZ", "AZ-SM") else "AZ2"
    return _REGION.get(place, "other")
