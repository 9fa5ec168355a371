"""What this room shows on the pages of a case, of kin and of a family, and why a case must wait before it closes."""

from django.utils.translation import gettext_lazy as _

from umay.care.cases.words import KinAnswer
from umay.care.families.access import KIN
from umay.care.families.access import SEE as SEE_FAMILIES
from umay.care.matching import actions, queries
from umay.care.matching.access import OPEN, SEE
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.slots import Panel


def search_of_case(case, identity):
    """The searches for the children of the case, and the way to begin one."""
    if not identity.may(SEE):
        return None
    found = queries.matches_of(case)
    if not found and case.needs_family_since is None:
        return None
    is_searched = any(match.state in ("open", "proposed", "none") for match in found)
    return Panel(
        title=_("A family for the children"),
        template="matching/_of_case.html",
        context={
            "case": case,
            "matches": found,
            "may_open": identity.may(OPEN) and case.needs_family_since is not None and not is_searched,
        },
        order=30,
    )


def kin_of_case(kin, identity):
    """Kin who want to care for the children: the way to their assessment, and to the family once it is begun."""
    if kin.answer != KinAnswer.WILLING and kin.family_id is None:
        return None
    may_start = kin.family_id is None and identity.may(KIN)
    may_see = kin.family_id is not None and identity.may(SEE_FAMILIES)
    if not (may_start or may_see):
        return None
    return Panel(
        title=_("Assessment"),
        template="matching/_of_kin.html",
        context={"kin": kin, "may_start": may_start, "may_see": may_see, "key": new_id()},
    )


def proposals_for_family(family, identity):
    """Where the family stands on a list, in the cases the reader may see."""
    if not identity.may(SEE):
        return None
    found = queries.candidates_for_family(family.pk)
    if not found:
        return None
    return Panel(
        title=_("Children this family is thought of for"),
        template="matching/_of_family.html",
        context={"candidates": found},
        order=40,
    )


def no_open_search(case, identity, at):
    """A case is not closed while a family is being looked for or chosen."""
    if any(match.state in ("open", "proposed") for match in queries.matches_of(case)):
        return Refusal(
            _("A search for a family is still open. Withdraw it first, with the reason. Nothing was changed."),
            code="match_open",
        )
    return None


def end_open_searches(case, identity, at):
    """When nobody looks for a family for a case any longer, its open searches end with it. Who may not end them is told to ask."""
    if not any(match.state in ("open", "proposed", "none") for match in queries.matches_of(case)):
        return
    actions.withdraw_of(case=case, why=str(_("No family is looked for any longer.")), by=identity, at=at)
