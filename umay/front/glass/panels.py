"""The block "Who has looked at this file" on the pages of reports, cases and families."""

from django.utils.translation import gettext_lazy as _

from umay.kit.kernel import slots
from umay.kit.kernel.slots import Panel

_PERMISSION = "journal.file"


def _block(kind: str):
    def block(thing, identity) -> Panel | None:
        if not identity.may(_PERMISSION):
            return None
        context = {"kind": kind, "file": thing.pk}
        return Panel(_("Who has looked at this file"), "front/_lookers_link.html", context, order=95)

    return block


def connect() -> None:
    slots.panel("intake.report")(_block("report"))
    slots.panel("cases.case")(_block("case"))
    slots.panel("families.family")(_block("family"))
