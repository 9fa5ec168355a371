"""How sign-in behaves here: accounts are opened by an administrator, never by oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class SecondFactors(DefaultMFAAdapter):
    def get_totp_issuer(self):
        return settings.MFA_TOTP_ISSUER
