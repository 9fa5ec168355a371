"""Azerbaijan. Family-based care began in 2023 and few of its rules are public: much is unknown and must be set."""

from datetime import date
from types import MappingProxyType

from .assembly import assemble
from .rows import LegalBasis, Requirement, RetentionRule
from .shared import SHARED
from .values import Words, doubtful, inferred, memory, sourced, unknown
from .words import VOCABULARIES

_FIRST_READING = (
    "Family Code art. 145.8-145.10 as passed in first reading on 2 May 2023; the final wording was not seen."
)
_AS_TR = "Not found; a demonstration uses Türkiye's number."
_POWERS_MOVED = date(2022, 11, 1)

_NAMES = {
    "names.foster_family": sourced(
        Words(tr="koruyucu aile", az="himayədar ailə", en="foster family"), "S63", note="The ministry's own page."
    ),
    "names.authority": (
        memory(
            Words(tr="Bilim ve Eğitim Bakanlığı", az="Elm və Təhsil Nazirliyi", en="Ministry of Science and Education"),
            note="Responsible until the powers moved.",
            until=date(2022, 10, 31),
        ),
        sourced(
            Words(
                tr="Çalışma ve Halkın Sosyal Korunması Bakanlığı",
                az="Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi",
                en="Ministry of Labour and Social Protection of Population",
            ),
            "S63",
            note="Presidential decree 1599 of 15 February 2022; powers from 1 November 2022.",
            since=_POWERS_MOVED,
        ),
    ),
    "names.central_unit": sourced(
        Words(tr="Sosyal Hizmetler Ajansı", az="Sosial Xidmətlər Agentliyi", en="Social Services Agency"),
        "S63",
        "S64",
        note="SXA.",
    ),
    "names.province_office": unknown(
        note="The agency's office in a district or city was not found.",
        demo=Words(
            tr="Sosyal Hizmetler Ajansı bölge şubesi",
            az="Sosial Xidmətlər Agentliyinin ərazi şöbəsi",
            en="District branch of the Social Services Agency",
        ),
    ),
    "names.district_office": sourced(
        Words(tr="DOST merkezi", az="DOST mərkəzi", en="DOST centre"),
        "S63",
        note="One-stop counters; their exact role was not found.",
    ),
    "names.foster_unit": unknown(
        note="Not found.", demo=Words(tr="koruyucu aile şubesi", az="himayədar ailə şöbəsi", en="foster care section")
    ),
    "names.approver": unknown(
        note="Who approves a placement was not found; the contract is made with the ministry or its agency.",
        demo=Words(tr="Sosyal Hizmetler Ajansı", az="Sosial Xidmətlər Agentliyi", en="Social Services Agency"),
    ),
    "names.contract": sourced(
        Words(tr="koruyucu aile sözleşmesi", az="himayədar ailə müqaviləsi", en="foster family contract"),
        "S64",
        "S72",
        note="With the ministry or its agency.",
    ),
    "names.temporary_contract": unknown(
        note="No contract of its own was found for short stays.",
        demo=Words(
            tr="koruyucu aile sözleşmesi (kısa süreli)",
            az="himayədar ailə müqaviləsi (qısamüddətli)",
            en="foster family contract (short term)",
        ),
    ),
    "names.social_inquiry": unknown(
        note="The official title of the report was not found.",
        demo=Words(tr="sosyal değerlendirme raporu", az="sosial qiymətləndirmə aktı", en="social assessment report"),
    ),
}

_COUNTRY = {
    "country.zone": sourced("Asia/Baku", "TZ", note="One zone for the whole country, no summer time since 2016."),
    "country.language": sourced("az", "S63", note="The language of its laws."),
    "country.age_of_majority": sourced(18, "S64", note="Adults of the household are those of 18 and more."),
    "country.phone_region": sourced("AZ", "V", note="Numbers of +994."),
    "country.hotline": unknown(note="Not looked up.", demo=None),
    "country.emergency_number": memory("112", note="One number for emergencies."),
    "country.has_patronymic": memory(True, note="The father's name with oğlu or qızı is part of the full name."),
    "country.identity_numbers": sourced(
        ("fin", "passport"),
        "V",
        note="FIN: seven digits and letters without I and O, no check digit. A number is never required.",
    ),
}

_INTAKE = {
    "intake.reporter_kinds": inferred(
        (
            "child",
            "parent",
            "relative",
            "neighbour",
            "school",
            "health",
            "police",
            "court",
            "guardianship",
            "public_body",
            "municipality",
            "headman",
            "ngo",
            "hotline",
            "own_office",
            "anonymous",
            "other",
        ),
        "S75c",
        note="Bodies that watch over child rights by the rule of 8 May 2012, and people who know the child.",
    ),
    "intake.triage_hours": unknown(note=_AS_TR, demo=24),
}

_LEGAL = {
    "legal.bases": doubtful(
        (
            LegalBasis("guardianship_decision", "Ailə Məcəlləsi, 145", "guardianship"),
            LegalBasis("court_decision", "Ailə Məcəlləsi, 64-68", "court"),
            LegalBasis(
                "emergency_removal",
                "Ailə Məcəlləsi, 72",
                "guardianship",
                is_emergency=True,
                is_provisional=True,
                max_days=7,
            ),
        ),
        "S71",
        "S75c",
        note="Local guardianship bodies exist and foster care stands in art. 145 of the Family Code; the "
        "articles on removal "
        "and their time limits are from memory and must be read by a lawyer.",
    ),
    "legal.measures": unknown(note="A list of court measures like Türkiye's was not found.", demo=()),
    "legal.emergency_apply_days": unknown(note=_AS_TR, demo=5),
    "legal.emergency_decide_days": unknown(note=_AS_TR, demo=3),
    "legal.emergency_max_days": unknown(note=_AS_TR, demo=30),
    "legal.designate_days": unknown(note=_AS_TR, demo=2),
    "legal.collect_days": unknown(note=_AS_TR, demo=2),
    "legal.order_review_months": unknown(note=_AS_TR, demo=3),
}

