"""A family's limits in words, and beside them those that wait for a second person."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from umay.care.families import queries
from umay.care.families.rules import Limits
from umay.care.families.views.common import language
from umay.ground.offices.packs import kind_of_care, label
from umay.kit.ui.format import listed


@dataclass(frozen=True)
class LimitRow:
    """One limit in words: as it holds now, and as it was asked for."""

    what: str
    now: str
    asked: str

    @property
    def is_changed(self) -> bool:
        return self.now != self.asked


def types_of(limits, settings) -> list[str]:
    """The kinds of care of a family, or of limits that were asked for, in the country's order."""
    return [kind_of_care(code, settings) for code in settings.get("families.care_types") if code in limits.care_types]


def limit_rows(family, settings) -> list[LimitRow]:
    """Every limit beside what was asked for; empty where nothing waits for a decision."""
    if not family.limits_asked:
        return []
    now, asked = (
        _words(one, settings) for one in (queries.limits_of(family), queries.limits_from(family.limits_asked))
    )
    return [LimitRow(what, now[what], asked[what]) for what in now]


def _words(limits: Limits, settings) -> dict[str, str]:
    lang = language()
    rooms = [words for sex, words in (("f", _("Girls")), ("m", _("Boys"))) if sex in limits.rooms_for]
    return {
        _("Kinds of care"): listed(types_of(limits, settings), lang),
        _("Places for foster children"): str(limits.places),
        _("Brothers and sisters together"): str(limits.max_siblings),
        _("Ages"): f"{limits.age_from}–{limits.age_to}",
        _("Bedrooms for"): listed(rooms, lang),
        _("Can care for"): listed([label("need", code) for code in sorted(limits.skills)], lang),
        _("Emergencies at night"): _("Yes") if limits.takes_emergencies else _("No"),
    }
