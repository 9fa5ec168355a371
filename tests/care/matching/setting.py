"""A case that looks for a family, and families of its own office and another, for the tests of this room."""

from datetime import date

import pytest

from tests.factories.care import make_basis, make_case, make_family
from umay.care.cases.models import Case
from umay.care.families.actions import answer_ask
from umay.care.families.queries import asks_of
from umay.care.matching import actions
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal


def seeking(cast, by=None, *, ages=(6,), basis=True, **changes) -> Case:
    by = by or cast.worker
    case = make_case(by, ages=ages, **changes)
    if basis:
        make_basis(case, by)
    return case


def opened(cast, by=None, **changes):
    by = by or cast.worker
    case = seeking(cast, by, **changes)
    with acting(by):
        return actions.open(case=case, by=by, at=now())


def home(cast, by=None, **changes):
    return make_family(by or cast.family_worker, **changes)


def asked(match, family, by):
    """On the shortlist, its places kept, the family asked."""
    with acting(by):
        candidate = actions.shortlist(match=match, family_id=family.pk, by=by, at=now())
        return actions.ask_family(candidate=candidate, by=by, at=now())


def said_yes(match, family, by):
    candidate = asked(match, family, by)
    with acting(by):
        return actions.answer_family(
            candidate=candidate, says_yes=True, said_by="Anne", how="phone", said_at=now(), by=by, at=now()
        )


def proposed(match, family, by, **reason):
    candidate = said_yes(match, family, by)
    with acting(by):
        return actions.propose(match=match, candidate=candidate, by=by, at=now(), **reason)


def agreed_by_office(candidate, by):
    with acting(by):
        ask = asks_of([candidate.pk])[candidate.pk]
        return answer_ask(ask=ask, agree=True, by=by, at=now())


LONG_AGO = date(2024, 1, 1)


def refused(code):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)
