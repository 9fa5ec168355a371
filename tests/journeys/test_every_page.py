"""Every page of the house, one of each address, looked at by somebody whose role opens it: nothing cut, nothing left in English, nothing raw.

Each page is looked at on a telephone and at a desk; axe, which takes the longest, is asked for every second page of each.
The things are those of tests/architecture/world.py, so a page is looked at from the day it is routed. Whoever wants to see the pages with their
own eyes gives a folder: `UMAY_PICTURES=folder pytest tests/journeys/test_every_page.py` saves a picture of each.
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
WAYS = {
    "turkish-telephone": ("tr", 390, "light"),
    "azerbaijani-desk-in-the-dark": ("az", 1280, "dark"),
}
# Answers that are no page.
NO_PAGE = {"session_keep"}
# Pages that open for nobody in this world when they are only asked for, although they are no mere buttons, and why.
RARE = {
    "persons:draft": "answers what is typed, never a page",
}
_RAW = re.compile(r"^(None|True|False|undefined|NaN|[a-z]+(_[a-z]+)+)$|\b\d{4}-\d\d-\d\d\b|[0-9a-f]{8}-[0-9a-f]{4}-")
_SMALL = """() => [...document.querySelectorAll('main button, main .button, header summary')].filter(one => one.checkVisibility())
    .filter(one => !one.matches('.unseen') && one.getBoundingClientRect().height > 1 && one.getBoundingClientRect().height < 43.5).map(one => one.innerText.trim() + ' ' + one.getBoundingClientRect().height)"""


class House:
    """The world, the address it is served at, and whom to send to each page."""

    def __init__(self, world) -> None:
        self.world = world
        self.address = ""
        self.clients: dict[object, Client] = {}
        self.found: dict[object, list[tuple[str, str]]] = defaultdict(list)
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


def _look(every, browser, watch, language, width, scheme):
    locale = {"tr": "tr-TR", "az": "az-AZ", "en": "en-GB"}[language]
    turn = list(WAYS.values()).index((language, width, scheme))
    for user, pages in every.found.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=locale, base_url=every.address, color_scheme=scheme
        )
        context.add_cookies(
            [
                {"name": "django_language", "value": language, "url": every.address},
                *(
                    {"name": key, "value": cookie.value, "url": every.address}
                    for key, cookie in every.clients[user].cookies.items()
                ),
            ]
        )
        one = Visitor(context.new_page(), language, watch)
        for name, address in pages:
            turn += 1
            one.asks_axe = bool(turn % 2)
            one.open(address)
            _plain(one, width)
            if PICTURES:
                folder = Path(PICTURES) / f"{language}-{width}-{scheme}"
                folder.mkdir(parents=True, exist_ok=True)
                one.page.screenshot(path=folder / f"{name.replace(':', '.')}.png", full_page=True)
        context.close()


def _plain(one, width):
    """Nothing a machine would say; nothing too small for a thumb."""
    for text in one.page.locator("main").inner_text().splitlines():
        if _RAW.search(text.strip()):
            one.watch.add(one.page.url, f"raw: {text.strip()[:80]!r}")
    if width < 640:
        for small in one.page.evaluate(_SMALL):
            one.watch.add(one.page.url, f"too small for a thumb: {small}")


@pytest.mark.parametrize("way", WAYS)
def test_every_page_is_whole_and_in_its_own_language(every, browser, watch, way):
    _look(every, browser, watch, *WAYS[way])


def test_no_page_is_left_out(every):
    """What showed nobody a page is a file (200), a button's address (405), or opens only after something else was done (302, 409)."""
    silent = {name: sorted(answers) for name, answers in every.closed.items() if name not in RARE}

    assert not {name: answers for name, answers in silent.items() if not set(answers) & {200, 302, 405, 409}}
    assert len(every.closed) < len(ROUTES) / 4
