"""What the placements room promises and asks of earlier rooms' moves."""

from django.utils.translation import gettext_lazy as _

from umay.care.matching.words import CandidateState
from umay.care.placements import actions
from umay.care.placements.access import visible
from umay.care.placements.words import OPEN
from umay.kit.kernel import slots
from umay.kit.kernel.errors import Refusal


@slots.within("matching.match.decide")
def prepare_decided(match, by, at) -> None:
    """A decision prepares one placement for each child, in the same transaction."""
    actions.prepare(match=match, candidate=match.candidates.get(state=CandidateState.CHOSEN), by=by, at=at)


@slots.guard("cases.case.close")
def no_open_placement(case, by, at) -> Refusal | None:
    """A case stays open while a child of it lives with a family, or is about to."""
    if visible(by).filter(case=case, state__in=OPEN).exists():
        return Refusal(
            _(
                "A child of this case lives with a family, or a home is being prepared. End or give up the placement first. Nothing"
                " was changed."
            ),
            code="placed",
        )
    return None
