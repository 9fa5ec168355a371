"""Keeping what is typed, and letting it go once it was sent. A draft is nobody's business but its writer's; the journal has the change, not the words."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.access import CHANGE
from umay.cooperation.accords.actions.holding import require
from umay.cooperation.accords.models import FormDraft
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Refusal

_NEVER = {"csrfmiddlewaretoken", "idempotency_key"}
MOST_CHARACTERS = 400_000


def keep(*, form: str, about: str, body: dict, by: Identity, at: datetime) -> None:
    """Keep what stands in the form now, in place of what was kept before."""
    require(by, CHANGE)
    body = {_storable(name): [*map(_storable, values)] for name, values in body.items() if name not in _NEVER}
    if sum(len(value) for values in body.values() for value in values) > MOST_CHARACTERS:
        raise Refusal(_("This is too long to be kept as a draft. Save it."), code="draft_too_long")
    if _set(form, about, body, by, at) == 0:
        row = FormDraft(form=form, about=about, body=body, kept_at=at, recorded_by=by.user_id, recorded_at=at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # kept twice in one instant
            _set(form, about, body, by, at)


def _storable(text: str) -> str:
    """Without the one character that no person types and PostgreSQL keeps nowhere."""
    return text.replace("\x00", "")


def drop(*, form: str, about: str, by: Identity, at: datetime) -> None:
    """The form was sent, or what was typed is thrown away."""
    FormDraft.objects.filter(form=form, about=about, recorded_by=by.user_id).exclude(body={}).update(
        body={}, kept_at=at
    )


def _set(form: str, about: str, body: dict, by: Identity, at: datetime) -> int:
    return FormDraft.objects.filter(form=form, about=about, recorded_by=by.user_id).update(body=body, kept_at=at)
