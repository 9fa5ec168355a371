"""Every page a role can come to, looked at: at 400 % zoom, in the dark, on paper, in three languages."""

import pytest

from tests.journeys.steps import PEOPLE

LISTS = {
    "worker": ["/", "/care/intake/", "/care/cases/", "/care/families/", "/care/matching/", "/care/placements/", "/care/visits/", "/care/persons/", "/care/cases/open/", "/notices/", "/account/"],
    "supervisor": ["/team/", "/care/visits/concerns/", "/care/families/asks/"],
    "director": ["/province/"],
    "family_worker": ["/care/families/apply/"],
    "auditor": ["/journal/", "/journal/own/", "/offices/people/", "/offices/settings/"],
    "duty": ["/care/intake/receive/"],
}  # fmt: skip
OTHERS = {
    "TR": {"director": "kemal.tr", "auditor": "ilgaz.tr", "administrator": "derya.tr"},
    "AZ": {"director": "tural.az", "auditor": "ilqar.az", "administrator": "leman.az"},
}
_EACH = ("/care/intake/", "/care/cases/", "/care/families/", "/care/matching/", "/care/placements/", "/care/visits/")


def _walk(visitor, country, language, **options):
    """Sign in as each role, open its pages, and the first thing of each list."""
    for role, pages in LISTS.items():
        one = visitor((PEOPLE[country] | OTHERS[country])[role], language, **options)
        for address in pages:
            one.open(address)
            if address in _EACH and (first := _first(one, address)):
                one.open(first)
        one.page.context.close()


def _first(one, address):
    """The first thing that a list links to."""
    import re

    thing = re.compile(rf"{address}[0-9a-f-]{{36}}/")
    return next((link for link in one.addresses if thing.fullmatch(link)), None)


@pytest.mark.parametrize(
    ("country", "language", "options"),
    [
        ("TR", "tr", {"width": 320, "height": 256}),
        ("AZ", "az", {"width": 390}),
        ("TR", "en", {"width": 1280, "color_scheme": "dark"}),
    ],
    ids=["zoomed-to-400-percent", "azerbaijani-telephone", "dark"],
)
def test_every_list_and_the_first_of_it_is_whole(visitor, country, language, options):
    _walk(visitor, country, language, **options)


def test_a_case_prints_on_paper_without_menus(visitor, tmp_path):
    one = visitor("elif.tr", "tr").open("/care/cases/")
    one.open(_first(one, "/care/cases/"))
    one.page.emulate_media(media="print")

    assert not one.page.locator("main button:visible").count(), "buttons are no use on paper"
    paper = tmp_path / "case.pdf"
    one.page.pdf(path=paper, format="A4")
    assert paper.read_bytes().startswith(b"%PDF")
    assert paper.stat().st_size > 5000
