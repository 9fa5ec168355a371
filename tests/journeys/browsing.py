"""A person in front of a browser: opens pages, follows links, fills in forms by the names of their fields, and notices what is wrong with each page."""

import functools
import re
from collections import Counter
from datetime import date, datetime
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

PASSWORD = "umay-demo-2026"
FIRST = object()
"""The first choice that says something, where any would do."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_LEFTOVERS = ("{{", "}}", "{%", "%}", "<c-", "</c-", "%(", "None None")
_TEXTS = """() => {
    const seen = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.parentElement.closest('script, style, noscript, template, [lang]:not(html)')) continue;
        const words = node.textContent.replace(/\\s+/g, ' ').trim();
        if (words) seen.push(words);
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        for (const one of document.querySelectorAll(`[${name}]`)) seen.push(one.getAttribute(name));
    return seen;
}"""
_SIDEWAYS = """() => {
    const wide = document.documentElement.clientWidth, out = [];
    if (document.documentElement.scrollWidth > wide + 1)
        for (const one of document.querySelectorAll('body *')) {
            const box = one.getBoundingClientRect();
            if (box.right > wide + 1 && !one.closest('svg') && !one.closest('[tabindex="0"]') && getComputedStyle(one).position !== 'fixed')
                out.push(one.tagName + '.' + one.className + ' ' + Math.round(box.right));
        }
    return out.slice(0, 4);
}"""
# All in one question: each costs the browser, its driver and the test a turn.
_LOOK = f"() => ({{texts: ({_TEXTS})(), language: document.documentElement.lang, wide: ({_SIDEWAYS})()}})"
# Reports what the policy stopped; the browser says it on the console as well, in words that change.
_REPORT = "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"


@functools.cache
def _axe() -> Axe:
    return Axe()


@functools.cache
def english(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words of the product that a page in `language` must not show: whole texts, and pieces of longer texts."""
    from django.utils import translation

    from umay.front.messages import extract

    whole, pieces, right = set(), set(), set()
    with translation.override(language):
        for wanted in extract():
            for text in filter(None, (wanted.text, wanted.plural)):
                said = translation.pgettext(wanted.context, text) if wanted.context else translation.gettext(text)
                right.add(" ".join(said.split()) if said != text else "")
                if said == text and len(text.split()) < 3:
                    continue  # a word that is the same in both, as "Journal" might be
                plain = " ".join(text.split())
                if "%(" not in plain:
                    whole.add(plain)
                longest = max(re.split(r"%\(\w+\)[sd]", plain), key=len).strip()
                if len(longest.split()) >= 3 and len(longest) >= 14:
                    pieces.add(longest)
    return frozenset(whole - right), tuple(pieces)  # "No" is Turkish for a number


@functools.cache
def is_english(text: str, language: str) -> bool:
    """Most texts stand on many pages, and each is compared with all sentences of the product: remembered."""
    whole, pieces = english(language)
    return text in whole or any(piece in text for piece in pieces)


class Watch:
    """What went wrong, and which pages were looked at."""

    _checked: set[tuple] = set()  # of the whole run

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pages: Counter[str] = Counter()

    def add(self, where: str, what: str) -> None:
        line = f"{_UUID.sub('…', urlsplit(where).path)}: {what}"
        if line not in self.faults:
            self.faults.append(line)

    def is_new(self, *key) -> bool:
        """Whether this kind of page has not been looked at in this way yet, in any test of the run."""
        if key in self._checked:
            return False
        self._checked.add(key)
        return True


