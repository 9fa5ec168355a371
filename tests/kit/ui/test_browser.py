"""The gallery in a real browser: accessibility, narrow screens, policy, and the small scripts."""

import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application

from tests.chromium import FLAGS, chromium

pytestmark = [pytest.mark.browser]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": chromium() or pytest.skip("no Chromium was found"), "headless": True, "args": FLAGS}


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def gallery(frame):
    """The gallery's address, served without a database (a live server would want to empty one)."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def strict_page(page):
    """A page that remembers every error of the console and every break of the content security policy."""
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on(
        "console",
        lambda message: (
            page.said.append(message.text) if message.type == "error" and "422" not in message.text else None
        ),
    )
    yield page
    assert page.said == []


def open_page(page, gallery, path, *, width=1280, scheme="light", lang="tr"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.set_extra_http_headers({"Accept-Language": lang})
    page.goto(f"{gallery}{path}")


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [(1280, "light", "tr"), (1280, "dark", "en"), (390, "light", "az"), (390, "dark", "tr")],
)
@pytest.mark.parametrize("path", ["/gallery/", "/gallery/form/"])
def test_the_gallery_has_no_barrier(strict_page, gallery, path, width, scheme, lang):
    open_page(strict_page, gallery, path, width=width, scheme=scheme, lang=lang)
    assert violations(strict_page) == []


def test_a_form_with_errors_has_no_barrier_and_the_summary_has_the_focus(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/form/")
    strict_page.locator("main form button[type=submit]").click()
    strict_page.locator(".error-summary").wait_for()
    assert violations(strict_page) == []
    assert strict_page.evaluate("document.activeElement.className") == "error-summary"
    strict_page.locator(".error-summary a").nth(1).click()
    assert strict_page.evaluate("document.activeElement.id") == "id_near_0"


@pytest.mark.parametrize(
    ("path", "lang"),
    [
        ("/gallery/", "tr"),
        ("/gallery/", "az"),
        ("/gallery/form/", "tr"),
        ("/gallery/print/", "az"),
        ("/nowhere/", "tr"),
    ],
)
def test_at_four_hundred_per_cent_nothing_leaves_the_screen(strict_page, gallery, path, lang):
    strict_page.said = []
    open_page(strict_page, gallery, path, width=320, lang=lang)
    wider = strict_page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    strict_page.said = [said for said in strict_page.said if "404" not in said]
    assert wider == 0


def test_what_one_touches_on_a_telephone_is_large_enough(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/form/", width=390)
    small = strict_page.evaluate(
        """() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main .choice, header a, header button, nav a")]
            .filter((one) => one.checkVisibility() && !one.matches(".choice input") && one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert small == []


def test_everything_works_without_a_script(browser, gallery):
    context = browser.new_context(java_script_enabled=False, locale="en", viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{gallery}/gallery/form/")
    page.get_by_role("button", name="Menu").click()
    assert page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    page.locator("main form button[type=submit]").click()
    assert page.locator(".error-summary").is_visible()
    context.close()


def test_characters_left_are_counted_while_typing(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/form/", lang="en")
    strict_page.locator("#id_story").fill("x" * 510)
    assert strict_page.locator("#id_story_count").inner_text() == "Too long by 10 characters"


def test_a_form_pressed_twice_is_sent_once(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/form/")
    sent = []
    strict_page.route("**/gallery/form/", lambda route: (sent.append(1), None)[1])  # never answered
    strict_page.evaluate(
        "const one = document.querySelector('main form button[type=submit]'); one.click(); one.click();"
    )
    strict_page.wait_for_timeout(200)
    assert len(sent) == 1
    strict_page.unroute_all()


def test_the_end_of_the_sign_in_is_announced_two_minutes_before(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/?ends=3600")
    assert strict_page.locator("#session-ending").is_hidden()
    open_page(strict_page, gallery, "/gallery/?ends=100")
    assert strict_page.locator("#session-ending").is_visible()
    assert violations(strict_page) == []


def test_paper_carries_no_menus_and_dark_becomes_light(strict_page, gallery):
    open_page(strict_page, gallery, "/gallery/print/?theme=dark", scheme="dark")
    strict_page.emulate_media(media="print", color_scheme="dark")
    assert not strict_page.locator("nav#menu").is_visible()
    assert not strict_page.locator(".band-side").is_visible()
    assert strict_page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert strict_page.evaluate("getComputedStyle(document.querySelector('.tag')).color") == "rgb(0, 0, 0)"
