"""Doors of the addresses whose views are not ours, and why each is open. Every other view carries its own `door`.

A name that is not in this table is not routed (routes.py), and a test compares the table with what is routed.
"""

SIGNED_OUT = "nobody is signed in yet"
OWN_ACCOUNT = "a signed-in person changes how they themselves sign in; asks for password or code again"

NOT_OURS: dict[str, str] = {
    "account_login": SIGNED_OUT,
    "account_logout": "ends one's own sign-in; shows nothing",
    "account_inactive": SIGNED_OUT,
    "account_reauthenticate": OWN_ACCOUNT,
    "account_change_password": OWN_ACCOUNT,
    "mfa_index": OWN_ACCOUNT,
    "mfa_authenticate": SIGNED_OUT,
    "mfa_reauthenticate": OWN_ACCOUNT,
    "mfa_activate_totp": OWN_ACCOUNT,
    "mfa_deactivate_totp": OWN_ACCOUNT,
    "mfa_view_recovery_codes": OWN_ACCOUNT,
    "mfa_generate_recovery_codes": OWN_ACCOUNT,
    "mfa_list_webauthn": OWN_ACCOUNT,
    "mfa_add_webauthn": OWN_ACCOUNT,
    "mfa_reauthenticate_webauthn": OWN_ACCOUNT,
    "mfa_remove_webauthn": OWN_ACCOUNT,
    "mfa_edit_webauthn": OWN_ACCOUNT,
    "mfa_login_webauthn": SIGNED_OUT,
}
