"""Türkiye. Articles are cited as the state cites them; where a rule was not found the reader is told so."""

from datetime import date
from types import MappingProxyType

from .assembly import assemble
from .rows import LegalBasis, Requirement, RetentionRule
from .shared import SHARED
from .values import Words, doubtful, inferred, memory, sourced, unknown
from .words import VOCABULARIES

_REGULATION = "Koruyucu Aile Yönetmeliği, RG 14/12/2012 no. 28497."
_LAW_5395 = "Çocuk Koruma Kanunu no. 5395"
_MINISTRY_RENAMED = date(2021, 4, 21)

_NAMES = {
    "names.foster_family": sourced(
        Words(tr="koruyucu aile", az="himayədar ailə", en="foster family"), "S36", "S63", note=_REGULATION
    ),
    "names.authority": (
        memory(
            Words(
                tr="Aile, Çalışma ve Sosyal Hizmetler Bakanlığı",
                az="Ailə, Əmək və Sosial Xidmətlər Nazirliyi",
                en="Ministry of Family, Labour and Social Services",
            ),
            note="The ministry's name until it was divided on 21 April 2021.",
            until=date(2021, 4, 20),
        ),
        sourced(
            Words(
                tr="Aile ve Sosyal Hizmetler Bakanlığı",
                az="Ailə və Sosial Xidmətlər Nazirliyi",
                en="Ministry of Family and Social Services",
            ),
            "S50",
            note="The ministry's own pages; the day of the change is from memory.",
            since=_MINISTRY_RENAMED,
        ),
    ),
    "names.central_unit": sourced(
        Words(
            tr="Çocuk Hizmetleri Genel Müdürlüğü",
            az="Uşaq Xidmətləri Baş İdarəsi",
            en="Directorate General of Child Services",
        ),
        "S50",
        note="ÇHGM, the ministry's own pages.",
    ),
    "names.province_office": sourced(
        Words(
            tr="Aile ve Sosyal Hizmetler İl Müdürlüğü",
            az="Ailə və Sosial Xidmətlər Vilayət İdarəsi",
            en="Provincial Directorate of Family and Social Services",
        ),
        "S27",
        "S32",
        note="81 provincial directorates.",
    ),
    "names.district_office": sourced(
        Words(tr="Sosyal Hizmet Merkezi", az="Sosial Xidmət Mərkəzi", en="Social Service Centre"),
        "S57b",
        note="SHM, in the districts.",
    ),
    "names.foster_unit": sourced(
        Words(tr="Koruyucu Aile Birimi", az="Himayədar Ailə Bölməsi", en="Foster Care Unit"),
        "S21",
        note="Inside the provincial directorate.",
    ),
    "names.approver": sourced(
        Words(tr="Valilik", az="Valilik", en="Governor's Office"), "S32", note="The governor approves."
    ),
    "names.contract": sourced(
        Words(tr="Koruyucu Aile Sözleşmesi", az="Himayədar Ailə Müqaviləsi", en="Foster Family Contract"),
        "S31",
        "S38",
        note="Signed before the handover.",
    ),
    "names.temporary_contract": sourced(
        Words(
            tr="Geçici Koruyucu Aile Sözleşmesi",
            az="Müvəqqəti Himayədar Ailə Müqaviləsi",
            en="Temporary Foster Family Contract",
        ),
        "S42",
        note="A contract of its own in the pilot of the temporary model.",
    ),
    "names.social_inquiry": sourced(
        Words(tr="Sosyal İnceleme Raporu", az="Sosial Araşdırma Hesabatı", en="Social Inquiry Report"),
        "S50",
        note="SİR.",
    ),
}

_COUNTRY = {
    "country.zone": sourced("Europe/Istanbul", "TZ", note="One zone for the whole country, no summer time since 2016."),
    "country.language": sourced("tr", "S36", note="The language of its laws and regulations."),
    "country.age_of_majority": sourced(
        18, "S49", note="Services for 0-18, and beyond for those whose order continues."
    ),
    "country.phone_region": sourced("TR", "V", note="Numbers of +90."),
    "country.hotline": sourced("183", "S50", note="ALO 183, the social support line."),
    "country.emergency_number": memory("112", note="One number for police, gendarmerie and ambulance."),
    "country.has_patronymic": memory(False, note="A person has given names and a surname."),
    "country.identity_numbers": sourced(
        ("tckn", "foreign", "passport"),
        "V",
        note="Eleven digits, the last two computed from the others. A number is never required.",
    ),
}

