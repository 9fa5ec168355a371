"""Every page of the house, one of each address, looked at by somebody whose role opens it: nothing cut, nothing left in English, nothing raw.

Each page is looked at on a telephone and at a desk; axe, which takes the longest, is asked for every second page of each, and for
every page of what an auditor, a board and a ministry read.
The things are those of tests/architecture/world.py, so a page is looked at from the day it is routed. Whoever wants to see the pages with their
own eyes gives a folder, and other ways than the two where that is wanted:
`UMAY_PICTURES=folder UMAY_WAYS="en-390-light az-320-dark tr-1280-paper" pytest tests/journeys/test_every_page.py` saves a picture of each page,
on paper a PDF.
"""

import os
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.test import Client

from tests import conftest as house
from tests.architecture import world as made
from tests.architecture.test_doors_generated import CLOSED, ROUTES, _addresses
from tests.factories.cast import user_of
from tests.journeys.browsing import Visitor
from tests.journeys.conftest import serving

PICTURES = os.environ.get("UMAY_PICTURES")
WAYS = os.environ.get("UMAY_WAYS", "").split() or ["tr-390-light", "az-1280-dark"]
# Pages of charts, tables and long words, for readers who decide for a country: axe is asked for each of them in each way.
ALWAYS_AXE = re.compile(
    r"fairness:|matching:(recruit|list_runs|see_run|list_advice|list_weights|see_weights|prepare_weights|vote|list_simulations|simulate|see_simulation)$"
)
# Answers that are no page.
NO_PAGE = {"session_keep"}
# Pages that open for nobody in this world when they are only asked for, although they are no mere buttons, and why.
RARE = {
    "persons:draft": "answers what is typed, never a page",
    "texts:draft": "keeps what is typed, never a page",
}
_SENDS = re.compile(r"""method=["']?post""", re.IGNORECASE)
_RAW = re.compile(r"^(None|True|False|undefined|NaN|[a-z]+(_[a-z]+)+)$|\b\d{4}-\d\d-\d\d\b|[0-9a-f]{8}-[0-9a-f]{4}-")
_SMALL = """() => [...document.querySelectorAll('main button, main .button, header summary')].filter(one => one.checkVisibility())
    .filter(one => !one.matches('.unseen') && one.getBoundingClientRect().height > 1 && one.getBoundingClientRect().height < 43.5).map(one => one.innerText.trim() + ' ' + one.getBoundingClientRect().height)"""

# Everything a person could have filled in is emptied; what the page itself sends along stays.
_EMPTY = """() => {
    const form = [...document.querySelectorAll('main form')].filter(one => one.method === 'post' && one.checkVisibility() && !one.closest('.filter')).findLast(
        one => one.querySelector('input:not([type=hidden]):not([type=search]), select, textarea'));
    if (!form) return false;
    for (const one of form.elements) {
        if (one.type === 'hidden' || one.tagName === 'BUTTON') continue;
        if (one.type === 'radio' || one.type === 'checkbox') one.checked = false;
        else one.value = '';
    }
    form.dataset.emptied = '';
    return true;
}"""


class House:
    """The world, the address it is served at, and whom to send to each page."""

    def __init__(self, world) -> None:
        self.world = world
        self.address = ""
        self.clients: dict[object, Client] = {}
        self.found: dict[object, list[tuple[str, str]]] = defaultdict(list)
        self.sends: set[str] = set()  # addresses of pages that send something from their middle
        self.closed: dict[str, set[int]] = {}

    def client(self, identity) -> Client:
        if identity.user_id not in self.clients:
            self.clients[identity.user_id] = Client(raise_request_exception=False)
            self.clients[identity.user_id].force_login(user_of(identity))
        return self.clients[identity.user_id]

    def find(self, name: str) -> None:
        """Look for somebody and something that opens this page."""
        answers = set()
        permission = ROUTES[name].callback.door.permission
        people = [one for one in self.world.cast.home.values() if not permission or one.may(permission)]
        for address, _thing in _addresses(self.world, name):
            for identity in people:
                answer = self.client(identity).get(address)
                if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                    self.found[identity.user_id].append((name, address))
                    if _SENDS.search(answer.content.decode().partition("<main")[2]):
                        self.sends.add(address)
                    return
                answers.add(answer.status_code)
                if answer.status_code == 405:
                    break
            if 405 in answers:
                break
        self.closed[name] = answers


