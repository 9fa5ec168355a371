"""Writes sign-ins, sign-outs, failures and changes of the second step into the journal. Connected at start (front/apps.py)."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction

from umay.ground.offices.models import User, own_account
from umay.ground.offices.queries import forget_identity, identity_at_sign_in
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now
from umay.kit.kernel.ports import record

BEGAN, SEEN, FACTOR = "began_at", "seen_at", "has_second_factor"


def connect() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked_out)
    account.password_changed.connect(_password_changed)
    mfa.authentication_failed.connect(_code_failed)
    mfa.authenticator_added.connect(_factor_added)
    mfa.authenticator_removed.connect(_factor_removed)
    mfa.authenticator_reset.connect(_factor_reset)


def _note(code: str, request, user: User | None) -> None:
    """One line about an account. Where nobody is known by that name the line has no person and no country."""
    with acting(identity_at_sign_in(request, user) if user else None), transaction.atomic():
        record(code, kind="offices.user", thing=user.pk if user else None)


def name_tried(request, credentials=None) -> str:
    """Under which name somebody tried to sign in: the counter of failures and the lock must use the same."""
    return (credentials or {}).get("username") or (request.POST.get("login", "").strip() if request else "")


def _signed_in(sender, request, user, **kwargs):
    present = int(now().timestamp())
    request.session[BEGAN] = request.session[SEEN] = present
    forget_identity(request)
    _note("session.sign_in", request, user)


def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        _note("session.sign_out", request, user)
        forget_identity(request)


def _failed(sender, credentials, request=None, **kwargs):
    _note("session.sign_in_failed", request, _named(credentials.get("username")))


def _locked_out(sender, request, username, **kwargs):
    _note("session.lock_out", request, _named(username))


def _named(username) -> User | None:
    return User.objects.filter(username=username or "").first()


def _password_changed(sender, request, user, **kwargs):
    with own_account(user):
        User.objects.filter(pk=user.pk).update(once_until=None)
    user.once_until = None
    _note("account.change_password", request, user)


def _code_failed(sender, request, user, **kwargs):
    _note("session.second_step_failed", request, user)


def _factor_added(sender, request, user, **kwargs):
    request.session.pop(FACTOR, None)
    _note("account.add_second_step", request, user)


def _factor_removed(sender, request, user, **kwargs):
    request.session.pop(FACTOR, None)
    _note("account.remove_second_step", request, user)


def _factor_reset(sender, request, user, **kwargs):
    _note("account.renew_recovery_codes", request, user)
