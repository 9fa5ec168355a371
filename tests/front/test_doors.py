"""Every address of the house has a door of its own or stands in the table of those that are not ours."""

from django.urls import URLPattern, get_resolver

from umay.front.doors import NOT_OURS


def routed(patterns=None, prefix=""):
    for part in patterns or get_resolver().url_patterns:
        if isinstance(part, URLPattern):
            yield f"{prefix}{part.pattern}", part
        else:
            yield from routed(part.url_patterns, f"{prefix}{part.pattern}")


def test_every_view_has_a_door_or_a_reason():
    without = [
        path
        for path, part in routed()
        if not hasattr(part.callback, "door")
        and part.name not in NOT_OURS
        and not part.callback.__module__.startswith("umay.kit.ui")
    ]
    assert without == []


def test_no_reason_stands_for_an_address_that_is_gone():
    assert set(NOT_OURS) - {part.name for _path, part in routed()} == set()


def test_nobody_opens_an_account_or_asks_for_a_password_by_mail():
    names = {part.name for _path, part in routed()}
    assert not names & {"account_signup", "account_reset_password", "account_email", "mfa_signup_webauthn"}
