"""Whatever somebody types into an address or a form: a sentence, never a page that breaks, never markup that runs, never a way out of the house.

Each routed page is opened by somebody who may, its own forms are read from it and sent back with what nobody should send.
"""

import random
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, transaction
from django.test import Client
from psycopg.errors import DeadlockDetected, DiskFull

from tests.architecture.test_doors_generated import CLOSED, ROUTES, _addresses, _client, world  # noqa: F401 - a fixture
from tests.factories.cast import PASSWORD, user_of
from umay.care.persons.models import Person
from umay.kit.kernel.acting import acting
from umay.kit.kernel.doors import door

MARKUP = "\"'><script>alert(1)</script>"
TYPED = (
    "a\x00b", MARKUP, "\u202ekötü\u2066", "😀" * 40, "x" * 5000, "31.02.2025", "29.02.2023", "0000-00-00", "9999-12-31", "0001-01-01",
    "1.1.99999", "31.12.9999 23:59", "9999-12-31T23:59", "-1", "9" * 30, "1e400", "NaN", "no-uuid", str(uuid4()), "", "\r\nSet-Cookie: a=b",
    "%(x)s%s", "{{ 7|add:7 }}", "\udc80", "İıŞşə", "١٢.٠٣.٢٠٢٤",
)  # fmt: skip
ASKED = (
    "page=-1&sort=nonsense&dir=x&show=x&part=x&rule=x&notes=x",
    "page=99999999999999999999&page=abc&count=99999999999999999999&show=99999999999999999999",
    "q=%00&text=%00&state=%00&office=%00&worker=%00&place=%00&kind=%00&who=%00&code=%00&about=%00&number=%00&file=%00&child=%00&person=%00",
    "q=%ff%fe&state=x&office=x&team=x&worker=x&place=x&kind=x&who=x&file=x&about=x&child=x&person=x&family=x&basis=x",
    "from=31.02.2025&until=29.02.2023&since=0000-00-00&on=99999-01-01&at=9999-12-31T23:59&month=13",
    "q=" + "%F0%9F%98%80" * 300,
    "next=//evil.example&next=https://evil.example",
)


class _Forms(HTMLParser):
    """The forms of a page: [(method, address, {name: value})]."""

    def __init__(self):
        super().__init__()
        self.found, self.select = [], ""

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.found.append((given.get("method", "get").lower(), given.get("action", ""), {}))
        elif tag == "select":
            self.select = name
        elif self.found and tag == "option" and given.get("value"):
            self.found[-1][2].setdefault(self.select, given["value"])
        elif self.found and name and tag in ("input", "textarea", "button"):
            self.found[-1][2].setdefault(name, given.get("value") or _filled(name))


def _filled(name: str) -> str:
    return "12.03.2024" if name.endswith(("_on", "_at")) else "3"


def _sane(answer, said: str) -> None:
    assert answer.status_code < 500, f"{answer.status_code} for {said}"
    where = answer.get("Location", "")
    assert "evil" not in where and "\n" not in where and "a=b" not in str(answer.cookies), said
    if "html" in answer.get("Content-Type", "") and not answer.streaming:
        assert b"<script>alert" not in answer.content, said


def _undone(client, address: str, typed: dict) -> None:
    """Send a form and undo what it did, so that the next one finds the same world."""
    try:
        with transaction.atomic():
            _sane(client.post(address, typed), f"{address} with {typed}"[:400])
            transaction.set_rollback(True)
    except UnicodeEncodeError:  # the test's own client can't send it
        pass


def _opened(world, name):  # noqa: F811
    """Somebody at home who may open the page, with the page."""
    for address, _thing in _addresses(world, name):
        for identity in world.cast.home.values():
            client = _client(world, identity)
            answer = client.get(address)
            if answer.status_code == 200:
                return client, address, answer
    return None


