"""Words of reports and screening.

Codes are stored, labels shown; the context of a text is its vocabulary.
"""

from django.utils.translation import pgettext_lazy

REPORTS = {
    "reporter": {
        "child": pgettext_lazy("reporter", "The child"),
        "parent": pgettext_lazy("reporter", "A parent or carer"),
        "relative": pgettext_lazy("reporter", "A relative"),
        "neighbour": pgettext_lazy("reporter", "A neighbour or acquaintance"),
        "school": pgettext_lazy("reporter", "School or nursery"),
        "health": pgettext_lazy("reporter", "Health service"),
        "police": pgettext_lazy("reporter", "Police or gendarmerie"),
        "court": pgettext_lazy("reporter", "Court or prosecutor"),
        "public_body": pgettext_lazy("reporter", "Another public body"),
        "guardianship": pgettext_lazy("reporter", "Guardianship and trusteeship authority"),
        "municipality": pgettext_lazy("reporter", "Municipality or municipal police"),
        "headman": pgettext_lazy("reporter", "Neighbourhood or village headman"),
        "ngo": pgettext_lazy("reporter", "Civil society organisation"),
        "mobile_team": pgettext_lazy("reporter", "Mobile team"),
        "hotline": pgettext_lazy("reporter", "Telephone line"),
        "own_office": pgettext_lazy("reporter", "A worker of this office"),
        "anonymous": pgettext_lazy("reporter", "Someone who did not say who they are"),
        "other": pgettext_lazy("reporter", "Someone else"),
    },
    "concern": {
        "neglect": pgettext_lazy("concern", "Neglect"),
        "physical": pgettext_lazy("concern", "Physical violence"),
        "emotional": pgettext_lazy("concern", "Emotional violence"),
        "sexual": pgettext_lazy("concern", "Sexual abuse or exploitation"),
        "domestic_violence": pgettext_lazy("concern", "Violence between adults at home"),
        "abandoned": pgettext_lazy("concern", "Abandoned or left alone"),
        "no_carer": pgettext_lazy("concern", "No carer: death, illness, prison, absence"),
        "street": pgettext_lazy("concern", "Lives or works on the street"),
        "labour": pgettext_lazy("concern", "Child labour"),
        "early_marriage": pgettext_lazy("concern", "Early or forced marriage"),
        "trafficking": pgettext_lazy("concern", "Trafficking suspected"),
        "unaccompanied": pgettext_lazy("concern", "Unaccompanied or separated child"),
        "school": pgettext_lazy("concern", "Not at school"),
        "self_harm": pgettext_lazy("concern", "Self-harm or talk of suicide"),
        "drugs": pgettext_lazy("concern", "Drugs or alcohol"),
        "offending": pgettext_lazy("concern", "Drawn into crime"),
        "disaster": pgettext_lazy("concern", "Disaster"),
        "poverty": pgettext_lazy("concern", "Lack of money"),
        "other": pgettext_lazy("concern", "Something else"),
    },
    "screen_out": {
        "not_a_child": pgettext_lazy("screen_out", "The person is of age"),
        "already_open": pgettext_lazy("screen_out", "Belongs to a case that is open"),
        "no_concern": pgettext_lazy("screen_out", "No concern for a child was found"),
        "support_only": pgettext_lazy("screen_out", "Support for the family is enough"),
        "passed_on": pgettext_lazy("screen_out", "Passed on to another office"),
        "cannot_find": pgettext_lazy("screen_out", "The child cannot be found with what is known"),
    },
    "risk_level": {
        "high": pgettext_lazy("risk_level", "High risk"),
        "medium": pgettext_lazy("risk_level", "Medium risk"),
        "low": pgettext_lazy("risk_level", "Low risk"),
    },
    "answer": {
        "yes": pgettext_lazy("answer", "Yes"),
        "no": pgettext_lazy("answer", "No"),
        "unsure": pgettext_lazy("answer", "Not known"),
    },
    "risk_question": {
        "danger_now": pgettext_lazy("risk_question", "Is a child in danger at this moment?"),
        "no_adult": pgettext_lazy(
            "risk_question",
            "Is there no adult who looks after the child now?",
        ),
        "injured": pgettext_lazy(
            "risk_question",
            "Is the child injured or ill and in need of a doctor because of what someone did or failed to do?",
        ),
        "sexual_harm": pgettext_lazy(
            "risk_question",
            "Is there a suspicion of sexual abuse or exploitation?",
        ),
        "threat": pgettext_lazy(
            "risk_question",
            "Has someone threatened to kill or badly hurt the child, or is there a weapon?",
        ),
        "violence": pgettext_lazy(
            "risk_question",
            "Is there violence at home, against the child or someone else?",
        ),
        "harmer_near": pgettext_lazy(
            "risk_question",
            "Can the person who may have hurt the child reach the child today?",
        ),
        "neglect": pgettext_lazy(
            "risk_question",
            "Does the child lack food, warmth, medicine, washing or care for days on end?",
        ),
        "dependent": pgettext_lazy(
            "risk_question",
            "Does the child depend on others for everyday care because of a disability or illness?",
        ),
        "carer_unable": pgettext_lazy(
            "risk_question",
            "Is the carer unable to care: ill, addicted, in prison, missing or dead?",
        ),
        "self_harm": pgettext_lazy(
            "risk_question",
            "Does the child hurt themselves or talk of dying?",
        ),
        "forced": pgettext_lazy(
            "risk_question",
            "Is the child to be married, or made to work, beg or commit crimes?",
        ),
        "street": pgettext_lazy(
            "risk_question",
            "Does the child sleep away from home, or is the child missing?",
        ),
        "earlier": pgettext_lazy(
            "risk_question",
            "Were there earlier reports about this child or family?",
        ),
    },
    "risk_rule": {
        "danger_now": pgettext_lazy("risk_rule", "A child is in danger at this moment"),
        "no_adult": pgettext_lazy("risk_rule", "No adult looks after the child"),
        "injured": pgettext_lazy(
            "risk_rule",
            "The child needs a doctor because of what was done or not done",
        ),
        "sexual_harm": pgettext_lazy("risk_rule", "Sexual abuse or exploitation is suspected"),
        "threat": pgettext_lazy("risk_rule", "There is a threat to life or a weapon"),
        "self_harm": pgettext_lazy("risk_rule", "The child hurts themselves or talks of dying"),
        "forced": pgettext_lazy("risk_rule", "Forced marriage, work, begging or crime"),
        "violence_near": pgettext_lazy(
            "risk_rule",
            "Violence at home, and the person can reach the child today",
        ),
        "violence_young": pgettext_lazy("risk_rule", "Violence at home with a child under 3"),
        "violence_again": pgettext_lazy(
            "risk_rule",
            "Violence at home, and there were earlier reports",
        ),
        "neglect_young": pgettext_lazy("risk_rule", "Neglect of a child under 3"),
        "neglect_dependent": pgettext_lazy(
            "risk_rule",
            "Neglect of a child who depends on everyday care",
        ),
        "street_young": pgettext_lazy("risk_rule", "A child under 12 away from home or missing"),
        "violence": pgettext_lazy("risk_rule", "Violence at home"),
        "harmer_near": pgettext_lazy(
            "risk_rule",
            "A person who may have hurt the child can reach the child",
        ),
        "neglect": pgettext_lazy("risk_rule", "Neglect over days"),
        "carer_unable": pgettext_lazy("risk_rule", "The carer is unable to care"),
        "street": pgettext_lazy("risk_rule", "The child is away from home or missing"),
        "danger_not_known": pgettext_lazy(
            "risk_rule",
            "It is not known whether a child is in danger now",
        ),
        "adult_not_known": pgettext_lazy(
            "risk_rule",
            "It is not known whether an adult looks after the child",
        ),
    },
}
