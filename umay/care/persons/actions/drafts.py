"""Drafts: what somebody has typed and not yet sent. Only its writer can read it, and only until it is sent or thrown away."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.access import KEEP_DRAFTS
from umay.care.persons.models import Draft
from umay.ground.offices.keys import destroy
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ids import new_id

LARGEST = 200_000  # characters of one draft
_NEVER_KEPT = {"csrfmiddlewaretoken", "password"}


def keep_draft(*, form: str, about: UUID | None, body: dict[str, list[str]], by: Identity, at: datetime) -> Draft:
    """Keep what is typed in `form` (about one thing, or none): one draft per person, form and thing; the last one wins."""
    if not by.may(KEEP_DRAFTS):
        raise NotAllowed()
    text = json.dumps({name: values for name, values in body.items() if name not in _NEVER_KEPT}, ensure_ascii=False)
    if len(text) > LARGEST:
        raise Refusal(_("The draft is too long to keep. Send the form to save it."), code="too_long")
    with transaction.atomic():
        found = (
            Draft.objects.select_for_update(of=("self",)).filter(worker_id=by.user_id, form=form, about=about).first()
        )
        if found is None:
            draft_id = new_id()
            return Draft.objects.create(
                id=draft_id, file_id=draft_id, country=by.country, office_id=by.office_id, team_id=by.team_id,
                worker_id=by.user_id, form=form, about=about, body=text, kept_at=at, recorded_by=by.user_id, recorded_at=at,
            )  # fmt: skip
        found.body, found.kept_at = text, at
        found.save(update_fields=["body", "kept_at"])
    return found


def drop_draft(*, form: str, about: UUID | None, by: Identity, at: datetime) -> bool:
    """Throw the draft away with its key. Returns whether there was one."""
    with transaction.atomic():
        found = Draft.objects.filter(worker_id=by.user_id, form=form, about=about).first()
        if found is None:
            return False
        destroy(found.pk, why="draft sent or thrown away", at=at)  # first: the database looks whose draft it is
        found.delete()
    return True
