"""A declaration is written: its titles and sides, its numbered articles in each language, until the text is frozen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from umay.cooperation.accords.actions import base
from umay.cooperation.accords.actions.declarations.common import KIND, held, insist, own_side
from umay.cooperation.accords.declaration_words import DeclarationState
from umay.cooperation.accords.models import Commitment, Declaration
from umay.cooperation.accords.words import AccordKind, SideRole
from umay.cooperation.partners.models import Party
from umay.ground.journal.actions import once
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import record

MOST_LANGUAGES = 3


def open(
    *,
    titles: dict[str, str],
    languages: Sequence[str],
    depositary: Party,
    spares: int = 4,
    is_fictitious: bool = False,
    by: Identity,
    at: datetime,
    key=None,
) -> Declaration:
    """Begin a declaration of one's own institution. `depositary` seals it and keeps the signatures."""
    insist(by)
    _check_languages(titles, languages)
    own = base.party_of(by)
    if own is None:
        raise Refusal(_("Your office acts for no institution here. Nothing was saved."), code="no_party")
    sides = [(own, SideRole.DEPOSITARY if own.pk == depositary.pk else SideRole.AUTHOR)]
    if own.pk != depositary.pk:
        sides.append((depositary, SideRole.DEPOSITARY))
    with once(key, by=by, at=at, kind=KIND) as made:
        accord = base.open(
            kind=AccordKind.DECLARATION, titles=titles, sides=sides, is_fictitious=is_fictitious, by=by, at=at
        )
        declaration = Declaration(
            accord=accord, languages=list(languages), spares=spares, recorded_by=by.user_id, recorded_at=at
        )
        declaration.save(force_insert=True)
        made(declaration.pk)
    return declaration


def _check_languages(titles, languages) -> None:
    if not 1 <= len(languages) <= MOST_LANGUAGES:
        raise Refusal(_("Choose one to three languages."), code="languages", field="languages")
    if any(not titles.get(code, "").strip() for code in languages):
        raise Refusal(_("Write the title in each of the languages."), code="title", field="languages")


def change(*, declaration: Declaration, version: int, values: dict, by: Identity, at: datetime) -> Declaration:
    """New titles, spares, days or place, while the text is not frozen. `values`: any of titles, spares, closes_on, place."""
    insist(by)
    with transaction.atomic():
        fresh = Declaration.objects.select_for_update(of=("self",)).filter(pk=declaration.pk).first()
        if fresh is None:
            raise NotAllowed()
        held(fresh, DeclarationState.DRAFT)
        if fresh.version != version:
            raise Conflict()
        titles = values.pop("titles", None)
        if titles is not None and titles != fresh.accord.titles:
            _check_languages(titles, fresh.languages)
            base.change_titles(accord=fresh.accord, titles=titles, version=fresh.accord.version, by=by, at=at)
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save(update_fields=[*values])
        record("declarations.change", kind=KIND, thing=fresh.pk, fields=[*values])
    fresh.refresh_from_db()
    return fresh


def commit(
    *, declaration: Declaration, articles: Sequence[dict[str, str]], version: int, by: Identity, at: datetime
) -> list[Commitment]:
    """The numbered articles, each in every language, in place of those before. A frozen text is not amended: that is refused."""
    insist(by)
    own_side(declaration.accord, by)
    with transaction.atomic():
        fresh = Declaration.objects.select_for_update(of=("self",)).filter(pk=declaration.pk).first()
        if fresh is None:
            raise NotAllowed()
        if fresh.state != DeclarationState.DRAFT:
            raise Refusal(
                _("The text is frozen: institutions sign exactly these words. Write another declaration instead. Nothing was changed."),
                code="frozen",
            )  # fmt: skip
        if fresh.version != version:
            raise Conflict()
        kept = {one.number: one for one in Commitment.objects.filter(accord=fresh.accord)}
        found = [_article(fresh, kept.get(number), number, words, by, at) for number, words in _numbered(articles)]
        for number, row in kept.items():
            if number > len(found) and row.words:
                row.words = {}
                row.save(update_fields=["words"])
        fresh.save(update_fields=["spares"])  # a new version: two desks in the same text are told apart
        record("declarations.commit", kind=KIND, thing=fresh.pk, fields=["articles"])
    return found


def _numbered(articles):
    return list(enumerate(({code: text.strip() for code, text in words.items()} for words in articles), start=1))


def _article(declaration, row, number, words, by, at) -> Commitment:
    if row is None:
        row = Commitment(accord=declaration.accord, number=number, words=words, recorded_by=by.user_id, recorded_at=at)
        row.save(force_insert=True)
    elif row.words != words:
        row.words = words
        row.save(update_fields=["words"])
    return row
