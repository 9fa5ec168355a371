"""Beginning to look for a family: one search for the whole group, after the gates of the case are passed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held_open
from umay.care.cases.models import Case
from umay.care.cases.queries import children_of
from umay.care.matching import queries
from umay.care.matching.access import OPEN, require
from umay.care.matching.models import Match
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict
from umay.kit.kernel.ports import record


def open(
    *,
    case: Case,
    care_type: str = "",
    urgent: bool | None = None,
    children: Sequence[UUID] | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> Match:
    """Look for a family for the whole group of a case. `care_type` and `urgent` are the case's own unless given.

    children: ids of persons; None: all. Brothers and sisters are searched for together; `split` parts them with a reason.
    """
    require(by, OPEN)
    with transaction.atomic(), once(key, by=by, at=at, kind="matching.match") as made:
        fresh = held_open(case)
        found = [child.person_id for child in children_of(fresh)]
        for refusal in queries.obstacles(fresh, found, children, at):
            raise refusal
        match = Match(
            **follow(fresh),
            recorded_by=by.user_id,
            case=fresh,
            care_type=care_type or fresh.care_type,
            is_urgent=fresh.is_urgent if urgent is None else urgent,
            children=found,
            opened_at=at,
        )
        try:
            with transaction.atomic():
                match.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(
                _("Somebody has already begun to look for a family for these children. Open that search."), code="open"
            ) from error
        record("matching.open", kind="matching.match", thing=match.pk, file=match.file_id, fields=["state", "children"])
        made(match.pk)
    return match
