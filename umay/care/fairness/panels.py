"""What this room shows on the pages of matching: the way to one's own cases that were passed over, and to how fair a comparison was."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umay.care.fairness import queries
from umay.care.fairness.access import PASSED, SEE
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.slots import Panel


def _link(title: str, url: str) -> Panel:
    return Panel(title, "fairness/_link.html", {"title": title, "url": url})


def passed_over(_thing, identity: Identity) -> Panel | None:
    """From the list of those who wait, and from a comparison, to one's own cases whose better family went to others."""
    if not identity.may(PASSED):
        return None
    return _link(_("Was a better family suggested for a later claim?"), reverse("fairness:list_passed"))


def fairness_of_run(run, identity: Identity) -> Panel | None:
    """From a comparison to its fairness, once the night has counted it."""
    if not identity.may(SEE) or not queries.sheet_of_run(identity, run.pk).exists():
        return None
    return _link(_("Fairness of a comparison"), reverse("fairness:see_run", args=[run.pk]))
