"""What the pages of declarations share: loading, one page with one form, the buttons of each side."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from umay.cooperation.accords.access import APPROVE, CHANGE, RELEASE
from umay.cooperation.accords.actions.declarations.common import depositary_of
from umay.cooperation.accords.declaration_words import DeclarationState
from umay.cooperation.accords.queries import base
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.accords.views.common import written
from umay.cooperation.partners.models import Party
from umay.kit.kernel.errors import NotAllowed

WRITE = "accords/declarations/write.html"


@dataclass(frozen=True)
class Page:
    """The words of a page with one form."""

    title: Any
    submit: Any
    words: Any = ""
    is_danger: bool = False
    is_wide: bool = False


def declaration_of(request, pk):
    return get_object_or_404(queries.declarations(request.identity), pk=pk)


def instrument_of(request, pk):
    return get_object_or_404(queries.instruments_seen(request.identity), pk=pk)


def ask(request, form, page: Page, write, *, back: str, done: str = "", template: str = WRITE, **more):
    """Show the form; when it was sent and is right, write(values, at) once and go to `done` (else back)."""
    return written(request, template, form, {"page": page, "back": back, **more}, write, done or back)


def can(request, declaration) -> dict:
    """What the person may do: the depositary's desk, the other writers, and those who sign have different buttons."""
    by, accord, state = request.identity, declaration.accord, declaration.state
    own, keeper = base.acts_for(accord, by), depositary_of(accord)
    is_keeper = own is not None and keeper is not None and own.pk == keeper.pk
    joint = own is not None and base.may_write_joint(accord, by)
    is_draft, is_open = state == DeclarationState.DRAFT, state == DeclarationState.OPEN
    lead, desk = by.may(APPROVE), by.may(CHANGE)
    return {
        "own": own,
        "keeper": keeper,
        "is_keeper": is_keeper,
        "write": joint and desk and is_draft,
        "invite": joint and desk and state in (DeclarationState.DRAFT, DeclarationState.FROZEN, DeclarationState.OPEN),
        "approve": joint and lead and is_draft,
        "freeze": is_keeper and lead and is_draft,
        "examine": is_keeper and desk,
        "keep": is_keeper and lead and not is_draft and state != DeclarationState.REPORTED,
        "close": is_keeper and lead and is_open,
        "answer": own is not None and desk and state != DeclarationState.REPORTED,
        "sign": own is not None and lead,
        "release": own is not None and by.may(RELEASE),
    }


def speaking(request, declaration) -> Party:
    """One's own institution, or one that has nobody here (?for=…, at the depositary's desk)."""
    may = can(request, declaration)
    asked = request.GET.get("for")
    if not may["own"]:
        raise NotAllowed()
    if not asked:
        return may["own"]
    return get_object_or_404(queries.absent(), pk=asked)
