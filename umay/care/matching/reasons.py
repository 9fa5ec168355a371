"""The engine's codes as sentences for people. Only words live here: no rule, no sum, no database."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .engine import WEIGHT_OF_TERM

STRENGTHS = {
    "kin": _("Family or somebody the children already know."),
    "siblings_together": _("All %(number)d brothers and sisters stay together."),
    "near": _("Lives %(km)s km from the children's own neighbourhood."),
    "skills_met": ngettext_lazy(
        "Has the %(number)d skill the children need.", "Has all %(number)d skills the children need.", "number"
    ),
    "behaviour_skilled": _("Prepared for difficult behaviour."),
    "no_children_in_home": _("No other children in the home, so there is more time."),
}
"""What speaks for a family."""

WEAKNESSES = {
    "far": _("Rather far: %(km)s km from the children's own neighbourhood."),
    "beyond_distance": _("Lives %(km)s km away, beyond the usual %(longest_km)s km; allowed because they are kin."),
    "behaviour_unskilled": ngettext_lazy(
        "%(number)d child shows difficult behaviour and the family is not yet prepared for it; plan support.",
        "%(number)d children show difficult behaviour and the family is not yet prepared for it; plan support.",
        "number",
    ),
    "children_in_home": ngettext_lazy(
        "%(number)d other child already lives in the home.",
        "%(number)d other children already live in the home.",
        "number",
    ),
    "last_place": _("The home will be full."),
    "sibling_limit": _("%(number)d brothers and sisters are the most this family is approved for."),
    "age_limit_near": ngettext_lazy(
        "In %(days)d day the eldest will be older than the approved age of %(age_to)d.",
        "In %(days)d days the eldest will be older than the approved age of %(age_to)d.",
        "days",
    ),
    "willingness_unknown": _("Nobody has asked this family yet whether it is willing. Ask before you propose."),
    "willingness_old": ngettext_lazy(
        "The family said yes %(days)d day ago. Ask again before you propose.",
        "The family said yes %(days)d days ago. Ask again before you propose.",
        "days",
    ),
}
"""What to look at twice before proposing a family."""

LEFT_OUT = {
    "country": _("Lives in another country."),
    "unavailable": _("Not taking children now."),
    "licence": _("Not approved for this kind of care."),
    "conflict": _("A safeguarding rule stands in the way."),
    "places": ngettext_lazy(
        "%(number)d free place; %(size)d are needed.", "%(number)d free places; %(size)d are needed.", "number"
    ),
    "siblings": ngettext_lazy(
        "Approved for %(number)d child of a family; these are %(size)d.",
        "Approved for at most %(number)d brothers and sisters; these are %(size)d.",
        "number",
    ),
    "age": _("Approved for ages %(age_from)d to %(age_to)d; the children are %(youngest)d to %(oldest)d."),
    "room": _("No suitable bedroom."),
    "skill": ngettext_lazy(
        "%(number)d skill the children need is missing.", "%(number)d skills the children need are missing.", "number"
    ),
    "distance": _("Lives %(km)s km away; the limit is %(longest_km)s km."),
    "value": _("By the published weights this home is no better than waiting."),
}
"""Why a family is left out: one sentence for each rule, in the order of the rules."""

NO_PLACE = _("No free place now.")
ONE_AGE = _("Approved for ages %(age_from)d to %(age_to)d; the age asked for is %(oldest)d.")

RULE_NAMES = {
    "country": _("Country"),
    "unavailable": _("Taking children now"),
    "licence": _("Approved for this care"),
    "conflict": _("Safeguarding"),
    "places": _("Free places"),
    "siblings": _("Brothers and sisters"),
    "age": _("Age"),
    "room": _("Bedroom"),
    "skill": _("Skills"),
    "distance": _("Distance"),
    "value": _("Better than waiting"),
}
"""Short names of the rules, for a table or the funnel."""

TERM_NAMES = {
    "placed": _("A place in a family"),
    "urgent": _("Cannot wait"),
    "wait": _("Days of waiting"),
    "distance": _("Distance from the own neighbourhood"),
    "behaviour": _("Difficult behaviour, family not prepared"),
    "in_home": _("Other children in the home"),
    "split": _("Brothers and sisters apart"),
}
"""Names of the terms a value is made of."""

SPLIT_REASONS = {
    "safety": _("Safety of one of the children"),
    "no_home_for_all": _("No home takes all of them"),
}

FIRM = _("The first place stays the same if any one weight is moved by a quarter.")
NOT_FIRM = _("Close call: with a little more or less weight on “%(term)s” another family would be first.")

_TERM_OF_WEIGHT = {weight: term for term, weight in WEIGHT_OF_TERM.items()}


def strength(remark):
    """The sentence of a Remark that speaks for a family."""
    return STRENGTHS[remark.code] % _shown(remark)


def weakness(remark):
    """The sentence of a Remark on what weakens a match."""
    return WEAKNESSES[remark.code] % _shown(remark)


def why_left_out(remark):
    """The sentence of the Remark of a family that is left out."""
    numbers = _shown(remark)
    if remark.code == "places" and numbers["number"] == 0:
        return NO_PLACE
    if remark.code == "age" and numbers["youngest"] == numbers["oldest"]:
        return ONE_AGE % numbers
    return LEFT_OUT[remark.code] % numbers


def firmness(sensitivity):
    """Sentences on how firm the first place is: one for each weight that decides it, or one that none does."""
    names = [TERM_NAMES[_TERM_OF_WEIGHT[weight]] for weight in sensitivity.deciding_weights]
    return tuple(NOT_FIRM % {"term": name} for name in names) or (FIRM,)


def _shown(remark):
    """The numbers of a Remark, metres as kilometres the reader's way: one decimal under 10 km, none from there."""
    numbers = dict(remark.numbers)
    for metres, km in (("metres", "km"), ("longest_metres", "longest_km")):
        if metres in numbers:
            numbers[km] = _in_km(numbers.pop(metres))
    return numbers


