"""Values that both countries start from: international practice and the product's own lists.

Numbers here are practice from memory or our own choice, so every one is unverified until a person of the installation
confirms it. Lists of reasons are our own choice too: an agency may shorten or reorder them by confirming its own.
"""

from types import MappingProxyType

from .rows import RiskRule
from .values import Words, inferred, memory, unknown
from .words import VOCABULARIES


def _all(vocabulary: str, *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(code for code in VOCABULARIES[vocabulary] if code not in without)


_LIST = "The product's own list, drawn up from the steps of case management."
_PRACTICE = "Humanitarian practice (Inter-Agency Guidelines for Case Management and Child Protection, 2014)."
_GUIDELINES = "UN Guidelines for the Alternative Care of Children (A/RES/64/142)"
_MATCHING = "Start values of the product's matching rules; a board of the agency should publish its own."

RISK_RULES = (
    RiskRule("danger_now", "high", yes=("danger_now",)),
    RiskRule("no_adult", "high", yes=("no_adult",)),
    RiskRule("injured", "high", yes=("injured",)),
    RiskRule("sexual_harm", "high", yes=("sexual_harm",)),
    RiskRule("threat", "high", yes=("threat",)),
    RiskRule("self_harm", "high", yes=("self_harm",)),
    RiskRule("forced", "high", yes=("forced",)),
    RiskRule("violence_near", "high", yes=("violence", "harmer_near")),
    RiskRule("violence_young", "high", yes=("violence",), under_years=3),
    RiskRule("violence_again", "high", yes=("violence", "earlier")),
    RiskRule("neglect_young", "high", yes=("neglect",), under_years=3),
    RiskRule("neglect_dependent", "high", yes=("neglect", "dependent")),
    RiskRule("street_young", "high", yes=("street",), under_years=12),
    RiskRule("violence", "medium", yes=("violence",)),
    RiskRule("harmer_near", "medium", yes=("harmer_near",)),
    RiskRule("neglect", "medium", yes=("neglect",)),
    RiskRule("carer_unable", "medium", yes=("carer_unable",)),
    RiskRule("street", "medium", yes=("street",)),
    RiskRule("danger_not_known", "medium", unsure=("danger_now",)),
    RiskRule("adult_not_known", "medium", unsure=("no_adult",)),
)

_INTAKE = {
    "intake.concerns": inferred(_all("concern"), note=_LIST),
    "intake.screen_out_reasons": inferred(_all("screen_out"), note=_LIST),
    "risk.questions": inferred(
        _all("risk_question"),
        note="The product's own short questionnaire; the official instruments were not found and may replace it.",
    ),
    "risk.rules": inferred(
        RISK_RULES,
        note="The product's own rules: the level is that of the gravest rule that applies, never a sum. Doubt about "
        "danger or about who looks after the child counts as medium; low only when no rule applies.",
    ),
    "risk.first_contact_hours": memory(MappingProxyType({"high": 24, "medium": 72, "low": 168}), note=_PRACTICE),
    "risk.follow_up_days": memory(
        MappingProxyType({"high": 3, "medium": 7, "low": 30}), note=f"{_PRACTICE} Twice a week, weekly, monthly."
    ),
    "risk.initial_assessment_hours": memory(48, note=f"{_PRACTICE} 24 to 48 hours."),
    "risk.full_assessment_days": memory(7, note=_PRACTICE),
    "risk.case_plan_days": memory(14, note=_PRACTICE),
}

_CASES = {
    "legal.expiry_warning_days": inferred(14, note="Two weeks leave time to ask for the next order."),
    "cases.care_reasons": inferred(_all("care_reason"), note=_LIST),
    "cases.reasons_never_alone": memory(
        ("poverty",), note=f"{_GUIDELINES}, paragraph 15: poverty alone is never a reason."
    ),
    "cases.why_not_tried": inferred(_all("why_not_tried"), note=_LIST),
    "cases.needs": inferred(_all("need"), note="The product's own list; the same codes are skills of a family."),
    "cases.no_view_reasons": inferred(
        _all("no_view"), note=f"{_LIST} Convention on the Rights of the Child, article 12."
    ),
    "cases.review_months": memory(3, note=f"{_GUIDELINES}, paragraph 67: at least every three months."),
    "cases.permanence_goals": inferred(_all("permanence"), note=_LIST),
    "cases.closing_reasons": inferred(_all("case_closing"), note=_LIST),
    "cases.follow_up_months": memory(3, note=_PRACTICE),
    "cases.max_per_worker": memory(25, note="Child Protection Minimum Standards, standard 18 (2019)."),
    "cases.no_residential_under_years": memory(3, note=f"{_GUIDELINES}, paragraph 22: a family setting under three."),
}

_FAMILIES = {
    "families.review_months": inferred(12, note="A yearly review."),
    "families.refusal_reasons": inferred(_all("application_refusal"), note=_LIST),
    "families.end_reasons": inferred(_all("family_end"), note=_LIST),
    "families.willing_confirm_days": inferred(
        90, note="After a quarter a family is asked again before it is proposed."
    ),
    "matching.max_km": inferred(120, note=_MATCHING),
    "matching.weights": inferred(
        MappingProxyType(
            {
                "placed": 1000,
                "urgent": 500,
                "wait_per_day": 1,
                "per_km": 1,
                "behaviour_unskilled": 150,
                "child_in_home": 25,
                "split": 2000,
            }
        ),
        note=_MATCHING,
    ),
    "matching.board_quorum": inferred(
        3,
        note="So many members of the board must agree, and more than half of them. Two is the least the program takes.",
    ),
    "matching.sharing": inferred(False, note=f"{_MATCHING} One group per home and calculation."),
    "matching.splitting": inferred(
        False,
        note=f"{_MATCHING} Siblings are parted by a person's reasoned decision only. "
        "Switched on it still parts nobody while the weight split is above placed, urgent and a year's waiting together.",
    ),
    "matching.time_limit_s": inferred(60, note=_MATCHING),
    "matching.gap_millionths": inferred(300, note=_MATCHING),
    "matching.telephone_minutes": inferred(
        45, note="A call and a word with the family; then the place is free for others."
    ),
    "matching.split_reasons": inferred(_all("split_reason"), note=_LIST),
    "matching.depart_reasons": inferred(_all("depart_reason"), note=_LIST),
    "matching.decline_reasons": inferred(_all("decline_reason"), note=_LIST),
}

_PLACEMENTS = {
    "placements.ratify_working_days": inferred(1, note="A second person on the next working day."),
    "placements.emergency_reasons": inferred(_all("emergency_reason"), note=_LIST),
    "placements.unsafe_ends": inferred(
        ("safety",),
        note="The child never goes to that family again, in any office. Safety counts always; a country may add to it.",
    ),
    "placements.move_reasons": inferred(
        (
            "child_need",
            "child_wish",
            "family_circumstances",
            "kin_found",
            "model_change",
            "moved_province",
            "time_over",
            "safety",
            "not_ratified",
        ),
        note=_LIST,
    ),
    "visits.first_within_days": inferred(7, note="The first week is the hardest; the child is seen within it."),
    "visits.emergency_every_days": inferred(
        7, "S79", note="No rule was found for either country; England sees the child weekly in emergency arrangements."
    ),
    "visits.concern_kinds": inferred(_all("visit_concern"), note=_LIST),
    "visits.not_seen_reasons": inferred(_all("not_seen"), note=_LIST),
}

_DEMO_NOTICE = Words(
    tr="Bu bir gösterimdir. Buradaki herkes uydurmadır; gerçek bir kişinin bilgileri girilmemelidir.",
    az="Bu nümayişdir. Buradakı hər kəs uydurulub; real şəxsin məlumatları daxil edilməməlidir.",
    en="This is a demonstration. Everyone here is invented; nothing about a real person may be entered.",
)

_PRIVACY = {
    "privacy.notice": unknown(note="The agency's own notice to the people it keeps records of.", demo=_DEMO_NOTICE),
}

SHARED = {
    "names.product": inferred(
        Words(tr="Koruyucu Aile", az="Himayədar Ailə", en="Foster Family"),
        note="The product's default; an installation may change it.",
    ),
    **_INTAKE,
    **_CASES,
    **_FAMILIES,
    **_PLACEMENTS,
    **_PRIVACY,
}
