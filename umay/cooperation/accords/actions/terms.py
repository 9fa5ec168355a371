"""Writing terms of one's own legal system, and how near they are to others."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions.holding import require
from umay.cooperation.accords.models import Concept, Match, Term
from umay.cooperation.accords.queries.terms import own_states
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

KIND = "terms.term"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def add(*, concept: Concept | None, values: dict, by: Identity, at: datetime) -> Term:
    """A word of one's own state; without a concept a new one begins. values: state, language, word, definitions, basis."""
    require(by, CHANGE)
    if not own_states(by).filter(pk=values["state"].pk).exists():
        raise NotAllowed(
            _("The words of a state are written by its own desks. Nothing was changed."), code="not_theirs"
        )
    with transaction.atomic():
        if concept is None:
            code = "term-" + "".join(secrets.choice(_LETTERS) for _place in range(6))
            concept = Concept(code=code, recorded_by=by.user_id, recorded_at=at)
            concept.save(force_insert=True)
        same = {name: values[name] for name in ("state", "language", "word")}
        if Term.objects.filter(concept=concept, **same).exists():
            raise Refusal(_("This word stands there already."), code="term_twice", field="word")
        term = Term(concept=concept, recorded_by=by.user_id, recorded_at=at, **values)
        term.save(force_insert=True)
        record("terms.add", kind=KIND, thing=term.pk, fields=["word"])
    return term


def change(*, term: Term, version: int, values: dict, by: Identity, at: datetime) -> Term:
    """Other words, another definition or another basis for a term of one's own state."""
    require(by, CHANGE)
    if not own_states(by).filter(pk=term.state_id).exists():
        raise NotAllowed(
            _("The words of a state are written by its own desks. Nothing was changed."), code="not_theirs"
        )
    with transaction.atomic():
        fresh = Term.objects.select_for_update(of=("self",)).get(pk=term.pk)
        if fresh.version != version:
            raise Conflict()
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=[*values])
        record("terms.change", kind=KIND, thing=fresh.pk, fields=[*values])
    return fresh


def match(*, first: Term, second: Term, kind: str, notes: dict, by: Identity, at: datetime) -> Match:
    """Say how near two terms are. One of them is of one's own state; of the same two it is said once, and changed there."""
    require(by, CHANGE)
    if not own_states(by).filter(pk__in=[first.state_id, second.state_id]).exists():
        raise NotAllowed(_("One of the two words must be of your own state. Nothing was changed."), code="not_theirs")
    if first.pk == second.pk:
        raise Refusal(_("Choose another word to compare with."), code="same_term", field="second")
    with transaction.atomic():
        before = Match.objects.select_for_update(of=("self",)).filter(first=first, second=second).first()
        if before is None and Match.objects.filter(first=second, second=first).exists():
            raise Refusal(
                _("This pair is described already, from the other word. Change it there."),
                code="match_turned",
                field="second",
            )
        row = before or Match(first=first, second=second, recorded_by=by.user_id, recorded_at=at)
        row.kind, row.notes = kind, notes
        if before:
            row.save(update_fields=["kind", "notes"])
        else:
            row.save(force_insert=True)
        record("terms.match", kind="terms.match", thing=row.pk, fields=["kind", "notes"])
    return row
