"""Every address behind a door, asked by every role of the home office, of another office, another province and another country.

The world (world.py) has something of every kind in the home office. What is asserted is made from the routes themselves, so a new
page is tested on the day it is routed, and a page that nobody can reach must say why in NO_ANSWER.
"""

import hashlib
import os

import psycopg
import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests import conftest as house
from tests.architecture import world as made
from tests.factories.cast import user_of
from umay.kit.ui.asked import SeeOther

# What `pk` means where it is not the thing of the room; other parts of an address are named by themselves.
_PK = {
    "intake": "report",
    "cases": "case",
    "persons": "person",
    "families": "family",
    "matching": "match",
    "placements": "placement",
    "visits": "visit",
    "offices": "user",
    "parties": "party",
    "accords": "accord",
    "calendars": "subscription",
    "declarations": "declaration",
    "declarations:examine": "powers_answer",
    "declarations:sign": "instrument",
    "declarations:bring": "instrument",
    "declarations:begin": "instrument",
    "declarations:finish": "signing",
    "declarations:drop": "signing",
    "declarations:attributes": "signing",
    "declarations:covered": "signing",
    "declarations:attest": "signature",
    "declarations:copy": "proof",
    "meetings": "meeting",
    "meetings:series": "meeting_series",
    "meetings:plan": "meeting_series",
    "meetings:compiled": "meeting_series",
    "meetings:drop_item": "agenda_item",
    "meetings:decision": "coop_decision",
    "meetings:change_decision": "coop_decision",
    "meetings:add_action": "coop_decision",
    "meetings:action": "action_point",
    "meetings:change_action": "action_point",
    "meetings:report": "action_point",
    "meetings:verify": "action_point",
    "meetings:send_back": "action_point",
    "trust": "trust_entry",
    "texts": "text",
    "texts:of": "accord",
    "texts:begin": "accord",
    "texts:hand": "language_text",
    "texts:verify": "language_text",
    "texts:reopen": "language_text",
    "texts:authenticate": "language_text",
    "terms": "concept",
    "terms:change": "term",
    "terms:match": "term",
    "plans": "plan",
    "protocols": "protocol",
    "plans:line": "line",
    "plans:change_line": "line",
    "plans:drop_line": "line",
    "plans:set_lead": "line",
    "plans:amend_line": "line",
    "plans:set_dates": "line",
    "plans:put_off": "line",
    "plans:cancel": "line",
    "plans:report": "line",
    "plans:verify": "line",
    "plans:raise_obstacle": "line",
    "plans:add_activity": "line",
    "plans:end_obstacle": "obstacle",
    "plans:proposal": "proposal",
    "plans:withdraw": "proposal",
    "plans:lock": "period",
    "plans:unlock": "period",
    "plans:activity": "activity",
    "plans:change_activity": "activity",
    "plans:call_off": "activity",
    "plans:count": "activity",
    "plans:show": "activity",
    "plans:evidence": "evidence",
    "accords:approve": "plan",
    "accords:approve_by_letter": "plan",
    "accords:take_back": "plan",
    "": "notice",
    "bulk": "upload",
    "families:answer_ask": "ask",
    "matching:open": "case",
    "matching:check_people": "alike",
    "matching:start_assessment": "kin",
    "matching:ask_office": "candidate",
    "matching:ask_family": "candidate",
    "matching:answer_family": "candidate",
    "matching:drop": "candidate",
    "matching:propose": "candidate",
    "matching:see_simulation": "simulation",
    "matching:stop_simulation": "simulation",
    "matching:share_simulation": "simulation",
    "matching:unshare_simulation": "simulation",
    "matching:see_weights": "weights",
    "matching:compare_weights": "weights",
    "matching:stop_comparing": "weights",
    "matching:ask_board": "weights",
    "matching:vote": "weights",
    "matching:withdraw_weights": "weights",
    "matching:see_run": "run",
    "matching:stop": "run",
    "matching:replay": "run",
    "matching:heed": "advice",
    "fairness:see_run": "run",
    "placements:place_emergency": "case",
    "placements:telephone": "case",
    "placements:answer_call": "case",
    "visits:answer_concern": "concern",
    "visits:add": "placement",
    "offices:office": "office",
    "offices:rename_office": "office",
    "offices:open_team": "office",
    "offices:close_office": "office",
    "offices:rename_team": "team",
    "offices:close_team": "team",
    "offices:confirm_closing": "closing",
    "offices:drop_closing": "closing",
    "offices:confirm_post": "post",
    "offices:end_post": "post",
    "lookers": "case",
    "glass": "case",
}
_WORDS = {
    "says": "accepted",
    "kind": "case",
    "form": "intake.report",
    "setting": "risk.rules",
    "iso": "TR-42",
    "year": 2027,
    "code": "haber-dunya",
}
# Addresses that answer nobody at home with 200 when they are only opened, and why.
NO_ANSWER: dict[str, str] = {}
# The same page for everybody, whether the file exists or not (umay/front/glass/views.py says why).
SAME_FOR_ALL = {"glass"}
# Published for everybody in the country who matches; holds no child's and no family's data.
# The list of a state's trust is pinned by any administrator of that state, and confirmed by another or an auditor.
PUBLISHED = {"matching:see_weights", "trust:confirm", "trust:remove"}
# Institutions of states, the terms of legal systems and published sources: every desk of every country reads their pages, and each writes its own.
COMMON = {"parties:see", "terms:see", "terms:add", "plans:source"}
ASKERS = ("home", "other_office", "other_province", "azerbaijan")
CARE = {"intake", "cases", "persons", "families", "matching", "placements", "visits", "fairness"}


