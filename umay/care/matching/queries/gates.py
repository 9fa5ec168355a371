"""The gates of a search: what must hold before it begins, before a family is listed, proposed and chosen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from umay.care.cases.models import Case
from umay.care.cases.queries import is_view_recorded, valid_basis
from umay.care.families.queries import asks_of
from umay.care.matching import reasons
from umay.care.matching.models import Match
from umay.care.matching.queries.pages import state_now, terms_of
from umay.care.matching.queries.standing import children_in, is_word_old
from umay.care.matching.rules import passed_over as families_before
from umay.care.matching.words import GIVEN_UP, GIVEN_UP_WORDS, SAID_NO, MatchState
from umay.ground.offices.packs import label
from umay.kit.kernel.errors import Refusal
from umay.kit.ui.format import day


def obstacles(case: Case, found: Sequence[UUID], children: Sequence[UUID] | None, at: datetime):
    """What stands in the way of looking for a family, in the order in which a person would mend it."""
    if case.needs_family_since is None:
        yield Refusal(
            _("It is not written yet why these children need a family. Write it in the case first."), code="not_seeking"
        )
    if not found:
        yield Refusal(_("There is no child in this case now."), code="no_child")
    if children is not None and set(children) != set(found):
        yield Refusal(
            _("Brothers and sisters are searched for together. They are parted only with a reason of their own."),
            code="part",
        )
    yield from promises(case, at)


def promises(case: Case, at: datetime):
    """What must hold whenever a search begins and whenever a family is chosen."""
    if not is_view_recorded(case):
        yield Refusal(
            _("Write first what each child says about it, or why the child was not heard."), code="view_missing"
        )
    if not case.is_urgent and valid_basis(case, at) is None:
        yield Refusal(
            _(
                "There is no legal basis in force. Record the order in the case first. In an emergency, mark the case as urgent."
            ),
            code="no_basis",
        )


def given_up_parts(match: Match) -> list[Match]:
    """Searches of children of this decision whose home was given up, while a brother or sister had one. Withdrawn ones are left out."""
    whole = match.split_of or match
    found = whole.parts.filter(split_kind=GIVEN_UP, children__contained_by=match.children).exclude(pk=match.pk)
    return list(found.exclude(state=MatchState.WITHDRAWN).defer("input").order_by("id"))


def why_apart(match: Match):
    """In words, why these children are searched for without their brothers and sisters; "" for a whole group."""
    if match.split_kind == GIVEN_UP:
        return GIVEN_UP_WORDS
    return label("split_reason", match.split_kind) if match.split_kind else ""


def children_changed(match: Match) -> Refusal | None:
    """The search is for these children; who came or left since needs a search of its own."""
    present = {child.person_id for child in children_in(match)}
    here = set(match.case.children.filter(left_on__isnull=True).values_list("person_id", flat=True))
    if present != set(match.children) or (match.split_of_id is None and here != present):
        return Refusal(
            _(
                "The children of the case have changed since this search began. Withdraw it and begin again, so that nobody is forgotten."
            ),
            code="children_changed",
        )
    return None


def passed_over(match: Match, standing, family_id) -> list:
    """The families before this one in the order that were not asked, or did not say no."""
    listed = list(match.candidates.all())
    asks = asks_of([candidate.pk for candidate in listed])
    said_no = {
        str(candidate.family_id) for candidate in listed if state_now(candidate, asks.get(candidate.pk)) in SAID_NO
    }
    return [ranked for ranked in families_before(standing.ranking, str(family_id)) if ranked.family_id not in said_no]


def as_it_stands(standing, ranked) -> dict:
    """Columns that keep the order and the reasons of this moment."""
    return {
        "rank": ranked.place,
        "is_kin": ranked.verdict.kin,
        "km": ranked.verdict.km,
        "value_micro": ranked.verdict.value,
        "terms": terms_of(ranked),
        "weakens": [[remark.code, dict(remark.numbers)] for remark in ranked.weaknesses],
        "places_left": ranked.places_left,
    }


def not_asked(standing, family_id: UUID) -> Refusal | None:
    """A family that nobody has asked for too long is asked first; its word is then of that day."""
    card = standing.cards.get(str(family_id))
    if card is None or not is_word_old(standing, card):
        return None
    if card.willing_confirmed_on is None:
        words = _("Nobody has asked this family yet whether it can be asked. Ask it first. Nothing was changed.")
    else:
        words = _(
            "This family was last asked on %(on)s, more than %(days)d days ago. Ask it first, and write down what it says. Nothing was changed."
        ) % {
            "on": day(card.willing_confirmed_on, (get_language() or "tr")[:2]),
            "days": standing.settings.get("families.willing_confirm_days"),
        }
    return Refusal(words, code="ask_first")


def ranked_or_refused(standing, family_id: UUID):
    """The family's place in the order; raises the Refusal that says which rule leaves it out."""
    key = str(family_id)
    if ranked := standing.ranking.candidate(key):
        return ranked
    left = next((left for left in standing.ranking.left_out if left.family_id == key), None)
    if left is None:
        raise Refusal(_("This is no approved family now. Nothing was changed."), code="not_approved")
    raise Refusal(
        _("This family can't be chosen for these children: %(why)s Nothing was changed.")
        % {"why": reasons.why_left_out(left.remark)},
        code=f"left_out_{left.reason}",
    )
