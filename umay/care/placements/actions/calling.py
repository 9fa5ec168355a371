"""At night on the telephone: a family's places are kept for the time of a call, and what it answers is written with one press."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.cases.access import held_open
from umay.care.cases.models import Case
from umay.care.cases.queries import children_of
from umay.care.families import actions as families
from umay.care.families.models import Place
from umay.care.families.queries import Card
from umay.care.matching.actions.asking import BeingTelephoned
from umay.care.matching.queries import may_be_met, telephoned
from umay.care.placements.access import EMERGENCY, require
from umay.care.placements.models import Call, Placement
from umay.care.placements.queries.nights import HOURS, TonightsFamily, calls_for, night
from umay.care.placements.words import OPEN, CallAnswer
from umay.ground.journal.actions import once
from umay.ground.offices.models import follow
from umay.ground.offices.packs.calendar import local_day
from umay.ground.offices.queries import pack
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, Refusal
from umay.kit.kernel.ports import record


def telephone(
    *,
    case: Case,
    family_id: UUID,
    children: Sequence[UUID] | None = None,
    by: Identity,
    at: datetime,
    key: UUID | None = None,
) -> datetime:
    """I am telephoning this family for tonight: its places are kept for these children for the time of a call. Returns until when.

    The hold belongs to the case, ends by itself or with the answer, and the placement takes the places out of it. Others learn that the
    family is being telephoned, and not for whom.
    """
    require(by, EMERGENCY)
    with transaction.atomic(), once(key, by=by, at=at, kind="cases.case") as made:
        case = held_open(case)
        settings = pack(by.country, local_day(at, by.zone))
        chosen = _children(case, children)
        if until := _called_by_another(case, family_id, by, at):
            raise BeingTelephoned(until)
        family = _family(case, chosen, family_id, settings, by, at)
        if refusal := may_be_met(case, family_id, by):  # before the telephone rings in that house
            raise refusal
        until = at + timedelta(minutes=settings.get("matching.telephone_minutes"))
        families.hold_places(
            family_id=family.card.id, count=len(chosen), by_thing=case.pk, until_at=until, by=by, at=at
        )
        _write_down(case, family.card, until, by, at)
        made(case.pk)
    return until


def answer_call(
    *, case: Case, family_id: UUID, answer: str, by: Identity, at: datetime, key: UUID | None = None
) -> Call:
    """The family said no, nobody answered, or it said yes and took it back: its places are free at once, and the next family moves up.

    answer: "no", "no_answer" or "withdrew". None is a word in general. A yes is written by placing the children there; taken back after that,
    and after the placement was ended, it is a line of its own, so that the yes stays read.
    """
    require(by, EMERGENCY)
    if answer not in (CallAnswer.NO, CallAnswer.NO_ANSWER, CallAnswer.WITHDREW):
        raise Refusal(_("Choose one of the answers shown."), code="answer", field="answer")
    with transaction.atomic(), once(key, by=by, at=at, kind="placements.call") as made:
        case = held_open(case)
        call = _open_call(case, family_id)
        if call is None and answer == CallAnswer.WITHDREW:
            call = _called_back(case, family_id, by, at)
        if call is None:
            raise Conflict(
                _("This call was answered already, or it was not begun here. Nothing was changed."), code="answered"
            )
        _answer(call, answer, at)
        families.free_places(family_id=family_id, by_thing=case.pk, by=by, at=at)
        made(call.pk)
    return call


def _open_call(case: Case, family_id: UUID) -> Call | None:
    open_now = Call.objects.select_for_update(of=("self",)).filter(case=case, family_id=family_id, answer="")
    return open_now.order_by("-called_at", "id").first()


def _called_back(case: Case, family_id: UUID, by: Identity, at: datetime) -> Call | None:
    """A new line for a family whose last answer in these hours was its yes, once no child of the case lives there any more."""
    last = Call.objects.filter(case=case, family_id=family_id, called_at__gte=at - HOURS)
    said_yes = last.order_by("-called_at", "-answered_at", "id").first()
    if said_yes is None or said_yes.answer != CallAnswer.YES:
        return None
    if Placement.objects.filter(case=case, family_id=family_id, state__in=OPEN).exists():
        raise Refusal(
            _(
                "The children still live with this family by the records, or are about to. End that first, with its reason. Nothing was changed."
            ),
            code="lives_there",
        )
    return Call.objects.create(
        **follow(case),
        recorded_by=by.user_id,
        case=case,
        family_id=family_id,
        family_office_id=said_yes.family_office_id,
        family_number=said_yes.family_number,
        called_at=at,
        until_at=at,
    )


def _write_down(case: Case, card: Card, until: datetime, by: Identity, at: datetime) -> None:
    """A call is one row; telephoned again before an answer, its places are kept longer."""
    call = _open_call(case, card.id)
    if call is not None and call.until_at > at:
        call.until_at = until
        call.save(update_fields=["until_at"])
        return
    call = Call.objects.create(
        **follow(case),
        recorded_by=by.user_id,
        case=case,
        family_id=card.id,
        family_office_id=card.office_id,
        family_number=card.number,
        called_at=at,
        until_at=until,
    )
    record("placements.telephone", kind="placements.call", thing=call.pk, file=case.file_id, fields=["called_at"])


def _answer(call: Call, answer: str, at: datetime) -> None:
    call.answer, call.answered_at, call.until_at = answer, at, min(call.until_at, at)
    call.save(update_fields=["answer", "answered_at", "until_at"])
    record("placements.answer_call", kind="placements.call", thing=call.pk, file=call.file_id, fields=["answer"])


def _end_calls(case: Case, chosen: UUID, by: Identity, at: datetime) -> None:
    """The children have a home for tonight: its call was a yes, and families whose places are still kept aren't needed any more.

    A spoken yes to these children is the family's word of that day that it can be asked.
    """
    families.hear_word(family_id=chosen, is_willing=True, by=by, at=at)
    if (call := _open_call(case, chosen)) is not None:
        _answer(call, CallAnswer.YES, at)
    for other in sorted(calls_for(case, at)):
        families.free_places(family_id=other, by_thing=case.pk, by=by, at=at)
    for call in Call.objects.select_for_update(of=("self",)).filter(case=case, answer="", until_at__gt=at):
        call.until_at = at
        call.save(update_fields=["until_at"])


def _called_by_another(case: Case, family_id: UUID, by: Identity, at: datetime) -> datetime | None:
    """Until when a colleague keeps this family's places for the same children."""
    held_now = Place.objects.filter(by_thing=case.pk, family_id=family_id, freed_at__isnull=True, until_at__gt=at)
    return held_now.exclude(recorded_by=by.user_id).values_list("until_at", flat=True).first()


def _children(case: Case, wanted: Sequence[UUID] | None) -> list:
    present = list(children_of(case))
    chosen = [child for child in present if wanted is None or child.person_id in set(wanted)]
    if not chosen or (wanted is not None and len(chosen) != len(set(wanted))):
        raise Refusal(_("Choose the children who need a home tonight."), code="children", field="children")
    return chosen


def _family(case: Case, chosen: list, family_id: UUID, settings, by: Identity, at: datetime) -> TonightsFamily:
    """The chosen family, if the rules still let one person choose it for these children. Who comes second to a call hears that."""
    found = night(case=case, children=chosen, settings=settings, by=by, at=at).family(family_id)
    if found is None:
        if until := telephoned(at, besides=case.pk).get(family_id):
            raise BeingTelephoned(until)
        raise Refusal(
            _(
                "This family can't take these children tonight: it is no approved temporary family that takes emergencies, or it"
                " has no place for them any more. Nothing was changed. Choose another family."
            ),
            code="family",
            field="family",
        )
    return found
