"""A child's homes on one line of time."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from umay.care.placements.queries import Stay
from umay.ground.offices.packs.calendar import local_day
from umay.kit.ui.drawings import Drawing, KeyEntry, Lane, Span, strip

_HOME, _EMERGENCY, _BEFORE = 1, 3, 4


def homes(lanes: Sequence[tuple[str, Sequence[Stay]]], *, zone: str, today: date) -> Drawing | None:
    """One lane for each child (its initials) with the families it lived with. None where nobody has moved in yet."""
    drawn = [Lane(words, [_span(stay, zone) for stay in stays]) for words, stays in lanes if stays]
    if not drawn:
        return None
    stays = [stay for _words, stays in lanes for stay in stays]
    return strip(
        title=_("Homes in time"),
        desc=_("With which family each child lived, from when to when. The list says the same."),
        lanes=drawn,
        today=today,
        key=[KeyEntry(f"m{mark}", words) for mark, words in _key(stays)],
    )


def _mark(stay: Stay) -> int:
    if stay.ended_at:
        return _BEFORE
    return _EMERGENCY if stay.placement.is_emergency else _HOME


def _span(stay: Stay, zone: str) -> Span:
    return Span(
        stay.placement.family_number,
        local_day(stay.began_at, zone),
        local_day(stay.ended_at, zone) if stay.ended_at else None,
        _mark(stay),
    )


def _key(stays: Sequence[Stay]) -> list[tuple[int, str]]:
    used = {_mark(stay) for stay in stays}
    words = {_HOME: _("Lives there now"), _EMERGENCY: _("Placed in an emergency"), _BEFORE: _("Lived there")}
    return [(mark, words[mark]) for mark in (_HOME, _EMERGENCY, _BEFORE) if mark in used]
