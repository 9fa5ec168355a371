"""The contract: every setting a country pack has, its kind and unit. README.md explains each one."""

from dataclasses import dataclass

from .kinds import Code, Codes, Kind, Map, Names, Number, Simple, Table, YesNo
from .rows import LegalBasis, Requirement, RetentionRule, RiskRule
from .words import KEY_LABELS, VOCABULARIES


@dataclass(frozen=True)
class Key:
    """name: dotted. unit: a code of the vocabulary "unit", or "". must_be_set: no person is stored before it is."""

    name: str
    kind: Kind
    unit: str = ""
    must_be_set: bool = False

    @property
    def group(self) -> str:
        return self.name.split(".")[0]

    @property
    def label(self):
        """The plain name in the reader's language (lazy)."""
        return KEY_LABELS[self.name]


_LEVELS = ("high", "medium", "low")
_TEXT = Simple()
_WORDS = Names()
_CARE_TYPES = tuple(VOCABULARIES["care_type"])


def _number(least: int = 1, most: int = 100_000, *, may_be_none: bool = False) -> Number:
    return Number(least=least, most=most, may_be_none=may_be_none)


_ALL = (
    Key("names.product", _WORDS),
    Key("names.foster_family", _WORDS),
    Key("names.authority", _WORDS),
    Key("names.central_unit", _WORDS),
    Key("names.province_office", _WORDS),
    Key("names.district_office", _WORDS),
    Key("names.foster_unit", _WORDS),
    Key("names.approver", _WORDS),
    Key("names.contract", _WORDS),
    Key("names.temporary_contract", _WORDS),
    Key("names.social_inquiry", _WORDS),
    Key("country.zone", _TEXT),
    Key("country.language", Code(vocabulary="language")),
    Key("country.age_of_majority", _number(16, 25), "years"),
    Key("country.phone_region", _TEXT),
    Key("country.hotline", Simple(may_be_none=True)),
    Key("country.emergency_number", _TEXT),
    Key("country.has_patronymic", YesNo()),
    Key("country.identity_numbers", Codes(vocabulary="number_kind")),
    Key("intake.reporter_kinds", Codes(vocabulary="reporter")),
    Key("intake.concerns", Codes(vocabulary="concern")),
    Key("intake.screen_out_reasons", Codes(vocabulary="screen_out")),
    Key("intake.triage_hours", _number(), "hours"),
    Key("risk.questions", Codes(vocabulary="risk_question")),
    Key(
        "risk.rules",
        Table(
            row=RiskRule,
            vocabularies=(
                ("code", "risk_rule"),
                ("level", "risk_level"),
                ("yes", "risk_question"),
                ("unsure", "risk_question"),
            ),
        ),
    ),
    Key("risk.first_contact_hours", Map(keys=_LEVELS, vocabulary="risk_level", of=_number()), "hours"),
    Key("risk.follow_up_days", Map(keys=_LEVELS, vocabulary="risk_level", of=_number()), "days"),
    Key("risk.initial_assessment_hours", _number(), "hours"),
    Key("risk.full_assessment_days", _number(), "days"),
    Key("risk.case_plan_days", _number(), "days"),
    Key("legal.bases", Table(row=LegalBasis, vocabularies=(("code", "legal_basis"), ("authority", "authority")))),
    Key("legal.measures", Codes(vocabulary="measure", may_be_empty=True)),
    Key("legal.emergency_apply_days", _number(), "days"),
    Key("legal.emergency_decide_days", _number(), "days"),
    Key("legal.emergency_max_days", _number(), "days"),
    Key("legal.designate_days", _number(), "days"),
    Key("legal.collect_days", _number(), "days"),
    Key("legal.order_review_months", _number(), "months"),
    Key("legal.expiry_warning_days", _number(), "days"),
    Key("cases.care_reasons", Codes(vocabulary="care_reason")),
    Key("cases.reasons_never_alone", Codes(vocabulary="care_reason")),
    Key("cases.tried_at_home", Codes(vocabulary="support")),
    Key("cases.why_not_tried", Codes(vocabulary="why_not_tried")),
    Key("cases.needs", Codes(vocabulary="need")),
    Key("cases.languages", Codes(vocabulary="tongue")),
    Key("cases.school_levels", Codes(vocabulary="school_level")),
    Key("cases.no_view_reasons", Codes(vocabulary="no_view")),
    Key("cases.review_months", _number(), "months"),
    Key("cases.permanence_goals", Codes(vocabulary="permanence")),
    Key("cases.closing_reasons", Codes(vocabulary="case_closing")),
    Key("cases.follow_up_months", _number(), "months"),
    Key("cases.max_per_worker", _number(), "cases"),
    Key("cases.no_residential_under_years", _number(0, 18), "years"),
    Key("kin.relations", Codes(vocabulary="kin_relation")),
    Key("families.care_types", Codes(vocabulary="care_type")),
    Key("families.model_names", Map(keys=_CARE_TYPES, vocabulary="care_type", of=_WORDS, may_miss=True)),
    Key("families.emergency_care_types", Codes(vocabulary="care_type")),
    Key("families.temporary_max_months", _number(), "months"),
    Key("families.max_foster_children", _number(1, 20), "children"),
    Key("families.max_children_two_parents", _number(1, 20, may_be_none=True), "children"),
    Key("families.max_children_one_parent", _number(1, 20, may_be_none=True), "children"),
    Key("families.siblings_exempt", YesNo()),
    Key("families.min_age", _number(18, 99), "years"),
    Key("families.max_age", _number(18, 120, may_be_none=True), "years"),
    Key("families.couple_age_gap_years", _number(0, 99, may_be_none=True), "years"),
    Key("families.single_preferred_min_age", _number(18, 99, may_be_none=True), "years"),
    Key("families.min_education", Code(vocabulary="education", may_be_none=True)),
    Key("families.kin_may_waive", Codes(vocabulary="waiver", may_be_empty=True)),
    Key(
        "families.requirements",
        Table(
            row=Requirement,
            vocabularies=(("code", "requirement"), ("who", "requirement_who"), ("needed", "requirement_when")),
        ),
    ),
    Key("families.trainings", Codes(vocabulary="training")),
    Key(
        "families.training_floor",
        Map(
            keys=_CARE_TYPES, vocabulary="care_type", of=Codes(vocabulary="training", may_be_empty=True), may_miss=True
        ),
    ),
    Key("families.interviews_min", _number(0, 50), "interviews"),
    Key("families.review_months", _number(), "months"),
    Key("families.approval_by", Code(vocabulary="authority")),
    Key("families.refusal_reasons", Codes(vocabulary="application_refusal")),
    Key("families.bar_reasons", Codes(vocabulary="family_bar")),
    Key("families.end_reasons", Codes(vocabulary="family_end")),
    Key("families.willing_confirm_days", _number(), "days"),
    Key("matching.max_km", _number(1, 20_000), "kilometres"),
    Key(
        "matching.weights",
        Map(keys=tuple(VOCABULARIES["weight"]), vocabulary="weight", of=_number(0, 1_000_000)),
        "points",
    ),
    Key("matching.board_quorum", _number(2, 50), "people"),
    Key("matching.sharing", YesNo()),
    Key("matching.splitting", YesNo()),
    Key("matching.time_limit_s", _number(0, 3_600), "seconds"),
    Key("matching.gap_millionths", _number(0, 1_000_000), "millionths"),
    Key("matching.telephone_minutes", _number(1, 1_440), "minutes"),
    Key("matching.split_reasons", Codes(vocabulary="split_reason")),
    Key("matching.depart_reasons", Codes(vocabulary="depart_reason")),
    Key("matching.decline_reasons", Codes(vocabulary="decline_reason")),
    Key("placements.approval_by", Code(vocabulary="authority")),
    Key("placements.ratify_working_days", _number(), "working_days"),
    Key("placements.emergency_reasons", Codes(vocabulary="emergency_reason")),
    Key("placements.end_reasons", Codes(vocabulary="placement_end")),
    Key("placements.unsafe_ends", Codes(vocabulary="placement_end")),
    Key("placements.move_reasons", Codes(vocabulary="placement_end")),
    Key("visits.first_within_days", _number(), "days"),
    Key("visits.first_year_months", _number(), "months"),
    Key("visits.first_year_every_months", _number(), "months"),
    Key("visits.later_every_months", _number(), "months"),
    Key("visits.emergency_every_days", _number(), "days"),
    Key("visits.concern_kinds", Codes(vocabulary="visit_concern")),
    Key("visits.not_seen_reasons", Codes(vocabulary="not_seen")),
    Key("privacy.registration", _TEXT, must_be_set=True),
    Key("privacy.notice", _WORDS, must_be_set=True),
    Key(
        "privacy.retention",
        Table(row=RetentionRule, vocabularies=(("code", "retention"), ("starts", "retention_start"))),
        must_be_set=True,
    ),
)

KEYS: dict[str, Key] = {key.name: key for key in _ALL}
