"""What an institution says of itself: names, people with their powers, delegations. Of one that has nobody here, what is known of it."""

import secrets
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from umay.cooperation.partners import access
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import (
    Delegate,
    Delegation,
    Mandate,
    Official,
    Paper,
    Party,
    PartyName,
    State,
)
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record
from umay.kit.kernel.text import fold


def check_describes(*, party: Party, by: Identity) -> None:
    """Ask what the database asks too, and refuse with words."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    if not access.described_parties(by).filter(pk=party.pk).exists():
        raise NotAllowed(
            _("Each institution writes its own page. Nothing was changed. Write to them if something is wrong."),
            code="not_own_party",
        )


def _done(verb: str, kind: str, thing, fields: list[str]) -> None:
    record(f"parties.{verb}", kind=f"partners.{kind}", thing=thing.pk, fields=fields)


@transaction.atomic
def add_name(*, party: Party, values: dict, by: Identity, at: datetime) -> PartyName:
    """One more name: in another language, or since a day. values: lang, name, short, valid_from, valid_to."""
    check_describes(party=party, by=by)
    row = PartyName(party=party, recorded_by=by.user_id, recorded_at=at, **values)
    row.save(force_insert=True)
    _done("add_name", "name", row, list(values))
    return row


@transaction.atomic
def add_person(*, party: Party, values: dict, taken: Taken | None, by: Identity, at: datetime) -> Mandate:
    """A public official with what they hold. values: name, kind, titles, begins_on, ends_on, may_sign, is_public; taken: their full powers.

    Somebody of the same name in this institution is the same person, who holds one more position.
    """
    check_describes(party=party, by=by)
    who = {"recorded_by": by.user_id, "recorded_at": at}
    wanted = fold(values["name"])
    official = next((one for one in Official.objects.filter(party=party) if fold(one.name) == wanted), None)
    if official is None:
        official = Official(party=party, name=values["name"], is_public=values["is_public"], **who)
        official.save(force_insert=True)
    elif values["is_public"] and not official.is_public:
        official.is_public = True
        official.save(update_fields=["is_public"])
    paper = _paper(party, values["name"], taken, who) if taken else None
    held = {key: values[key] for key in ("kind", "titles", "begins_on", "ends_on", "may_sign", "is_public")}
    mandate = Mandate(party=party, official=official, full_powers=paper, **held, **who)
    mandate.save(force_insert=True)
    _done("add_person", "mandate", mandate, list(held))
    return mandate


def _paper(party: Party, title: str, taken: Taken, who: dict) -> Paper:
    paper = Paper(
        party=party, title=title, media_type=taken.media_type, size=taken.size, sha256=taken.sha256, content=taken.content, **who
    )  # fmt: skip
    paper.save(force_insert=True)
    return paper


@transaction.atomic
def end_mandate(*, mandate: Mandate, ends_on: date, by: Identity, at: datetime) -> Mandate:
    """The position ends on that day. It stays on the page as held until then."""
    check_describes(party=mandate.party, by=by)
    fresh = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if fresh.begins_on and ends_on < fresh.begins_on:
        raise Refusal(_("The end is before the beginning. Nothing was changed."), code="end_before_start", field="ends_on")  # fmt: skip
    fresh.ends_on = ends_on
    fresh.save(update_fields=["ends_on"])
    _done("end_mandate", "mandate", fresh, ["ends_on"])
    return fresh


@transaction.atomic
def give_paper(*, paper: Paper, by: Identity, at: datetime) -> Paper:
    """Show full powers to the other institutions, for whom they are meant. It can't be unshown."""
    check_describes(party=paper.party, by=by)
    fresh = Paper.objects.select_for_update(of=("self",)).defer("content").get(pk=paper.pk)
    if fresh.given_at is None:
        fresh.given_at = at
        fresh.save(update_fields=["given_at"])
        _done("give_paper", "paper", fresh, ["given_at"])
    return fresh


@transaction.atomic
def send_delegation(*, party: Party, values: dict, by: Identity, at: datetime) -> Delegation:
    """A delegation of the institution. values: titles, begins_on, ends_on."""
    check_describes(party=party, by=by)
    row = Delegation(party=party, recorded_by=by.user_id, recorded_at=at, **values)
    row.save(force_insert=True)
    _done("send_delegation", "delegation", row, list(values))
    return row


@transaction.atomic
def add_delegate(*, delegation: Delegation, official: Official, role: str, by: Identity, at: datetime) -> Delegate:
    """One more person of the delegation. One head, nobody twice."""
    check_describes(party=delegation.party, by=by)
    if official.party_id != delegation.party_id:
        raise Refusal(_("This person belongs to another institution. Nothing was saved."), code="other_party", field="official")  # fmt: skip
    people = Delegate.objects.filter(delegation=delegation, left_at__isnull=True)
    if people.filter(official=official).exists():
        raise Refusal(_("This person is in the delegation already."), code="already_there", field="official")
    if role == "head" and people.filter(role="head").exists():
        raise Refusal(_("The delegation has a head already. Nothing was saved."), code="has_head", field="role")
    row = Delegate(
        party=delegation.party, delegation=delegation, official=official, role=role, recorded_by=by.user_id, recorded_at=at
    )  # fmt: skip
    row.save(force_insert=True)
    _done("add_delegate", "delegate", row, ["official", "role"])
    return row


@transaction.atomic
def give_delegation(*, delegation: Delegation, by: Identity, at: datetime) -> Delegation:
    """Tell the other institutions who is coming."""
    check_describes(party=delegation.party, by=by)
    fresh = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if fresh.given_at is None:
        fresh.given_at = at
        fresh.save(update_fields=["given_at"])
        _done("give_delegation", "delegation", fresh, ["given_at"])
    return fresh


def _code(stem: str) -> str:
    return f"{stem}-{secrets.token_hex(3)}"


@transaction.atomic
def add_party(*, state: State | None, kind: str, names: dict, by: Identity, at: datetime) -> Party:
    """An institution that has nobody in this installation. names: {language: name}."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    party = Party(
        code=_code(state.code if state else "INT"), state=state, kind=kind, recorded_by=by.user_id, recorded_at=at
    )
    try:
        with transaction.atomic():
            party.save(force_insert=True)
    except DatabaseError as error:
        raise NotAllowed(
            _("This state has its own desk here, which names its institutions. Nothing was saved."),
            code="state_is_here",
        ) from error
    for lang, name in names.items():
        PartyName(party=party, lang=lang, name=name, recorded_by=by.user_id, recorded_at=at).save(force_insert=True)
    _done("add_party", "party", party, ["state", "kind", "names"])
    return party


@transaction.atomic
def add_state(*, values: dict, by: Identity, at: datetime) -> State:
    """A state, also one without an ISO code. values: names, iso2, standing, note."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    if values["iso2"] and State.objects.filter(iso2=values["iso2"]).exists():
        raise Refusal(_("There is a state with this code already. Nothing was saved."), code="state_twice", field="iso2")  # fmt: skip
    state = State(code=values["iso2"] or f"X{secrets.token_hex(3)}", recorded_by=by.user_id, recorded_at=at, **values)
    state.save(force_insert=True)
    _done("add_state", "state", state, list(values))
    return state
