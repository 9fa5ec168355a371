"""Words of kin and foster families.

Codes are stored, labels shown; the context of a text is its vocabulary.
"""

from django.utils.translation import pgettext_lazy

FAMILIES = {
    "kin_relation": {
        "grandparent": pgettext_lazy("kin_relation", "Grandparent"),
        "aunt_uncle": pgettext_lazy("kin_relation", "Aunt or uncle"),
        "sibling": pgettext_lazy("kin_relation", "Adult brother or sister"),
        "half_sibling": pgettext_lazy("kin_relation", "Adult half brother or half sister"),
        "cousin": pgettext_lazy("kin_relation", "Cousin"),
        "known": pgettext_lazy("kin_relation", "Someone the child knows and trusts"),
    },
    "care_type": {
        "kin": pgettext_lazy("care_type", "Kin or close circle"),
        "temporary": pgettext_lazy("care_type", "Temporary"),
        "term": pgettext_lazy("care_type", "Term"),
        "specialised": pgettext_lazy("care_type", "Specialised"),
    },
    "education": {
        "literate": pgettext_lazy("education", "Can read and write"),
        "primary": pgettext_lazy("education", "Primary school"),
        "middle": pgettext_lazy("education", "Middle school"),
        "high": pgettext_lazy("education", "High school"),
        "higher": pgettext_lazy("education", "Higher education"),
    },
    "waiver": {
        "age": pgettext_lazy("waiver", "Age"),
        "education": pgettext_lazy("waiver", "Education"),
    },
    "requirement": {
        "identity": pgettext_lazy("requirement", "Identity document and photograph"),
        "education": pgettext_lazy("requirement", "Education document"),
        "family_record": pgettext_lazy("requirement", "Civil registry record and marriage record"),
        "income": pgettext_lazy("requirement", "Proof of work, income and social security"),
        "criminal_record": pgettext_lazy("requirement", "Criminal record"),
        "health_report": pgettext_lazy("requirement", "Health report"),
        "references": pgettext_lazy("requirement", "Curriculum vitae and references"),
        "housing": pgettext_lazy("requirement", "Suitable home"),
        "adult_consent": pgettext_lazy(
            "requirement",
            "Notarised consent of every adult in the home",
        ),
        "training": pgettext_lazy("requirement", "Training completed"),
        "school_document": pgettext_lazy(
            "requirement",
            "The child's school document, every September",
        ),
    },
    "requirement_who": {
        "applicants": pgettext_lazy("requirement_who", "Applicants"),
        "adults": pgettext_lazy("requirement_who", "Applicants and every adult in the home"),
        "household": pgettext_lazy("requirement_who", "Everyone in the home"),
        "child": pgettext_lazy("requirement_who", "The child"),
    },
    "requirement_when": {
        "application": pgettext_lazy("requirement_when", "With the application"),
        "approval": pgettext_lazy("requirement_when", "Before approval"),
        "placement": pgettext_lazy("requirement_when", "Before the placement"),
        "after_placement": pgettext_lazy("requirement_when", "After the placement"),
    },
    "training": {
        "basic": pgettext_lazy("training", "Basic family training"),
        "first": pgettext_lazy("training", "Foster family training, first level"),
        "second": pgettext_lazy("training", "Foster family training, second level"),
    },
    "application_refusal": {
        "age": pgettext_lazy("application_refusal", "Outside the age limits"),
        "residence": pgettext_lazy("application_refusal", "Citizenship or residence not met"),
        "education": pgettext_lazy("application_refusal", "Education not met"),
        "income": pgettext_lazy("application_refusal", "No regular income"),
        "housing": pgettext_lazy("application_refusal", "Home not suitable"),
        "health": pgettext_lazy("application_refusal", "Health of a person in the home"),
        "conviction": pgettext_lazy("application_refusal", "Conviction of a person in the home"),
        "documents": pgettext_lazy("application_refusal", "Documents missing or untrue"),
        "no_consent": pgettext_lazy("application_refusal", "An adult in the home does not agree"),
        "inquiry": pgettext_lazy("application_refusal", "Social inquiry not favourable"),
        "training": pgettext_lazy("application_refusal", "Training not completed"),
        "expectations": pgettext_lazy(
            "application_refusal",
            "Expectations do not fit a child's needs",
        ),
    },
    "family_bar": {
        "abuse": pgettext_lazy("family_bar", "Neglect or abuse of a child was found"),
        "conduct": pgettext_lazy("family_bar", "Conduct that harms a child"),
        "health": pgettext_lazy("family_bar", "Health not adequate, by hospital report"),
        "conviction": pgettext_lazy("family_bar", "Conviction that harms the child's standing"),
        "no_cooperation": pgettext_lazy("family_bar", "Refuses guidance and cooperation"),
    },
    "family_end": {
        "own_wish": pgettext_lazy("family_end", "The family's own wish"),
        "moved": pgettext_lazy("family_end", "Moved to another province"),
        "health": pgettext_lazy("family_end", "Illness or age"),
        "separated": pgettext_lazy("family_end", "The couple separated"),
        "died": pgettext_lazy("family_end", "A carer died"),
        "adopted": pgettext_lazy("family_end", "Adopted the child and stops"),
        "expired": pgettext_lazy("family_end", "Approval was not renewed"),
    },
}
