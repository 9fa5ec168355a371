"""Words of matching, placements, visits and retention.

Codes are stored, labels shown; the context of a text is its vocabulary.
"""

from django.utils.translation import pgettext_lazy

PLACING = {
    "split_reason": {
        "court": pgettext_lazy("split_reason", "A court order separates them"),
        "harm": pgettext_lazy("split_reason", "One hurts another"),
        "own_wish": pgettext_lazy("split_reason", "A child's own considered wish"),
        "medical": pgettext_lazy("split_reason", "A child's medical need"),
        "kin": pgettext_lazy("split_reason", "A child's own kin can take only that child"),
        "no_home": pgettext_lazy("split_reason", "No home for all was found after a full search"),
    },
    "depart_reason": {
        "child_wish": pgettext_lazy("depart_reason", "The child's own wish"),
        "known": pgettext_lazy("depart_reason", "The child knows this family"),
        "school": pgettext_lazy("depart_reason", "Keeps the child's school"),
        "birth_family": pgettext_lazy("depart_reason", "Nearer to the birth family"),
        "language": pgettext_lazy("depart_reason", "Shares the child's language"),
        "health_service": pgettext_lazy(
            "depart_reason",
            "Nearer to a health service the child needs",
        ),
        "not_reached": pgettext_lazy(
            "depart_reason",
            "The families before it could not be reached in time",
        ),
        "not_now": pgettext_lazy("depart_reason", "The families before it cannot take a child now"),
        "safety": pgettext_lazy("depart_reason", "Safety"),
        "other": pgettext_lazy("depart_reason", "Another reason"),
    },
    "decline_reason": {
        "not_now": pgettext_lazy("decline_reason", "Not at this time"),
        "illness": pgettext_lazy("decline_reason", "Illness in the home"),
        "needs": pgettext_lazy("decline_reason", "Does not feel able to meet the needs"),
        "number": pgettext_lazy("decline_reason", "Too many children at once"),
        "work": pgettext_lazy("decline_reason", "Work or travel"),
        "no_answer": pgettext_lazy("decline_reason", "Did not answer in time"),
        "other": pgettext_lazy("decline_reason", "Another reason"),
    },
    "emergency_reason": {
        "danger": pgettext_lazy("emergency_reason", "Danger at home tonight"),
        "found": pgettext_lazy("emergency_reason", "Found without an adult"),
        "carer_gone": pgettext_lazy(
            "emergency_reason",
            "The carer was taken to hospital or detained",
        ),
        "placement_broke": pgettext_lazy("emergency_reason", "A placement broke down"),
        "newborn": pgettext_lazy("emergency_reason", "Newborn left behind"),
        "other": pgettext_lazy("emergency_reason", "Another reason"),
    },
    "placement_end": {
        "returned_home": pgettext_lazy("placement_end", "Returned to the birth family"),
        "adopted": pgettext_lazy("placement_end", "Adopted"),
        "came_of_age": pgettext_lazy("placement_end", "Came of age or left care"),
        "family_circumstances": pgettext_lazy(
            "placement_end",
            "The family's circumstances changed",
        ),
        "child_need": pgettext_lazy("placement_end", "The child's need changed"),
        "child_wish": pgettext_lazy("placement_end", "The child's wish"),
        "model_change": pgettext_lazy("placement_end", "Change of foster model"),
        "moved_province": pgettext_lazy("placement_end", "Moved to another province"),
        "safety": pgettext_lazy("placement_end", "The child was not safe"),
        "kin_found": pgettext_lazy("placement_end", "Kin were found"),
        "order_ended": pgettext_lazy("placement_end", "The legal basis ended"),
        "time_over": pgettext_lazy("placement_end", "The temporary stay ended"),
        "not_ratified": pgettext_lazy("placement_end", "The emergency placement was not ratified"),
        "died": pgettext_lazy("placement_end", "The child died"),
    },
    "visit_concern": {
        "injury": pgettext_lazy("visit_concern", "Marks or injuries"),
        "fear": pgettext_lazy("visit_concern", "The child is afraid"),
        "said": pgettext_lazy("visit_concern", "Something the child said"),
        "health": pgettext_lazy("visit_concern", "Health or medicine neglected"),
        "school": pgettext_lazy("visit_concern", "Not going to school"),
        "home": pgettext_lazy("visit_concern", "The home is not safe"),
        "treatment": pgettext_lazy("visit_concern", "Treated differently from other children"),
        "stranger": pgettext_lazy("visit_concern", "A person in the home who was not assessed"),
        "strain": pgettext_lazy("visit_concern", "The carers are at the end of their strength"),
        "contact": pgettext_lazy("visit_concern", "Contact with the birth family goes wrong"),
        "other": pgettext_lazy("visit_concern", "Something else"),
    },
    "not_seen": {
        "away": pgettext_lazy("not_seen", "Not at home"),
        "ill": pgettext_lazy("not_seen", "Ill or in hospital"),
        "refused": pgettext_lazy("not_seen", "The family did not open"),
        "child_refused": pgettext_lazy("not_seen", "The child did not want to"),
        "missing": pgettext_lazy("not_seen", "The child is missing"),
        "road": pgettext_lazy("not_seen", "Road or weather"),
    },
    "retention": {
        "report_only": pgettext_lazy("retention", "Report without a case"),
        "case": pgettext_lazy("retention", "Case of a child"),
        "family": pgettext_lazy("retention", "Foster family"),
        "application": pgettext_lazy("retention", "Application without approval"),
        "journal": pgettext_lazy("retention", "Journal"),
    },
    "retention_start": {
        "received": pgettext_lazy("retention_start", "from receipt"),
        "closed": pgettext_lazy("retention_start", "from closing"),
        "of_age": pgettext_lazy("retention_start", "from the child's coming of age"),
        "ended": pgettext_lazy("retention_start", "from the end of the approval"),
        "written": pgettext_lazy("retention_start", "from the day of writing"),
    },
    "weight": {
        "placed": pgettext_lazy("weight", "Each child placed"),
        "urgent": pgettext_lazy("weight", "Urgent"),
        "wait_per_day": pgettext_lazy("weight", "Each day of waiting"),
        "per_km": pgettext_lazy("weight", "Each kilometre of distance"),
        "behaviour_unskilled": pgettext_lazy(
            "weight",
            "Challenging behaviour without a trained home",
        ),
        "child_in_home": pgettext_lazy("weight", "Each child already in the home"),
        "split": pgettext_lazy("weight", "Each child parted from siblings"),
    },
}
