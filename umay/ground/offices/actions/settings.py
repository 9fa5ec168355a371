"""Confirming the values of the country pack."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from umay.ground.offices.access import CONFIRM_SETTINGS
from umay.ground.offices.models import Confirmation
from umay.ground.offices.packs import KEYS
from umay.kit.kernel.acting import CONFIRMING_SETTINGS, Identity, doing
from umay.kit.kernel.errors import NotAllowed, Refusal
from umay.kit.kernel.ports import record


def confirm_setting(
    *, setting: str, value: Any, source: str, valid_from: date, by: Identity, at: datetime
) -> Confirmation:
    """Say in one's own name that a value holds in one's country from a day on, and where it stands written."""
    if not by.may(CONFIRM_SETTINGS):
        raise NotAllowed()
    kind = KEYS[setting].kind
    try:
        kind.check(value)
    except ValueError as wrong:
        raise Refusal(_("This value does not fit the setting. Look at it again."), code="value", field="") from wrong
    if len(source.strip()) < 5:
        raise Refusal(_("Write where this stands: the law, its article, the letter."), code="source", field="source")
    with doing(CONFIRMING_SETTINGS, by):
        made = Confirmation.objects.create(
            country=by.country,
            setting=setting,
            value=kind.plain(value),
            source=source.strip(),
            valid_from=valid_from,
            confirmed_by_id=by.user_id,
            confirmed_at=at,
        )
    record("offices.confirm", kind="offices.setting", thing=made.pk, fields=[setting])
    return made
