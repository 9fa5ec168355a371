"""What somebody has typed and not sent yet."""

from umay.cooperation.accords.models import FormDraft
from umay.kit.kernel.acting import Identity


def draft(*, form: str, about: str, by: Identity) -> FormDraft | None:
    """The person's own draft of this form, if one waits."""
    found = FormDraft.objects.filter(form=form, about=about, recorded_by=by.user_id).first()
    return found if found and found.body else None
