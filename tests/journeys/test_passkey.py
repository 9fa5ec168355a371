"""A passkey in a real browser: added once, then enough to sign in. The browser's own virtual authenticator stands in for a finger."""

from tests.journeys.browsing import PASSWORD
from umay.front.demo.staff import username

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_that_was_added_signs_its_owner_in_without_a_password(visitor, site):
    me = username("TR", "importer")  # somebody whom no other journey needs
    here = site.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    page = visitor(width=390).page
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{here}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("[name=login]", me)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
    page.click("#passkey_add")
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert page.locator(".codes li").count() == 10

    page.locator("header form[action$='/logout/'] button").click()
    page.goto(f"{here}/accounts/login/?next=/account/")
    page.click("#passkey_login")
    page.wait_for_url(f"{here}/account/")
    assert me in page.locator("main").inner_text()
