"""What the sides of a declaration say yes to, and what everybody reads of it."""

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from umay.cooperation.accords.approving import approvable, releasable
from umay.cooperation.accords.declaration_words import DeclarationState, Standing
from umay.cooperation.accords.models import Declaration
from umay.cooperation.accords.publishing import Part, public_part
from umay.cooperation.accords.queries import declarations as queries
from umay.cooperation.partners.queries import in_language, states
from umay.kit.kernel.acting import Identity
from umay.kit.ui import drawings as draw


def _content(declaration: Declaration):
    return {
        "titles": {code: declaration.accord.titles.get(code, "") for code in declaration.languages},
        "languages": declaration.languages,
        "articles": [[one.number, one.words] for one in queries.articles(declaration)],
    }


def _title(declaration: Declaration) -> str:
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


# Seats of government, where a state's mark stands on the map: degrees east and north.
SEATS = {
    "TR": (32.85, 39.93), "AZ": (49.87, 40.41), "KZ": (71.43, 51.13), "KG": (74.6, 42.87), "UZ": (69.28, 41.31),
    "TM": (58.38, 37.95), "HU": (19.04, 47.5), "XN": (33.36, 35.19),
}  # fmt: skip
_MARKS = {Standing.SIGNED: 1, Standing.REPORTED: 2, Standing.WITHDRAWN: 3}


def drawing_of(rows, lang: str):
    """The states of those who have signed, at their seats; None where there is none on the map. A state counts as far as its institution that is furthest."""
    marks = {}
    for row in rows:
        code = row.party.state.code if row.party.state else ""
        if code in SEATS and row.standing in _MARKS:
            before = marks.get(code)
            if before is None or _MARKS[row.standing] < _MARKS[before.standing]:
                marks[code] = row
    if not marks:
        return None
    seats = []
    for state in states().filter(
        code__in=SEATS
    ):  # every state that is known here, so that nothing is told of who is invited
        row = marks.get(state.code)
        words = str(row.standing.label) if row else gettext("No signature has been released")
        seats.append(
            draw.Seat(in_language(state.names, lang)[0], *SEATS[state.code], words, _MARKS[row.standing] if row else 0)
        )
    return draw.seats(
        title=gettext("Map of signatories"),
        desc="",
        what=pgettext("country", "State"),
        measure=gettext("How far"),
        seats=seats,
    )


@public_part("declaration")
def declaration_part(accord, lang: str) -> Part | None:
    declaration = queries.of_accord(accord)
    if declaration is None:
        return None
    rows = [row for row in queries.rows(declaration) if row.standing in _MARKS]
    return Part(
        gettext("The declaration"),
        "accords/declarations/_public.html",
        {
            "declaration": declaration,
            "articles": queries.articles(declaration),
            "rows": rows,
            "statements": queries.statements(declaration),
            "drawing": drawing_of(rows, lang),
            "lang": lang,
        },
        order=10,
    )