def _routes(resolver=None, prefix="", room=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, prefix + str(entry.pattern), entry.namespace or room)
        elif isinstance(entry, URLPattern) and getattr(entry.callback, "door", None):
            yield f"{room}:{entry.name}" if room else str(entry.name), entry


ROUTES = {name: entry for name, entry in _routes() if name != "ui:gallery"}
CLOSED = [name for name, entry in ROUTES.items() if not entry.callback.door.open_to_all]
OF_THINGS = [
    name for name in CLOSED if "pk" in ROUTES[name].pattern.converters or "report" in ROUTES[name].pattern.converters
]


@pytest.fixture(scope="module")
def world(template_database, django_db_blocker, django_db_setup):
    """The world in a database of this module's own, where commits are real."""
    from django.db import connections

    name = f"umay_doors_{os.getpid()}_{hashlib.sha256(__name__.encode()).hexdigest()[:6]}"
    house.copy_database(name, template_database)
    with django_db_blocker.unblock():
        connections.close_all()
        settings = connections["default"].settings_dict
        before, settings["NAME"] = settings["NAME"], name
        try:
            found = made.build()
            found.clients = {}
            found.name = name
            yield found
        finally:
            connections.close_all()
            settings["NAME"] = before
            house.drop_database(name)


@pytest.fixture(scope="module")
def journal(world):
    """The journal as its auditor could not bend it: the server's own superuser reads."""
    url = psycopg.conninfo.make_conninfo(house._admin_url(), dbname=world.name)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def _askers(world, where, name) -> list:
    """Everybody there whose role opens this door, and one whose role does not: all others are turned away at the same place."""
    permission = ROUTES[name].callback.door.permission
    people = list(getattr(world.cast, where).values())
    without = [one for one in people if permission and not one.may(permission)]
    return [one for one in people if one not in without] + without[:1]


def _client(world, identity) -> Client:
    if identity.user_id not in world.clients:
        client = Client(raise_request_exception=False)
        client.force_login(user_of(identity))
        world.clients[identity.user_id] = client
    return world.clients[identity.user_id]


def _addresses(world, name):
    """The address of the route for each thing it could be about: [(address, thing's id)]."""
    from django.urls import NoReverseMatch, reverse

    names = list(ROUTES[name].pattern.converters) or sorted(ROUTES[name].pattern.regex.groupindex)
    room = name.partition(":")[0] if ":" in name else ""
    if not names:
        return [(reverse(name), None)]
    kind = _PK.get(name) or _PK.get(room, "")
    found = []
    for thing in world.of.get("report" if "report" in names else kind, [None]):
        values = {}
        for part in names:
            if part in ("pk", "report"):
                values[part] = thing
            elif part in world.parts:
                values[part] = world.parts[part].get(thing)
            else:
                values[part] = _WORDS.get(part)
        if None in values.values():
            continue
        try:
            found.append((reverse(name, kwargs=values), thing))
        except NoReverseMatch:
            continue
    return found


