"""What plans put into calendars: their dated lines, their activities, and the reports a side owes."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from umay.cooperation.accords.calendars import Entry, dated
from umay.cooperation.accords.models import PlanLine, Progress
from umay.cooperation.accords.plan_words import OPEN_LINES, ActivityState, LineState, PlanState
from umay.cooperation.accords.queries import plans as queries
from umay.cooperation.partners.queries import in_language, party_of
from umay.kit.kernel.acting import Identity

MOST = 2000


def _of(rows, accord_id: UUID | None):
    return rows.filter(accord_id=accord_id) if accord_id else rows


@dated
def activities(identity: Identity, lang: str, accord_id: UUID | None, link) -> Iterator[Entry]:
    """Each activity on its days, also a cancelled one: calendars then take it away."""
    rows = _of(queries.activities(identity).select_related("line__plan__accord"), accord_id).order_by("begins_on", "id")
    for one in rows[:MOST]:
        yield Entry(
            uid=f"activity-{one.pk}@umay",
            title=in_language(one.titles, lang)[0],
            begins=one.begins_on,
            ends=one.ends_on,
            url=link("plans:activity", one.pk),
            changed_at=one.changed_at,
            version=one.version,
            place=one.place,
            words=in_language(one.line.plan.accord.titles, lang)[0],
            state="cancelled" if one.state == ActivityState.CANCELLED else "",
        )


@dated
def lines(identity: Identity, lang: str, accord_id: UUID | None, link) -> Iterator[Entry]:
    """Lines of plans that have their dates."""
    rows = _of(queries.lines(identity).select_related("plan__accord"), accord_id).filter(first_on__isnull=False)
    for line in rows.order_by("first_on", "id")[:MOST]:
        yield Entry(
            uid=f"line-{line.pk}@umay",
            title=_("Line %(number)s: %(title)s") % {"number": line.number, "title": in_language(line.titles, lang)[0]},
            begins=line.first_on,
            ends=line.last_on or line.first_on,
            url=link("plans:line", line.pk),
            changed_at=line.changed_at,
            version=line.version,
            words=in_language(line.plan.accord.titles, lang)[0],
            state="cancelled" if line.state == LineState.CANCELLED else "",
        )


@dated
def reports(identity: Identity, lang: str, accord_id: UUID | None, link) -> Iterator[Entry]:
    """Reports that one's own institution owes, as things to be done; those it has handed in as done."""
    own = party_of(identity)
    if own is None:
        return
    given = Progress.objects.filter(
        line=OuterRef("pk"), period=OuterRef(OuterRef("pk")), party=own, given_at__isnull=False
    )
    lacking = PlanLine.objects.filter(plan=OuterRef("plan"), state__in=OPEN_LINES).filter(~Exists(given))
    rows = _of(queries.periods(identity).select_related("plan__accord"), accord_id).filter(
        plan__state=PlanState.SIGNED, accord__sides__member=own, accord__sides__left_on__isnull=True
    )
    for period in rows.annotate(is_owed=Exists(lacking)).order_by("due_on", "id")[:MOST]:
        yield Entry(
            uid=f"report-{period.pk}-{own.pk}@umay",
            title=_("Report on the plan"),
            begins=None,
            ends=period.due_on,
            url=link("plans:see", period.plan_id),
            changed_at=period.changed_at,
            version=period.version,
            words=in_language(period.plan.accord.titles, lang)[0],
            state="" if period.is_owed else "done",
            is_todo=True,
        )
