"""What an action says when it can't act. The text is shown to a person: what happened, what is kept, what to do."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An action that can't be done now. `message` is a translated sentence; `code` is one word for the journal."""

    status = 409

    def __init__(self, message, *, code: str = "refused", field: str = ""):
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """The person's post doesn't carry the permission."""

    status = 403

    def __init__(self, message=None, *, code: str = "not_allowed"):
        super().__init__(
            message or _("Your post does not allow this. Nothing was changed. Ask your supervisor if you need it."),
            code=code,
        )


class Conflict(Refusal):
    """Somebody else changed the same thing in the meantime."""

    def __init__(self, message=None, *, code: str = "conflict"):
        super().__init__(
            message
            or _(
                "Someone else changed this while you were working. Nothing of theirs was lost. Look at it again, then decide."
            ),
            code=code,
        )
