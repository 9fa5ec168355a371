"""Take the pictures of the README and the guides from a running demo:  .venv/bin/python tools/pictures.py [http://localhost:8000]

Signs in as the demo's invented people and writes docs/pictures/*.png, with few colours so that they stay small. Run it after the look of a
page has changed; the demo must be fresh
(its dates count from the day of loading, and searches for a family are begun by it).
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import browser as chromium

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PASSWORD = "umay-demo-2026"  # noqa: S105 - printed by `make demo`
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 780}


def _open(browser: Browser, address: str, name: str, size: dict, language: str) -> Page:
    """A page signed in as `name`, in `language`."""
    context = browser.new_context(viewport=size, locale=language, color_scheme="light", reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/")
    return page


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/pictures/{name}.png  {(FOLDER / f'{name}.png').stat().st_size // 1024} KB")


def main() -> None:
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        try:
            _worker(_open(browser, address, "elif.tr", WIDE, "tr"), address)
            _phone(_open(browser, address, "resad.az", PHONE, "az"), address)
            director = _open(browser, address, "kemal.tr", WIDE, "en")
            director.goto(f"{address}/province/")
            _keep(director, "province-en")
            _suggestions(_open(browser, address, "hakan.tr", WIDE, "tr"), address)
            _ministry(_open(browser, address, "sevgi.tr", WIDE, "tr"), address)
            _auditor(_open(browser, address, "ilgaz.tr", WIDE, "tr"), address)
            _simulation(_open(browser, address, "kemal.tr", WIDE, "tr"), address)
            _desk(_open(browser, address, "asli.tr", WIDE, "tr"), address)
            _meeting(_open(browser, address, "leyla.az", PHONE, "az"), address)
        finally:
            browser.close()


def _worker(page: Page, address: str) -> None:
    """My work, the first case that waits for a family, and the order of families for a child who may be matched."""
    _keep(page, "my-work-tr")
    page.goto(f"{address}/care/matching/?show=waiting")
    cases = page.locator("main a[href^='/care/cases/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    searches = page.locator("main a[href^='/care/matching/cases/']").evaluate_all("all => all.map(one => one.href)")
    page.goto(address + cases[0])
    _keep(page, "case-tr")
    for search in searches:
        page.goto(search)
        if "/cases/" in page.url:  # not begun yet
            page.locator("main form button[type=submit]").first.click()
        if page.locator("main form[action*='/shortlist/']").count() > 1:
            break
    page.locator("main form[action*='/shortlist/']").first.scroll_into_view_if_needed()
    _keep(page, "candidates-tr")


def _phone(page: Page, address: str) -> None:
    """The same in Azerbaijani on a telephone."""
    _keep(page, "my-work-az-phone")


def _suggestions(page: Page, address: str) -> None:
    """What the morning's comparison suggests for the children of an office."""
    page.goto(f"{address}/care/matching/advice/")
    _keep(page, "suggestions-tr")


def _ministry(page: Page, address: str) -> None:
    """Which families are missing, and the weights with their evidence."""
    page.goto(f"{address}/care/matching/recruitment/")
    page.locator("main h1").scroll_into_view_if_needed()
    _keep(page, "recruit-tr")
    page.goto(f"{address}/care/matching/weights/")
    _keep(page, "weights-tr")


def _auditor(page: Page, address: str) -> None:
    """Homes that broke down, and the flip test, which is made first."""
    page.goto(f"{address}/care/fairness/")
    page.locator("main h2", has_text="yürümeyen").first.evaluate("one => one.scrollIntoView()")
    _keep(page, "fairness-tr")
    page.goto(f"{address}/care/fairness/flip/")
    page.locator("form[action*='try_flip'] button").click()
    page.locator("form[action*='try_flip']").wait_for(timeout=180_000)
    page.locator("main h2", has_text="Çevirme").evaluate("one => one.scrollIntoView()")
    _keep(page, "flip-tr")


def _simulation(page: Page, address: str) -> None:
    """Fifty families for teenagers in one province, played as often as the form begins with."""
    page.goto(f"{address}/care/matching/simulation/simulate/?added=50&added_kind=teenagers")
    page.locator("main form button[type=submit]").last.click()
    page.locator("main table").first.wait_for(timeout=600_000)
    _keep(page, "simulation-tr")


def _desk(page: Page, address: str) -> None:
    """The invented plan that both countries carry out now, and its protocol's articles side by side."""
    page.goto(f"{address}/cooperation/plans/")
    page.locator("main a", has_text="UYDURMA").first.click()
    page.locator("main figure").first.evaluate("one => one.scrollIntoView()")
    _keep(page, "plan-tr")
    page.goto(f"{address}/cooperation/texts/")
    page.locator("main a", has_text="UYDURMA").first.click()
    page.locator("main section.article").nth(1).evaluate("one => one.scrollIntoView()")
    _keep(page, "text-tr")


def _meeting(page: Page, address: str) -> None:
    """The meeting to come in Azerbaijani on a telephone: what is open stands first."""
    page.goto(f"{address}/cooperation/meetings/")
    page.locator("main a", has_text="UYDURMA").first.click()
    page.locator("main a", has_text="3-cü").first.click()
    page.locator("main h2").nth(1).evaluate("one => one.scrollIntoView()")
    _keep(page, "meeting-az-phone")


if __name__ == "__main__":
    main()