@pytest.mark.parametrize("name", CLOSED)
def test_a_page_takes_whatever_is_typed(world, name):  # noqa: F811
    opened = _opened(world, name)
    if opened is None:  # only ever sent, or it leads on
        for address, _thing in _addresses(world, name)[:1]:
            for identity in world.cast.home.values():
                _undone(_client(world, identity), address, dict.fromkeys(("version", "key", "next", "reason"), MARKUP))
        return
    client, address, answer = opened
    for asked in ASKED:
        _sane(client.get(f"{address}?{asked}"), f"{address}?{asked}")
    if answer.streaming or "html" not in answer["Content-Type"]:
        return
    forms = _Forms()
    forms.feed(answer.content.decode())
    chance = random.Random(name)
    for method, action, fields in forms.found:
        target = (action or address).partition("?")[0]
        if target.startswith(("/accounts/", "/language/", "/session/", "/post/", "/search/")):
            continue
        for typed in chance.sample(TYPED, 2):
            wrong = dict.fromkeys(fields, typed)
            if method == "get":
                _sane(client.get(target, wrong), f"{target} with {typed!r}")
            elif ROUTES[name].callback.door.writes or target != address:
                _undone(client, target, wrong)
        if method == "post":
            _undone(client, target, fields)
            _undone(client, target, fields | {"version": "999999"})
            field = chance.choice(sorted(fields) or ["version"])
            _undone(client, target, fields | {field: chance.choice(TYPED)})


def test_a_name_that_is_markup_is_shown_as_it_is_written(world):  # noqa: F811
    by = world.cast.worker
    with transaction.atomic():
        with acting(by):
            Person.objects.filter(worker_id=by.user_id).update(given=MARKUP, surname=MARKUP)
        for name in CLOSED:
            for address, _thing in _addresses(world, name)[:2] if not ROUTES[name].callback.door.writes else ():
                _sane(_client(world, by).get(address), address)
        transaction.set_rollback(True)


def test_language_cookies_and_headers_are_not_believed(world):  # noqa: F811
    client = _client(world, world.cast.worker)
    for language in ("../../etc", "tr\x00", "x" * 4000, "<script>", "tr-TR;q=nonsense,*;q=NaN", "zz"):
        client.cookies["django_language"] = language
        _sane(client.get("/", headers={"accept-language": language}), language)
    del client.cookies["django_language"]
    for next_page in ("//evil.example", "https://evil.example", "javascript:evil()", "/\\evil.example", "\r\nX: evil"):
        _sane(client.post("/language/", {"language": "tr", "next": next_page}), next_page)
        _sane(client.post("/post/", {"post": str(uuid4()), "next": next_page}), next_page)
        fresh = Client(raise_request_exception=False)
        user = user_of(world.cast.worker)
        _sane(
            fresh.post("/accounts/login/", {"login": user.username, "password": PASSWORD, "next": next_page}), next_page
        )


def test_too_many_and_too_large_is_refused_with_a_sentence(world):  # noqa: F811
    client = _client(world, world.cast.worker)
    _sane(client.get("/care/cases/?" + "&".join(f"a{n}=1" for n in range(10_000))), "10,000 parameters")
    _sane(client.post("/care/intake/receive/", {f"a{n}": "1" for n in range(10_000)}), "10,000 fields")
    _sane(client.post("/care/intake/receive/", {"story": "ö" * 1_000_000}), "a megabyte of text")


def test_a_form_without_its_token_is_refused(world):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(world.cast.worker))
    for token in ("", "x" * 64, "\x00"):
        answer = client.post(
            "/care/intake/receive/", {"csrfmiddlewaretoken": token}, headers={"origin": "https://evil.example"}
        )
        assert answer.status_code == 403


def test_two_people_in_each_others_way_get_a_sentence(db, rf):
    @door(open_to_all=True, writes=True)
    def stuck(request):
        raise OperationalError("deadlock detected") from DeadlockDetected()

    @door(open_to_all=True, writes=True)
    def broken(request):
        raise OperationalError("the disk is full") from DiskFull()

    request = rf.post("/")
    request.user, request.session = AnonymousUser(), {}
    request.resolver_match = None
    assert stuck(request).status_code == 409
    with pytest.raises(OperationalError):
        broken(request)