_INTAKE = {
    "intake.reporter_kinds": sourced(
        (
            "child",
            "parent",
            "relative",
            "neighbour",
            "school",
            "health",
            "police",
            "court",
            "public_body",
            "municipality",
            "headman",
            "ngo",
            "mobile_team",
            "hotline",
            "own_office",
            "anonymous",
            "other",
        ),
        "S47",
        note="Judicial and administrative bodies, police, headman, municipal police, health and education "
        "bodies, NGOs and "
        "everyone who learns of a child in need must report; the child or carer may apply.",
    ),
    "intake.triage_hours": sourced(24, "S29", note="A report is assessed within one day (service standard of Mardin)."),
}

_LEGAL = {
    "legal.bases": sourced(
        (
            LegalBasis("care_order", "5395 m. 5; 2828 m. 23", "court"),
            LegalBasis("taken_in", "5395 m. 9", "institution", is_emergency=True, is_provisional=True, max_days=5),
            LegalBasis("emergency_order", "5395 m. 9", "court", is_emergency=True, is_provisional=True, max_days=30),
            LegalBasis("administrator_approval", "2828 m. 22", "administrator", is_emergency=True, is_provisional=True),
        ),
        "S44",
        "S45",
        "S45b",
        "S46",
        "S48",
        note="Care order of the court; emergency protection; urgent admission by the local administrator "
        "before a court "
        "order. A child under a court order may be raised by a foster family (2828 art. 23).",
    ),
    "legal.measures": sourced(
        ("DAN", "EGT", "BAK", "SAG", "BAR"), "S46", note=f"{_LAW_5395}, art. 5; a child may hold several."
    ),
    "legal.emergency_apply_days": sourced(
        5, "S45", "S48", note=f"{_LAW_5395}, art. 9: within five days of taking the child in."
    ),
    "legal.emergency_decide_days": sourced(
        3, "S45", "S48", note=f"{_LAW_5395}, art. 9: the judge decides within three days."
    ),
    "legal.emergency_max_days": sourced(30, "S45", "S48", note=f"{_LAW_5395}, art. 9: at most thirty days."),
    "legal.designate_days": sourced(
        2, "S28", note="Published service standard of İstanbul; other provinces may differ."
    ),
    "legal.collect_days": sourced(2, "S28", note="Published service standard of İstanbul; other provinces may differ."),
    "legal.order_review_months": memory(
        3,
        "S48b",
        note=f"{_LAW_5395}, art. 8(2): at most every three months; the schools' form is a three-month interim "
        "assessment.",
    ),
}

_CASES = {
    "cases.tried_at_home": inferred(
        (
            "SED",
            "DAN",
            "EGT",
            "SAG",
            "family_work",
            "psychologist",
            "day_care",
            "rehabilitation",
            "kin_help",
            "harmer_leaves",
            "mother_child_shelter",
        ),
        "S46",
        "S49",
        "S90",
        note="Social and economic support and the measures of art. 5; the rest are ways of working named by "
        "the product.",
    ),
    "cases.languages": inferred(
        ("tr", "ku", "zza", "ar", "fa", "ru", "uk", "az", "tk", "uz", "ka", "en", "sign", "no_speech", "other"),
        note="Languages a worker is likely to meet; a language is a matter of communication, never of origin.",
    ),
    "cases.school_levels": memory(
        ("none_young", "preschool", "primary", "middle", "high", "vocational", "special", "higher", "out", "not_known"),
        note="Four years each of primary, middle and high school.",
    ),
}