@pytest.fixture(scope="module")
def every(template_database, django_db_blocker, django_db_setup, tmp_path_factory):
    """A world of its own, served; and for each page somebody who may open it."""
    from django.db import connections

    name = f"umay_pages_{os.getpid()}"
    house.copy_database(name, template_database)
    with django_db_blocker.unblock():
        connections.close_all()
        settings = connections["default"].settings_dict
        before, settings["NAME"] = settings["NAME"], name
        try:
            found = House(made.build())
            for route in CLOSED:
                if route not in NO_PAGE:
                    found.find(route)
            connections.close_all()
            with serving(name, tmp_path_factory.mktemp("pages") / "server.log") as found.address:
                yield found
        finally:
            connections.close_all()
            settings["NAME"] = before
            house.drop_database(name)


def _visitors(every, browser, watch, way):
    """Each person who opens a page, in a browser of the way: [(visitor, [(name, address)])]."""
    language, width, scheme = way.split("-")
    for user, pages in every.found.items():
        context = browser.new_context(
            viewport={"width": int(width), "height": 900},
            locale={"tr": "tr-TR", "az": "az-AZ", "en": "en-GB"}[language],
            base_url=every.address,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        cookies = {key: cookie.value for key, cookie in every.clients[user].cookies.items()}
        cookies["django_language"] = language
        context.add_cookies([{"name": key, "value": value, "url": every.address} for key, value in cookies.items()])
        yield Visitor(context.new_page(), language, watch), pages
        context.close()


def _look(every, browser, watch, way):
    turn = WAYS.index(way)
    for one, pages in _visitors(every, browser, watch, way):
        for name, address in pages:
            turn += 1
            one.asks_axe = bool(turn % 2) or ALWAYS_AXE.match(name) is not None
            one.open(address)
            _plain(one)
            _keep(one.page, way, name)


def _send_empty(one) -> int:
    """Send the page's form with nothing written and nothing chosen, and say what was answered: 0 where nothing can be filled in."""
    if not one.page.evaluate(_EMPTY):
        return 0
    with one.page.expect_navigation() as going:
        one.page.locator("form[data-emptied] button[type=submit]").last.click()
    one.look()
    return going.value.status


def _keep(page, way, name):
    if not PICTURES:
        return
    folder = Path(PICTURES) / way
    folder.mkdir(parents=True, exist_ok=True)
    name = name.replace(":", ".")
    if way.endswith("-paper"):
        page.pdf(path=folder / f"{name}.pdf", format="A4")
    else:
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def _plain(one):
    """Nothing a machine would say; nothing too small for a thumb."""
    for text in one.page.locator("main").inner_text().splitlines():
        if _RAW.search(text.strip()):
            one.watch.add(one.page.url, f"raw: {text.strip()[:80]!r}")
    if one.page.viewport_size["width"] < 640:
        for small in one.page.evaluate(_SMALL):
            one.watch.add(one.page.url, f"too small for a thumb: {small}")


@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_whole_and_in_its_own_language(every, browser, watch, way):
    _look(every, browser, watch, way)


def test_no_page_is_left_out(every):
    """What showed nobody a page is a file (200), a button's address (405), or opens only after something else was done (302, 409)."""
    silent = {name: sorted(answers) for name, answers in every.closed.items() if name not in RARE}

    assert not {name: answers for name, answers in silent.items() if not set(answers) & {200, 302, 405, 409}}
    assert len(every.closed) < len(ROUTES) / 4


def test_a_form_sent_empty_says_on_one_page_what_is_missing(every, browser, watch):
    """The third of the languages and widths; last, since an answer can change what the other tests look at."""
    way, silent, complained = "az-390-light", [], 0
    for one, pages in _visitors(every, browser, watch, way):
        one.asks_axe = False
        for name, address in (page for page in pages if page[1] in every.sends):
            one.allow(200, 403, 409, 422)  # an empty answer before may have closed the page
            opened = one.page.goto(address, wait_until="domcontentloaded")
            if opened.status != 200 or _send_empty(one) != 422:
                continue
            complained += 1
            _plain(one)
            _keep(one.page, f"{way}-empty", name)
            said = one.page.locator("main .error-summary").all_inner_texts()
            if not said or len(set(said)) != len(said):  # a page of several forms sums each up, none twice
                silent.append(name)

    assert silent == []
    assert complained > 40