_CASES = {
    "cases.tried_at_home": inferred(
        (
            "social_aid",
            "family_work",
            "psychologist",
            "day_care",
            "rehabilitation",
            "EGT",
            "SAG",
            "kin_help",
            "harmer_leaves",
            "mother_child_shelter",
        ),
        note="Services a family may be offered before a child leaves home; the official list was not found.",
    ),
    "cases.languages": inferred(
        ("az", "ru", "lez", "tly", "av", "ka", "ku", "tr", "fa", "ar", "en", "sign", "no_speech", "other"),
        note="Languages a worker is likely to meet; a language is a matter of communication, never of origin.",
    ),
    "cases.school_levels": memory(
        ("none_young", "preschool", "primary", "middle", "high", "vocational", "special", "higher", "out", "not_known"),
        note="Primary, general secondary and full secondary education.",
    ),
}

_FAMILIES = {
    "kin.relations": unknown(
        note="Not found; a demonstration uses Türkiye's.", demo=tuple(VOCABULARIES["kin_relation"])
    ),
    "families.care_types": inferred(
        ("kin", "temporary", "term"),
        "S64",
        note="The acts speak of short and long stays; kin is taken as a way of its own.",
    ),
    "families.model_names": inferred(
        MappingProxyType(
            {
                "kin": Words(tr="Akraba", az="Qohum", en="Kin"),
                "temporary": Words(tr="Kısa süreli", az="Qısamüddətli", en="Short term"),
                "term": Words(tr="Uzun süreli", az="Uzunmüddətli", en="Long term"),
            }
        ),
        "S64",
        note="Short or long term.",
    ),
    "families.emergency_care_types": inferred(("temporary",), "S64", note="The short stay is taken for emergencies."),
    "families.temporary_max_months": unknown(note=_AS_TR, demo=1),
    "families.max_foster_children": sourced(3, "S71", note=_FIRST_READING),
    "families.max_children_two_parents": sourced(5, "S71", note=f"{_FIRST_READING} Own children included."),
    "families.max_children_one_parent": sourced(3, "S71", note=f"{_FIRST_READING} Own children included."),
    "families.siblings_exempt": sourced(True, "S71", note=_FIRST_READING),
    "families.min_age": unknown("S73", note="Not found for foster care (adoption: single 30, married 25).", demo=25),
    "families.max_age": unknown(note=_AS_TR, demo=65),
    "families.couple_age_gap_years": unknown(note="Not found.", demo=None),
    "families.single_preferred_min_age": unknown("S73", note="Not found for foster care (adoption: 30).", demo=None),
    "families.min_education": unknown(note="Not found.", demo=None),
    "families.kin_may_waive": unknown(note="Not found.", demo=()),
    "families.requirements": inferred(
        (
            Requirement("identity", "applicants", "application"),
            Requirement("adult_consent", "adults", "application"),
            Requirement("income", "applicants", "application"),
            Requirement("housing", "household", "approval"),
            Requirement("criminal_record", "adults", "approval"),
            Requirement("health_report", "household", "approval"),
            Requirement("training", "applicants", "approval"),
        ),
        "S63",
        "S64",
        "S72",
        note="Notary, medical examination, training and the limits of health, housing and income are "
        "published; the exact "
        "list and how long each holds were not found.",
    ),
    "families.trainings": inferred(("basic",), "S72", note="A training is required; its name was not found."),
    "families.training_floor": inferred(
        MappingProxyType({"kin": ("basic",), "temporary": ("basic",), "term": ("basic",)}),
        "S72",
        note="Training comes before matching.",
    ),
    "families.interviews_min": unknown(note="An interview is required; how many was not found.", demo=1),
    "families.approval_by": unknown(
        note="Not found; the contract is made with the ministry or its agency.", demo="agency"
    ),
    "families.bar_reasons": inferred(tuple(VOCABULARIES["family_bar"]), "S22", note="Not found; taken from Türkiye."),
}

_PLACEMENTS = {
    "placements.approval_by": unknown(
        "S64", "S72", note="Not found; the contract is made with the ministry or its agency.", demo="agency"
    ),
    "placements.end_reasons": inferred(
        tuple(code for code in VOCABULARIES["placement_end"] if code != "model_change"), note="The product's own list."
    ),
    "visits.first_year_months": unknown(
        "S75", note="Not found for foster care (adoption: quarterly for a year, then yearly).", demo=12
    ),
    "visits.first_year_every_months": unknown(note=_AS_TR, demo=1),
    "visits.later_every_months": unknown(note=_AS_TR, demo=3),
}

_DEMO_RETENTION = (
    RetentionRule("report_only", 2, "received"),
    RetentionRule("application", 2, "closed"),
    RetentionRule("family", 10, "ended"),
    RetentionRule("case", 10, "of_age"),
    RetentionRule("journal", 10, "written"),
)

_PRIVACY = {
    "privacy.registration": unknown(
        "S88",
        note="Number in the State Register of information systems with personal data, needed before any collection.",
        demo="Nümayiş: qeydiyyat tələb olunmur",
    ),
    "privacy.retention": unknown(
        note="The agency's own policy of keeping and destroying; the years of a demonstration are invented.",
        demo=_DEMO_RETENTION,
    ),
}

VALUES = assemble(SHARED, _NAMES, _COUNTRY, _INTAKE, _LEGAL, _CASES, _FAMILIES, _PLACEMENTS, _PRIVACY)
