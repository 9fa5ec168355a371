"""The moves of a match, and of a family on its shortlist. A choice takes two people: who proposes and who decides."""

from django.utils.translation import gettext_lazy as _

from umay.care.matching.rules import is_second_person
from umay.care.matching.words import CandidateState, MatchState
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.lifecycle import Lifecycle, Move

OPEN, PROPOSED, DECIDED, NONE, SPLIT, WITHDRAWN = (state.value for state in MatchState)


def _second_person(match, by, at):
    if not is_second_person(proposed_by=match.proposed_by, decided_by=by.user_id):
        return Refusal(
            _("You proposed this family yourself. A second person decides. Nothing was changed."), code="second_person"
        )
    return None


MATCH = Lifecycle(
    thing="matching.match",
    states=MatchState,
    start=MatchState.OPEN,
    moves=(
        Move("propose", (OPEN,), PROPOSED, "matches.propose", _("Propose a family")),
        Move("decide", (PROPOSED,), DECIDED, "matches.decide", _("Decide"), _second_person),
        Move("send_back", (PROPOSED,), OPEN, "matches.decide", _("Ask to look again"), _second_person),
        Move("take_back", (PROPOSED,), OPEN, "matches.propose", _("Take the proposal back")),
        Move("none_suits", (OPEN,), NONE, "matches.propose", _("No family suits")),
        Move("look_again", (NONE,), OPEN, "matches.open", _("Look again")),
        Move("fall_through", (DECIDED,), NONE, "matches.see", _("The home was given up")),
        Move("join", (OPEN, PROPOSED, NONE), WITHDRAWN, "matches.see", _("Searched for together again")),
        Move("split", (OPEN, NONE), SPLIT, "matches.open", _("Search in parts")),
        Move("withdraw", (OPEN, PROPOSED, NONE), WITHDRAWN, "matches.open", _("Withdraw")),
    ),
)

_C = CandidateState

CANDIDATE = Lifecycle(
    thing="matching.candidate",
    states=CandidateState,
    start=CandidateState.SHORTLISTED,
    moves=(
        Move(
            "shortlist_again",
            (_C.DROPPED, _C.FAMILY_NO, _C.OFFICE_REFUSED),
            _C.SHORTLISTED,
            "matches.shortlist",
            _("Put back on the shortlist"),
        ),
        Move("ask_office", (_C.SHORTLISTED,), _C.OFFICE_ASKED, "matches.shortlist", _("Ask the family's office")),
        Move("hear_yes", (_C.SHORTLISTED, _C.OFFICE_ASKED), _C.OFFICE_AGREED, "matches.shortlist"),
        Move("hear_no", (_C.OFFICE_ASKED,), _C.OFFICE_REFUSED, "matches.shortlist"),
        Move(
            "ask_family",
            (_C.SHORTLISTED, _C.OFFICE_AGREED, _C.FAMILY_ASKED),
            _C.FAMILY_ASKED,
            "matches.shortlist",
            _("Keep the places and ask the family"),
        ),
        Move("say_yes", (_C.FAMILY_ASKED,), _C.FAMILY_YES, "matches.shortlist", _("The family said yes")),
        Move("say_no", (_C.FAMILY_ASKED, _C.FAMILY_YES), _C.FAMILY_NO, "matches.shortlist", _("The family said no")),
        Move("put_forward", (_C.FAMILY_YES,), _C.PROPOSED, "matches.propose", _("Propose")),
        Move("step_back", (_C.PROPOSED,), _C.FAMILY_YES, "matches.see"),
        Move("choose", (_C.PROPOSED,), _C.CHOSEN, "matches.decide", _("Choose")),
        Move("fall_through", (_C.CHOSEN,), _C.DROPPED, "matches.see"),
        Move(
            "drop",
            (_C.SHORTLISTED, _C.OFFICE_ASKED, _C.OFFICE_AGREED, _C.FAMILY_ASKED, _C.FAMILY_YES),
            _C.DROPPED,
            "matches.shortlist",
            _("Take off the list"),
        ),
    ),
)
