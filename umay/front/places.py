"""Where the page of a file or another thing is, by its kind."""

from uuid import UUID

_PAGES = {
    "report": "intake",
    "intake.report": "intake",
    "case": "cases",
    "cases.case": "cases",
    "family": "families",
    "families.family": "families",
    "persons.person": "persons",
    "matching.match": "matching",
    "placements.placement": "placements",
    "visits.visit": "visits",
}
FILES = ("report", "case", "family")


def page_of(kind: str, pk: UUID) -> str:
    """The address of the thing's page; "" for a kind that has none of its own."""
    if kind == "offices.user":
        return f"/offices/people/{pk}/"
    if kind == "offices.office":
        return f"/offices/tree/{pk}/"
    if kind == "families.ask":
        return "/care/families/asks/"
    return f"/care/{_PAGES[kind]}/{pk}/" if kind in _PAGES else ""