_FAMILIES = {
    "kin.relations": sourced(
        tuple(VOCABULARIES["kin_relation"]),
        "S36",
        note="Blood relatives other than a parent or guardian, and people the child knows, such as a minder or neighbour.",
    ),
    "families.care_types": sourced(
        ("kin", "temporary", "term", "specialised"), "S36", "S42", note=f"{_REGULATION} Four models."
    ),
    "families.model_names": sourced(
        MappingProxyType(
            {
                "kin": Words(tr="Akraba veya Yakın Çevre", az="Qohum və ya Yaxın Çevrə", en="Kin or Close Circle"),
                "temporary": Words(tr="Geçici", az="Müvəqqəti", en="Temporary"),
                "term": Words(tr="Süreli", az="Müddətli", en="Term"),
                "specialised": Words(tr="Uzmanlaşmış", az="İxtisaslaşmış", en="Specialised"),
            }
        ),
        "S36",
        note=_REGULATION,
    ),
    "families.emergency_care_types": sourced(
        ("temporary",), "S36", "S42", note="The temporary model is for urgent protection."
    ),
    "families.temporary_max_months": sourced(
        1, "S36", "S42", note=f"{_REGULATION} A few days to at most one month; the pilot of 2025 allows up to three."
    ),
    "families.max_foster_children": doubtful(3, note="No number was found in the regulation; taken as in Azerbaijan."),
    "families.max_children_two_parents": unknown(note="Not found.", demo=None),
    "families.max_children_one_parent": unknown(note="Not found.", demo=None),
    "families.siblings_exempt": doubtful(
        True, note="Siblings together is policy; the exemption was not found in the regulation."
    ),
    "families.min_age": sourced(25, "S20", note="At application and at placement."),
    "families.max_age": sourced(65, "S20", note="At application and at placement."),
    "families.couple_age_gap_years": sourced(
        10, "S20", note="Up to ten years apart the younger spouse's age counts, else the average of both."
    ),
    "families.single_preferred_min_age": sourced(
        30, "S38", note="Practice for single applicants, with support from kin."
    ),
    "families.min_education": sourced("primary", "S20", note="At least primary school."),
    "families.kin_may_waive": sourced(("age", "education"), "S20", note="By social inquiry, for kin and close circle."),
    "families.requirements": sourced(
        (
            Requirement("identity", "applicants", "application"),
            Requirement("education", "applicants", "application"),
            Requirement("family_record", "applicants", "application", may_be_local=True),
            Requirement("income", "applicants", "application"),
            Requirement("criminal_record", "adults", "application", renew_months=24),
            Requirement("health_report", "household", "application", renew_months=24),
            Requirement("references", "applicants", "application", may_be_local=True),
            Requirement("training", "applicants", "approval"),
            Requirement("school_document", "child", "after_placement", renew_months=12),
        ),
        "S27",
        "S29",
        "S30",
        "S31",
        "S36",
        note="Published lists of several provinces; criminal record and health report anew every two years "
        "after placement.",
    ),
    "families.trainings": sourced(
        ("basic", "first", "second"), "S36", note=f"{_REGULATION} The three trainings it names."
    ),
    "families.training_floor": doubtful(
        MappingProxyType(
            {
                "kin": (),
                "temporary": ("basic", "first", "second"),
                "term": ("basic",),
                "specialised": ("first", "second"),
            }
        ),
        "S36",
        note="Kin: if they wish. The other floors were seen only in part.",
    ),
    "families.interviews_min": sourced(5, "S32", "S33b", note="At least five interviews, about three weeks apart."),
    "families.approval_by": sourced(
        "governor", "S32", note="Approval of the governor's office, the same or the next day."
    ),
    "families.bar_reasons": sourced(
        tuple(VOCABULARIES["family_bar"]), "S22", note="After these a family may never foster again."
    ),
}

_PLACEMENTS = {
    "placements.approval_by": sourced(
        "governor", "S32", note="The provincial directorate decides, the governor approves."
    ),
    "placements.end_reasons": inferred(
        tuple(VOCABULARIES["placement_end"]),
        "S22",
        note="Reasons of the ministry's page, with further ones of the product.",
    ),
    "visits.first_year_months": sourced(12, "S33", "S34", note="Monthly in the first year."),
    "visits.first_year_every_months": sourced(1, "S33", "S34", note="Monthly in the first year."),
    "visits.later_every_months": sourced(3, "S33", "S34", note="Quarterly after the first year."),
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
        note="VERBİS registration number of the controller, or the ground of its exemption.",
        demo="Gösterim: VERBİS kaydı gerekmez",
    ),
    "privacy.retention": unknown(
        note="The agency's own policy of keeping and destroying; the years of a demonstration are invented.",
        demo=_DEMO_RETENTION,
    ),
}

VALUES = assemble(SHARED, _NAMES, _COUNTRY, _INTAKE, _LEGAL, _CASES, _FAMILIES, _PLACEMENTS, _PRIVACY)