def _in_km(metres):
    decimals = 1 if 0 < metres < 9_950 else 0
    # number_format cuts digits off, so it is rounded first.
    return number_format(round(metres / 1000, decimals), decimal_pos=decimals)


NOBODY_ELSE = _("No other child would be affected.")
WAIT_ON = ngettext_lazy("%(number)s other child would wait on.", "%(number)s other children would wait on.", "count")
ELSEWHERE = ngettext_lazy(
    "%(number)s other child would go to another family.",
    "%(number)s other children would go to another family.",
    "count",
)
GAINED = ngettext_lazy(
    "%(number)s other child who waits now would find a family.",
    "%(number)s other children who wait now would find a family.",
    "count",
)
A_FEW = _("fewer than five")


def effect(other, *, is_exact):
    """What choosing this family would do to other children. `other` counts children: `left` would wait on, `moved` go elsewhere, `gained` find a family."""
    parts = []
    for name, words in (("left", WAIT_ON), ("moved", ELSEWHERE), ("gained", GAINED)):
        number = other[name]
        if number:
            shown = number if is_exact or number >= 5 else A_FEW
            parts.append(str(words % {"number": shown, "count": number}))
    return " ".join(parts) or NOBODY_ELSE


ROUNDS = {"urgent": _("Urgent groups, first"), "rest": _("All other groups")}
STATUS = {
    "optimal": _("Proven: no better answer exists"),
    "within_gap": _("Proven to within the published gap"),
    "stopped": _("Stopped: the best found so far"),
}
STAGES = {
    "urgent": _("Urgent groups"),
    "rest": _("All other groups"),
    "advice": _("What other choices would do to other children"),
    "ahead": _("How much other children may need each family"),
}
FAILURES = {
    "setting_unconfirmed": _(
        "Nobody has confirmed the weights and rules for this country yet. A run can't be made without them."
    ),
    "setting_unset": _("A rule of this country is not set yet. A run can't be made without it."),
    "bad_input": _("The question was not complete. Nothing was suggested."),
    "memory": _("The computer had not enough memory. Nothing was suggested; ask who looks after it, then run again."),
}


def stage(code):
    """What a run is doing now."""
    return STAGES.get(code, _("Reading who waits"))


def failure(code):
    """Why a run could not be made."""
    return FAILURES.get(code, _("Something went wrong. Nothing was suggested."))
