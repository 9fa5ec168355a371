"""Production settings are safe, and every answer carries the headers that keep a page to itself."""

import os
import subprocess
import sys

from umay.front.settings import BASE_DIR

_OF_TESTS = ("UMAY_DEMO", "DJANGO_ALLOW_ASYNC_UNSAFE")


def test_the_deployment_check_finds_nothing_in_production(django_db_setup):
    environment = {key: value for key, value in os.environ.items() if key not in _OF_TESTS}
    environment |= {"UMAY_COUNTRY": "TR", "DJANGO_SETTINGS_MODULE": "umay.front.settings"}
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"],
        env=environment,
        cwd=BASE_DIR.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_every_answer_says_what_a_browser_may_do_with_it(client, db):
    headers = client.get("/accounts/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "style-src 'self'" in policy
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_pages_of_signed_in_people_are_not_kept_by_the_browser(cast, client):
    from tests.factories.cast import user_of

    client.force_login(user_of(cast.worker))
    for page in ("/", "/account/", "/journal/own/", "/notices/"):
        assert "no-store" in client.get(page).headers.get("Cache-Control", ""), page
