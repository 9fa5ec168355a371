"""The children of a case: what they need, what they say, what was tried so that they could stay at home."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import CHANGE, held_open, held_part, require, write_line
from umay.care.cases.models import Case, CaseChild, Tried
from umay.care.persons import actions as people
from umay.care.persons.models import Person
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

_KNOWN = ("needs", "behaviour_need", "languages", "school", "school_level", "health")


def put_child(*, case: Case, person: Person, by: Identity, at: datetime) -> CaseChild:
    """Make a person a child of the case. A child is in one open case only."""
    require(by, CHANGE)
    try:
        with transaction.atomic():
            child = CaseChild.objects.create(**follow(case), recorded_by=by.user_id, case=case, person=person)
    except IntegrityError as error:
        raise Refusal(
            _("This child is in another open case already. Nothing was changed. Go on in that case."),
            code="child_elsewhere",
        ) from error
    write_line("cases.add_child", case=case, kind="cases.child", thing=child.pk, fields=["person"])
    return child


def add_child(
    *, case: Case, values: dict, by: Identity, at: datetime, person: Person | None = None, key: UUID | None = None
) -> CaseChild:
    """A further sister or brother joins the case: somebody recorded in this file, or new `values` (persons.actions.add)."""
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.child") as made:
        case = held_open(case)
        person = person or people.add(values=values, file=case, file_kind="case", by=by, at=at)
        child = put_child(case=case, person=person, by=by, at=at)
        made(child.pk)
    return child


def change_child(*, child: CaseChild, version: int, values: dict, by: Identity, at: datetime) -> CaseChild:
    """What a family must know: needs, behaviour_need, languages, school, school_level, health. "No special need" is an answer too."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(child.case)
        fresh = held_part(child, version=version)
        settings = pack(by.country, local_day(at, by.zone))
        for name, key in (("needs", "cases.needs"), ("languages", "cases.languages")):
            if not set(values.get(name) or ()) <= set(settings.get(key)):
                raise Refusal(_("Choose from the list shown."), code=name, field=name)
        columns = [name for name in _KNOWN if name in values]
        for name in columns:
            setattr(fresh, name, values[name])
        fresh.needs_at = at
        fresh.save(update_fields=[*columns, "needs_at"])
        write_line("cases.change_child", case=case, kind="cases.child", thing=fresh.pk, fields=columns)
    return fresh


def record_view(
    *,
    child: CaseChild,
    view: str = "",
    why_not: str = "",
    note: str = "",
    by: Identity,
    at: datetime,
    version: int | None = None,
) -> CaseChild:
    """The child's own words, or why the child was not heard (`why_not`: a code of cases.no_view_reasons; `note`: more about it)."""
    require(by, CHANGE)
    with transaction.atomic():
        case = held_open(child.case)
        fresh = held_part(child, version=version)
        if bool(view.strip()) == bool(why_not):
            raise Refusal(
                _("Write what the child says, or choose why the child was not heard. One of the two."),
                code="view",
                field="view",
            )
        if why_not and why_not not in pack(by.country, local_day(at, by.zone)).get("cases.no_view_reasons"):
            raise Refusal(_("Choose one of the reasons shown."), code="why_not", field="why_not")
        fresh.view, fresh.no_view, fresh.view_why_not = view.strip() or None, why_not, note.strip() or None
        fresh.view_at = at
        columns = ["view", "no_view", "view_why_not", "view_at"]
        fresh.save(update_fields=columns)
        write_line("cases.record_view", case=case, kind="cases.child", thing=fresh.pk, fields=columns)
    return fresh


def add_tried(
    *,
    case: Case,
    kind: str = "",
    began_on: date | None = None,
    outcome: str = "",
    why_not: str = "",
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Tried:
    """What was tried so that the children could stay at home and how it went; or (`why_not`) why it, or anything, was not tried."""
    require(by, CHANGE)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.tried") as made:
        case = held_open(case)
        today = local_day(at, by.zone)
        settings = pack(by.country, today)
        if kind and kind not in settings.get("cases.tried_at_home"):
            raise Refusal(_("Choose one of the kinds of support shown."), code="kind", field="kind")
        if why_not and why_not not in settings.get("cases.why_not_tried"):
            raise Refusal(_("Choose one of the reasons shown."), code="why_not", field="why_not")
        if not kind and not why_not:
            raise Refusal(_("Choose what was tried, or why nothing could be tried."), code="kind", field="kind")
        if not outcome.strip():
            raise Refusal(_("Write how it went, in a sentence or two."), code="outcome", field="outcome")
        if began_on and began_on > today:
            raise Refusal(_("Give a day that is not in the future."), code="began_on", field="began_on")
        tried = Tried.objects.create(
            **follow(case),
            recorded_by=by.user_id,
            case=case,
            kind=kind,
            began_on=began_on,
            why_not=why_not,
            outcome=outcome.strip(),
        )
        write_line("cases.add_tried", case=case, kind="cases.tried", thing=tried.pk)
        made(tried.pk)
    return tried
