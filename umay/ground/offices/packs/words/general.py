"""Words about settings, languages and identity numbers.

Codes are stored, labels shown; the context of a text is its vocabulary.
"""

from django.utils.translation import pgettext_lazy

GENERAL = {
    "status": {
        "sourced": pgettext_lazy("status", "read in a source"),
        "memory": pgettext_lazy("status", "from memory, not verified"),
        "doubtful": pgettext_lazy("status", "doubtful, not verified"),
        "inferred": pgettext_lazy("status", "our own choice, not verified"),
        "unknown": pgettext_lazy("status", "not known, to be set"),
    },
    "unit": {
        "minutes": pgettext_lazy("unit", "minutes"),
        "hours": pgettext_lazy("unit", "hours"),
        "days": pgettext_lazy("unit", "days"),
        "working_days": pgettext_lazy("unit", "working days"),
        "months": pgettext_lazy("unit", "months"),
        "years": pgettext_lazy("unit", "years"),
        "children": pgettext_lazy("unit", "children"),
        "kilometres": pgettext_lazy("unit", "kilometres"),
        "points": pgettext_lazy("unit", "points"),
        "interviews": pgettext_lazy("unit", "interviews"),
        "cases": pgettext_lazy("unit", "cases"),
        "people": pgettext_lazy("unit", "people"),
        "seconds": pgettext_lazy("unit", "seconds"),
        "millionths": pgettext_lazy("unit", "millionths"),
    },
    "group": {
        "names": pgettext_lazy("group", "Official names"),
        "country": pgettext_lazy("group", "Country"),
        "intake": pgettext_lazy("group", "Reports"),
        "risk": pgettext_lazy("group", "Risk and first steps"),
        "legal": pgettext_lazy("group", "Legal basis and measures"),
        "cases": pgettext_lazy("group", "The child's case"),
        "kin": pgettext_lazy("group", "Kin search"),
        "families": pgettext_lazy("group", "Foster families"),
        "matching": pgettext_lazy("group", "Matching"),
        "placements": pgettext_lazy("group", "Placements"),
        "visits": pgettext_lazy("group", "Visits"),
        "privacy": pgettext_lazy("group", "Protection of personal data"),
    },
    "yes_no": {
        "yes": pgettext_lazy("yes_no", "yes"),
        "no": pgettext_lazy("yes_no", "no"),
        "empty": pgettext_lazy("yes_no", "none"),
        "no_limit": pgettext_lazy("yes_no", "no limit of this kind"),
        "under": pgettext_lazy("yes_no", "if the youngest child is under %(years)s"),
        "renewed": pgettext_lazy("yes_no", "renewed every %(months)s months"),
        "kept": pgettext_lazy("yes_no", "%(years)s years"),
        "at_most": pgettext_lazy("yes_no", "at most %(days)s days"),
        "local": pgettext_lazy("yes_no", "in some provinces only"),
        "unset": pgettext_lazy("yes_no", "not set yet"),
    },
    "refusal": {
        "unconfirmed": pgettext_lazy(
            "refusal",
            "The setting “%(label)s” has not been confirmed for this installation, so it was not used. "
            "Nothing was changed. Ask the person responsible for the rules to confirm it under "
            "Settings, Country rules.",
        ),
        "unset": pgettext_lazy(
            "refusal",
            "The setting “%(label)s” is not known for this country and has not been set for this "
            "installation. Nothing was changed. Ask the person responsible for the rules to set it "
            "under Settings, Country rules.",
        ),
    },
    "language": {
        "tr": pgettext_lazy("language", "Turkish"),
        "az": pgettext_lazy("language", "Azerbaijani"),
        "en": pgettext_lazy("language", "English"),
    },
    "tongue": {
        "tr": pgettext_lazy("tongue", "Turkish"),
        "az": pgettext_lazy("tongue", "Azerbaijani"),
        "ku": pgettext_lazy("tongue", "Kurdish (Kurmanji)"),
        "zza": pgettext_lazy("tongue", "Zaza"),
        "ar": pgettext_lazy("tongue", "Arabic"),
        "fa": pgettext_lazy("tongue", "Persian"),
        "ru": pgettext_lazy("tongue", "Russian"),
        "en": pgettext_lazy("tongue", "English"),
        "ka": pgettext_lazy("tongue", "Georgian"),
        "lez": pgettext_lazy("tongue", "Lezgian"),
        "tly": pgettext_lazy("tongue", "Talysh"),
        "av": pgettext_lazy("tongue", "Avar"),
        "uk": pgettext_lazy("tongue", "Ukrainian"),
        "tk": pgettext_lazy("tongue", "Turkmen"),
        "uz": pgettext_lazy("tongue", "Uzbek"),
        "sign": pgettext_lazy("tongue", "Sign language"),
        "no_speech": pgettext_lazy("tongue", "Does not speak, uses signs or pictures"),
        "other": pgettext_lazy("tongue", "Another language"),
    },
    "number_kind": {
        "tckn": pgettext_lazy("number_kind", "Turkish identity number"),
        "foreign": pgettext_lazy("number_kind", "Foreigner's identity number (Türkiye)"),
        "fin": pgettext_lazy("number_kind", "FIN (identity code of Azerbaijan)"),
        "passport": pgettext_lazy("number_kind", "Passport number"),
    },
}
