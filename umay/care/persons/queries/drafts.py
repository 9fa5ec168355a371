"""The draft of a form, read back by the one who typed it."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from umay.care.persons.models import Draft
from umay.kit.kernel.acting import Identity


@dataclass(frozen=True)
class KeptDraft:
    """What was typed: field names with their values, as a form sends them."""

    body: dict[str, list[str]]
    kept_at: datetime


def draft(*, form: str, about: UUID | None = None, by: Identity) -> KeptDraft | None:
    """The asker's own draft of this form about this thing, or None."""
    found = Draft.objects.filter(worker_id=by.user_id, form=form, about=about).first()
    body = found.body if found else None
    return KeptDraft(json.loads(body), found.kept_at) if body else None
