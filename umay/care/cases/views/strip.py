"""The case on a line of time: what right it stands on, what is due, since when it waits for a family."""

from datetime import timedelta

from django.utils.translation import gettext as _

from umay.care.cases.queries import CasePage
from umay.ground.offices.packs.calendar import local_day
from umay.kit.ui.drawings import Drawing, KeyEntry, Lane, Mark, Span, strip

_VALID, _LATE, _CLOCK, _ENDED, _WAITING = 1, 2, 3, 4, 5
_NEAR = timedelta(
    days=45
)  # clocks that end later stand in the list only: they would make the near days too small to see
_MOST = 5


def case_strip(page: CasePage, *, zone: str, at) -> Drawing | None:
    """Draw the legal bases, the measures, the running clocks and the waiting. None where nothing runs."""
    today = local_day(at, zone)
    clocks = [row for row in page.deadlines if row.deadline.due_at < at + _NEAR and row.deadline.kind != "order_ends"]
    lanes = [lane for lane in (_bases(page, zone), _waiting(page)) if lane.spans]
    lanes += _measures(page)
    lanes += [_clock(row, zone) for row in clocks[:_MOST]]
    if not lanes:
        return None
    opened_on = local_day(page.case.opened_at, zone)
    return strip(
        title=_("The case in time"),
        desc=_(
            "Legal bases, running clocks and the search for a family on one line of days. The lists below say the same."
        ),
        lanes=lanes,
        today=today,
        marks=[Mark(_("Case opened"), opened_on)],
        key=_key(page, clocks[:_MOST]),
    )


def _bases(page: CasePage, zone: str) -> Lane:
    return Lane(
        _("Legal basis"),
        [
            Span(
                str(row.kind),
                local_day(row.basis.starts_at, zone),
                local_day(row.basis.ends_at, zone) if row.basis.ends_at else None,
                _VALID if row.is_valid else _ENDED,
            )
            for row in reversed(page.bases)
        ],
    )


def _measures(page: CasePage) -> list[Lane]:
    """A lane for each kind of measure; the same measure of sisters and brothers lies in one lane."""
    kinds: dict[str, list[Span]] = {}
    for row in reversed(page.measures):
        span = Span(str(row.kind), row.measure.starts_on, row.measure.ends_on, _VALID if row.is_open else _ENDED)
        spans = kinds.setdefault(str(row.kind), [])
        if span not in spans:
            spans.append(span)
    return [Lane(words, spans) for words, spans in list(kinds.items())[-_MOST:]]


def _clock(row, zone: str) -> Lane:
    started_on, due_on = local_day(row.deadline.started_at, zone), local_day(row.deadline.due_at, zone)
    return Lane(row.label, [Span(row.label, started_on, due_on, _LATE if row.is_late else _CLOCK)])


def _waiting(page: CasePage) -> Lane:
    since = page.case.needs_family_since
    return Lane(_("Waiting for a family"), [Span(_("Waiting"), since, None, _WAITING)] if since else [])


def _key(page: CasePage, clocks) -> list[KeyEntry]:
    shown = [
        (_VALID, _("In force"), any(row.is_valid for row in page.bases) or any(row.is_open for row in page.measures)),
        (
            _ENDED,
            _("Ended"),
            any(not row.is_valid for row in page.bases) or any(not row.is_open for row in page.measures),
        ),
        (_CLOCK, _("Running"), any(not row.is_late for row in clocks)),
        (_LATE, _("Late"), any(row.is_late for row in clocks)),
        (_WAITING, _("Waiting"), page.case.needs_family_since is not None),
    ]
    return [KeyEntry(f"m{mark}", words) for mark, words, is_there in shown if is_there]