class Visitor:
    """One person, one browser window. `expect` names the answers that are right for the next step (200 alone by default)."""

    def __init__(self, page: Page, language: str, watch: Watch, *, has_script: bool = True) -> None:
        self.page, self.language, self.watch, self.has_script = page, language, watch, has_script
        self.asks_axe = has_script
        self._expected = {200}
        if has_script:
            page.add_init_script(_REPORT)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.watch.add(page.url, f"script error: {error}"))
        page.on("response", self._answer)

    def _console(self, message) -> None:
        if message.type != "error":
            return
        refused = re.search(r"status of (\d+)", message.text)
        if refused and int(refused[1]) in self._expected:
            return
        self.watch.add(self.page.url, f"console: {message.text[:200]}")

    def _answer(self, response) -> None:
        if response.request.resource_type != "document" and response.status >= 400:
            self.watch.add(response.url, f"answered {response.status}")

    # --- going ---

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def allow(self, *answers: int) -> None:
        """Answers that are right for the next step; any other is a fault."""
        self._expected = set(answers)

    def open(self, path: str, *, expect: int = 200) -> "Visitor":
        self._expected = {200, expect}
        answer = self.page.goto(path, wait_until="domcontentloaded")
        assert answer.status == expect, f"{path} answered {answer.status}: {self.heading}"
        self.look()
        return self

    def sign_in(self, user: str) -> "Visitor":
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", user)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form[action*=login] button[type=submit], main form button[type=submit]")
        self.page.wait_for_load_state()
        assert "/login/" not in self.path, f"{user} can't sign in: {self.words[:300]}"
        self.look()
        return self

    def follow(self, address: str, *, expect: int = 200) -> "Visitor":
        """Click the first link in the page whose address ends with, or contains, `address`; folded parts are opened first."""
        link = self.page.locator(f"main a[href*='{address}'], .actions a[href*='{address}']").first
        if not link.count():
            raise AssertionError(f"{self.path} has no link to {address}; it has {self.addresses}")
        self._unfold(link)
        self._expected = {200, expect}
        with self.page.expect_navigation() as going:
            link.click()
        status = going.value.status
        assert status == expect, f"{self.path} answered {status}: {self.heading}"
        self.look()
        return self

    def _unfold(self, thing) -> None:
        for fold in thing.locator("xpath=ancestor::details[not(@open)]").all():
            fold.locator("summary").first.click()

    @property
    def addresses(self) -> list[str]:
        return sorted({one.get_attribute("href") or "" for one in self.page.locator("main a[href]").all()})

    # --- writing ---

    def fill(self, **values) -> "Visitor":
        """Fill in fields by name. A date fills three boxes, a datetime its time too; True and False answer yes and no or tick."""
        for name, value in values.items():
            if isinstance(value, date):
                self._day(name, value)
            else:
                self._field(name, value)
        return self

    def _day(self, name: str, on: date) -> None:
        self.page.fill(f"[name={name}_day]", str(on.day))
        month = self.page.locator(f"[name={name}_month]")
        if month.evaluate("one => one.tagName") == "SELECT":
            month.select_option(str(on.month))
        else:
            month.fill(str(on.month))
        self.page.fill(f"[name={name}_year]", str(on.year))
        if isinstance(on, datetime):
            self.page.fill(f"[name={name}_time]", on.strftime("%H:%M"))

    def _field(self, name: str, value) -> None:
        found = self.page.locator(f"[name='{name}']:not([type=hidden])")  # a button beside it may carry the same name
        if not found.count():
            raise AssertionError(f"{self.path} has no field {name}; it has {self.names}")
        first = found.first
        kind = first.evaluate("one => one.type")
        if kind.startswith("select"):
            if value is FIRST:
                value = first.evaluate("one => [...one.options].map(o => o.value).find(v => v)")
            first.select_option(value)
        elif kind in ("radio", "checkbox"):
            self._choose(name, kind, value)
        else:
            first.fill(str(value))

    def _choose(self, name: str, kind: str, value) -> None:
        if value is FIRST:
            self.page.locator(f"[name='{name}']:not([value='']):not([type=hidden])").first.check()
        elif kind == "checkbox" and isinstance(value, bool):
            self.page.locator(f"[name='{name}']").set_checked(value)
        else:
            if isinstance(value, bool):
                value = "yes" if value else "no"
            for one in value if isinstance(value, (list, tuple)) else [value]:
                self.page.locator(f"[name='{name}'][value='{one}']:not([type=hidden])").check()

    def fill_all(self, pattern: str, value) -> "Visitor":
        """Give every field whose name begins with `pattern` the same answer."""
        for name in [name for name in self.names if name.startswith(pattern)]:
            self._field(name, value)
        return self

    @property
    def names(self) -> list[str]:
        """The fields of the page that can be filled in."""
        found = self.page.locator("main [name]:not([type=hidden])").evaluate_all("all => all.map(one => one.name)")
        return sorted(set(found))

    def send(self, address: str = "", *, button: str = "", expect: int = 200) -> "Visitor":
        """Press the button of the page's form; `address` where the form goes, `button` a name=value of one of several buttons."""
        form = f"main form[action*='{address}'] " if address else "main form[method=post i] "
        wanted = "button[type=submit]" + (
            f"[name='{button.split('=')[0]}'][value='{button.split('=')[1]}']" if button else ""
        )
        found = self.page.locator(form + wanted)
        if not found.count():
            raise AssertionError(f"{self.path} has no button {form}{wanted}: {self.heading}")
        return self.press(found.first if address else found.last, expect=expect)

    def press(self, button, *, expect: int = 200) -> "Visitor":
        """Press a button and wait for the answer: a locator, or what finds one (the first is taken)."""
        pressed = self.page.locator(button).first if isinstance(button, str) else button
        self._unfold(pressed)
        self._expected = {200, expect}
        with self.page.expect_navigation() as going:
            pressed.click()
        status = going.value.status
        if status != expect:
            raise AssertionError(f"{self.path} answered {status}: {self.heading}: {self.complaints}")
        self.look()
        return self

    # --- reading ---

    @property
    def heading(self) -> str:
        try:
            return " ".join(self.page.locator("h1").first.inner_text(timeout=1000).split())
        except Error:
            return ""

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def complaints(self) -> str:
        """What the form or the page says is wrong."""
        found = self.page.locator(".error-summary, [role=alert], .field-error").all_inner_texts()
        return " ".join(" ".join(found).split())[:600] or self.words[:400]

    def look(self) -> None:
        """Notice what no page may show. The dear checks are made once for each kind of page, language and width."""
        page, width = self.page, self.page.viewport_size["width"]
        kind = _UUID.sub("…", self.path)
        self.watch.pages[kind] += 1
        seen = page.evaluate(_LOOK)
        texts = seen["texts"]
        for text in texts:
            for left in _LEFTOVERS:
                if left in text:
                    self.watch.add(page.url, f"left over in the page: {text[:120]!r}")
        if seen["language"] != self.language:
            self.watch.add(page.url, f"the page says it is in {seen['language']!r}")
        if self.language != "en":
            self._untranslated(texts)
        if seen["wide"]:
            self.watch.add(page.url, f"wider than {width} px: {seen['wide']}")
        if self.asks_axe and self.watch.is_new("axe", kind, width, self.names != []):
            self.accessible()

    def _untranslated(self, texts: list[str]) -> None:
        for text in texts:
            if is_english(text, self.language):
                self.watch.add(self.page.url, f"English on a page in {self.language}: {text[:120]!r}")

    def accessible(self) -> None:
        """Ask axe; every violation of WCAG 2.2 A and AA is a fault."""
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
        for found in _axe().run(self.page, options=rules).response["violations"]:
            where = found["nodes"][0]
            self.watch.add(self.page.url, f"axe {found['id']} x{len(found['nodes'])}: {where['html'][:160]}")
