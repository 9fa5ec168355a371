"""How sign-in behaves here: accounts are opened by an administrator, never by oneself; every word is ours."""

from base64 import b64decode, b64encode
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umay.front.accounts.rules import needs_second_factor
from umay.ground.offices.queries import roles_of
from umay.kit.kernel.clock import now
from umay.kit.kernel.vault import unwrap, wrap

_PLACE = UUID("5ecd57e9-0000-4000-8000-000000000001")  # bound to each encrypted secret: it opens nowhere else
_WRONG_CODE = _("This code is not right. Wait for the next one and write it without spaces.")
_WAIT = _("You have tried too often. Wait five minutes, then try again.")


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the administrator of accounts."),
        "username_password_mismatch": _("The user name or the password is not right. Nothing was changed. Try again."),
        "incorrect_password": _("The password is not right. Try again."),
        "enter_current_password": _("The present password is not right. Try again."),
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": _WAIT,
        "rate_limited": _WAIT,
        "same_as_current": _("The new password must be different from the present one."),
        "once_over": _("This one-time password is no longer valid. Ask the administrator of accounts for a new one."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of your telephone or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [method | {"description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Nothing about an account leaves by mail; the journal tells it."""

    def is_once_over(self, user) -> bool:
        return user.once_until is not None and user.once_until < now()

    def get_password_change_redirect_url(self, request):
        return reverse("account")


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Your post sees children, so one second step must stay. Add another one first, then take this away."
        ),
        "cannot_generate_recovery_codes": _("Add a telephone or a passkey first; recovery codes stand in for it."),
    }

    def get_totp_issuer(self):
        return settings.MFA_TOTP_ISSUER

    def encrypt(self, text):
        """Secrets of telephones and recovery codes are stored encrypted by a key outside the database."""
        return b64encode(wrap(text.encode(), _PLACE)).decode()

    def decrypt(self, encrypted_text):
        return unwrap(b64decode(encrypted_text), _PLACE).decode()

    def can_delete_authenticator(self, authenticator):
        if settings.UMAY_DEMO or not needs_second_factor(roles_of(authenticator.user)):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user, type):
        """A name for a new passkey that its owner will recognise among several."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Passkey %(number)s") % {"number": count + 1})
