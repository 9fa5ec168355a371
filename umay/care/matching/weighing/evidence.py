"""Evidence cards: for each term what it says, what research found, how sure that is, and what is assumed.

Sources are names of works and stay in their own language. `is_read` False: quoted from memory, not confirmed in the work itself.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NONE, LOW, LOW_TO_MEDIUM, MEDIUM = _("none found"), _("low"), _("low to medium"), _("medium")


@dataclass(frozen=True)
class Finding:
    """One thing somebody measured, with the work in which it stands."""

    says: Promise
    source: str
    is_read: bool = True


@dataclass(frozen=True)
class Card:
    """`confidence` speaks of the research; `assumed` says what the weight adds to it."""

    says: Promise
    findings: tuple[Finding, ...]
    confidence: Promise
    assumed: Promise


_KONIJN = "Konijn et al. 2019 (42 studies, 293 effects)"
_LOS_ANGELES = "Robinson-Cortes, Who gets placed where and why? (Los Angeles County)"
_TEXAS = "PMC7357603 (Texas, n = 23,765)"

CARDS: dict[str, Card] = {
    "placed": Card(
        says=_("A child lives with a family instead of waiting. The other weights are read against this one."),
        findings=(),
        confidence=NONE,
        assumed=_(
            "It is the unit: 1,000 points by agreement. That a family is better than an institution is a principle here, not a sum."
        ),
    ),
    "urgent": Card(
        says=_(
            "The children can't stay where they are. Urgent groups are answered first anyway; for one group it is the same with every family."
        ),
        findings=(),
        confidence=NONE,
        assumed=_("The size is an assumption. It never changes the order of families for one group."),
    ),
    "wait_per_day": Card(
        says=_("Whoever has waited longer counts more, up to a year. For one group it is the same with every family."),
        findings=(),
        confidence=NONE,
        assumed=_("The size is an assumption: one day of waiting is weighed like one kilometre."),
    ),
    "per_km": Card(
        says=_("Near means the same school, friends and visits of the parents."),
        findings=(
            Finding(
                _(
                    "A home broke down more often the farther it was from the child's school: log-hazard + 0.0205 for each mile, about + 0.0127 for each kilometre."
                ),
                _LOS_ANGELES,
            ),
            Finding(_("How distance acts is not well understood."), "Kulbicki, AAG 2019"),
            Finding(
                _(
                    "Matching over all districts of a county would cut the distance between home and school by 54 in 100."
                ),
                _LOS_ANGELES,
                is_read=False,
            ),
        ),
        confidence=LOW,
        assumed=_("The direction comes from one county; the size is an assumption. Kin are not bound by distance."),
    ),
    "behaviour_unskilled": Card(
        says=_(
            "A child shows difficult behaviour and the family was not prepared for it. It never bars a family, and asks for support."
        ),
        findings=(
            Finding(_("Difficult behaviour goes with breakdown: r = 0.35, like odds of 3.9 to 1."), _KONIJN),
            Finding(_("Corrected for studies that were never published, 0.33 falls to 0.09."), "Admiraal & Baart"),
        ),
        confidence=LOW,
        assumed=_(
            "The direction comes from research; the size is an assumption. The child's behaviour itself takes nothing away, only the missing preparation."
        ),
    ),
    "child_in_home": Card(
        says=_("Each child who already lives in the home takes time and room."),
        findings=(),
        confidence=NONE,
        assumed=_("No study was found. Direction and size are assumptions."),
    ),
    "split": Card(
        says=_("Brothers and sisters are not parted by a sum: the weight is set so high that nobody gains by it."),
        findings=(
            Finding(
                _("Living apart from brothers and sisters goes with breakdown: r = 0.16, like odds of 1.8 to 1."),
                _KONIJN,
            ),
            Finding(
                _(
                    "With at least one brother or sister there were fewer moves; some or all of them made little difference."
                ),
                "Child Maltreatment 2022, PMC8968784 (n = 2,297)",
            ),
            Finding(_("Against it: where all lived together, more placements ended for poor care."), _TEXAS),
        ),
        confidence=LOW_TO_MEDIUM,
        assumed=_(
            "The size is an assumption and a principle: it must stay above placed, urgent and a year of waiting together."
        ),
    ),
    "kin": Card(
        says=_("Kin and people the children know come first as a principle, not as a sum. No weight can change that."),
        findings=(
            Finding(_("A home that is not kin goes with breakdown: r = 0.31, like odds of 3.3 to 1."), _KONIJN),
            Finding(
                _("Breakdown with kin had about half the odds (0.52)."), "Winokur et al., Cochrane 2014", is_read=False
            ),
            Finding(
                _("Kinship made no significant difference."), "Oosterman et al. 2007 (26 studies, 20,650 children)"
            ),
            Finding(_("Against it: more placements with kin ended for poor care."), _TEXAS),
        ),
        confidence=MEDIUM,
        assumed=_("That kin come first is a rule of the product and has no weight. Every safety check stays."),
    ),
}
"""In the order of the published rules; kin, which has no weight, last."""
