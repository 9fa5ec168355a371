"""Putting a file to an accord, and saying whether everybody may read it."""

from datetime import datetime

from django.db import transaction

from umay.cooperation.accords import access
from umay.cooperation.accords.models import Accord, File
from umay.cooperation.partners.files import Taken
from umay.cooperation.partners.models import Party
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import NotAllowed
from umay.kit.kernel.ports import record


def add(*, accord: Accord, taken: Taken, use: str, by: Identity, at: datetime, party: Party | None = None) -> File:
    """Keep a file (partners.files.take looks at it first). party: whose own it is; None says that it is joint."""
    if not by.may(access.CHANGE):
        raise NotAllowed()
    with transaction.atomic():
        file = File(
            accord=accord, party=party, use=use, name=taken.name, media_type=taken.media_type, size=taken.size,
            sha256=taken.sha256, content=taken.content, recorded_by=by.user_id, recorded_at=at
        )  # fmt: skip
        file.save(force_insert=True)
        record("accords.add_file", kind="accords.file", thing=file.pk, fields=["use", "sha256"])
    return file


def allow(*, file: File, may_be_public: bool, by: Identity, at: datetime) -> File:
    """Say whether everybody may read this file once the sides have released the accord."""
    if not by.may(access.RELEASE):
        raise NotAllowed()
    with transaction.atomic():
        fresh = File.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
        if fresh is None:
            raise NotAllowed()
        fresh.may_be_public = may_be_public
        fresh.save(update_fields=["may_be_public"])
        record("accords.allow_file", kind="accords.file", thing=fresh.pk, fields=["may_be_public"])
    return fresh
