"""What the sides of a declaration say yes to, and what everybody reads of it."""

from django.urls import reverse

from umay.cooperation.accords.approving import approvable, releasable
from umay.cooperation.accords.declaration_words import DeclarationState
from umay.cooperation.accords.models import Declaration
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.partners.queries import in_language
from umay.kit.kernel.acting import Identity


def _content(declaration: Declaration):
    return {
        "titles": {code: declaration.accord.titles.get(code, "") for code in declaration.languages},
        "languages": declaration.languages,
        "articles": [[one.number, one.words] for one in queries.articles(declaration)],
    }


def _title(declaration: Declaration) -> str:
    from django.utils.translation import get_language

    return in_language(declaration.accord.titles, get_language() or "en")[0]


def _waiting(by: Identity):
    return queries.declarations(by).filter(state=DeclarationState.DRAFT)


approvable(
    Declaration,
    kind="declarations.text",
    content=_content,
    accord=lambda declaration: declaration.accord,
    url=lambda declaration: reverse("declarations:see", args=[declaration.pk]),
    title=_title,
    waiting=_waiting,
)


def _public(accord):
    declaration = queries.of_accord(accord)
    if declaration is None:
        return None
    return _content(declaration) | {
        "state": declaration.state,
        "opened_on": declaration.opened_on,
        "closes_on": declaration.closes_on,
        "place": declaration.place,
        "is_text_missing": declaration.is_text_missing,
        "signatures": [
            [one.party_id, one.kind, one.method, one.signed_on, one.reported_on, one.place]
            for one in queries.signatures(declaration)
        ],
        "statements": [[one.party_id, one.kind, one.words] for one in queries.statements(declaration)],
    }


releasable("declaration", _public)