def _ask(world, identity, address, *, post=False):
    """What the page answers. What was typed is answered at the same address by GET (kit/ui/asked.py), whatever it is the address of: that answer counts."""
    client = _client(world, identity)
    if not post:
        return client.get(address)
    answer = client.post(address, {})
    return client.get(address) if isinstance(answer, SeeOther) and answer["Location"] == address else answer


@pytest.mark.parametrize("name", CLOSED)
def test_nobody_enters_without_signing_in(world, name):
    for address, _thing in _addresses(world, name)[:1]:
        for answer in (Client().get(address), Client().post(address, {})):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("name", CLOSED)
def test_every_page_answers_somebody_at_home(world, name):
    """Without this the next tests could pass because nothing is there."""
    addresses = _addresses(world, name)
    if name in NO_ANSWER:
        pytest.skip(NO_ANSWER[name])
    assert addresses, (
        f"no thing of the world fits {name}; add one to tests/architecture/world.py, or a reason to NO_ANSWER"
    )
    seen = set()
    for address, _thing in addresses:
        for identity in _askers(world, "home", name):
            answer = _ask(world, identity, address)
            assert answer.status_code < 500, f"{address} stumbles for {identity.role}"
            if answer.status_code in (200, 204, 302, 405, 409):  # 409: seen, but not open to be done now
                return
            seen.add((identity.role, answer.status_code))
    pytest.fail(f"{name} answers nobody at home: {sorted(seen)}")


@pytest.mark.parametrize("where", ASKERS[1:])
@pytest.mark.parametrize("name", OF_THINGS)
def test_a_stranger_gets_nothing_of_the_home_office(world, name, where):
    if name in SAME_FOR_ALL | COMMON or (name in PUBLISHED and where != "azerbaijan"):
        return
    addresses = _addresses(world, name)
    for address, _thing in {addresses[0], addresses[-1]} if addresses else ():
        for identity in _askers(world, where, name):
            for post in (False, True):
                answer = _ask(world, identity, address, post=post)
                told = f"{identity.role} of {where} {'sends to' if post else 'opens'} {name}"
                assert answer.status_code in (403, 404, 405), f"{told}: {answer.status_code}"
                assert made.CANARY not in answer.content.decode(), told


@pytest.mark.parametrize("where", ASKERS[1:])
@pytest.mark.parametrize("name", [name for name in CLOSED if name not in OF_THINGS])
def test_a_list_shows_a_stranger_nothing_of_the_home_office(world, name, where):
    for address, _thing in _addresses(world, name):
        for identity in _askers(world, where, name):
            for asked in (address, f"{address}?q={made.CANARY}&number=T42A&whose=all&state=all&which=all"):
                answer = _ask(world, identity, asked)
                assert answer.status_code < 500, f"{asked} stumbles for {identity.role}"
                page = answer.content.decode().replace(f'value="{made.CANARY}"', "")
                assert f"{made.CANARY}</" not in page and "T42A-" not in page, f"{identity.role} of {where} on {name}"


@pytest.mark.parametrize("name", OF_THINGS)
def test_a_colleague_of_another_team_sees_no_child_of_a_caseworker(world, name):
    """A caseworker's own cases are their own: the same office is not enough."""
    if name in SAME_FOR_ALL | PUBLISHED or name.partition(":")[0] in {"families", "offices"} or ":" not in name:
        return
    for address, _thing in _addresses(world, name):
        answer = _ask(world, world.cast.other_team_worker, address)
        assert answer.status_code in (403, 404), f"{name}: {answer.status_code}"
        assert made.CANARY not in answer.content.decode()


@pytest.mark.parametrize("name", OF_THINGS)
def test_every_page_with_a_name_leaves_a_line_of_who_read_what(world, journal, name):
    for address, thing in _addresses(world, name):
        for identity in _askers(world, "home", name):
            last = journal.execute("select coalesce(max(id), 0) from journal_entry").fetchone()[0]
            answer = _ask(world, identity, address)
            if answer.status_code != 200 or made.CANARY not in answer.content.decode(errors="replace"):
                continue
            lines = journal.execute(
                "select code, kind, thing, file, role from journal_entry where id > %s and who = %s",
                [last, identity.user_id],
            ).fetchall()
            assert lines, f"{identity.role} reads {name} and nobody knows"
            assert all(role == identity.role for *_rest, role in lines)
            assert any(thing is not None and (what or file) for _code, _kind, what, file, _role in lines)
