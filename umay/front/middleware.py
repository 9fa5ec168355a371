"""What stands before every page: where a request came from, how long a sign-in lasts, and what must be done before going on."""

from urllib.parse import quote

from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from umay.front.accounts.events import BEGAN, FACTOR, SEEN
from umay.front.accounts.rules import needs_second_factor, seconds_left
from umay.ground.offices.models import own_account
from umay.ground.offices.queries import POST_IN_SESSION, identity_of, posts_of
from umay.kit.kernel.clock import now

_WRITES_SEEN_AFTER = 60  # seconds; not every click is a write
_BEFORE_EVERYTHING = ("/accounts/", "/account/", "/language/", "/session/", "/post/", "/health/", "/static/")


class Origin:
    """Behind a proxy that is ours, the last address it added is the one that asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.UMAY_BEHIND_PROXY and (chain := request.META.get("HTTP_X_FORWARDED_FOR")):
            request.META["REMOTE_ADDR"] = chain.rsplit(",", 1)[-1].strip()
        return self.get_response(request)


class SessionLimits:
    """Ends a sign-in that was idle too long or has lasted a working day. The page warns before, and drafts keep what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.session_ends_in = None
        if request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request) -> None:
        present = int(now().timestamp())
        began = request.session.setdefault(BEGAN, present)
        seen = request.session.get(SEEN, present)
        total = settings.SESSION_COOKIE_AGE
        left = seconds_left(present=present, seen=seen, began=began, idle=settings.UMAY_IDLE_SECONDS, total=total)
        if left <= 0:
            logout(request)
            messages.info(
                request,
                _("You were signed out to keep the records safe. Sign in and you come back to the same page."),
            )
            return
        if SEEN not in request.session or present - seen > _WRITES_SEEN_AFTER:
            request.session[SEEN] = present
        request.session_ends_in = min(settings.UMAY_IDLE_SECONDS, began + total - present)


class OwnAccount:
    """The pages of sign-in belong to allauth and write the person's own password and second steps: signed as their own doing, and no more.

    Who is signing in is known before it is proved; what allauth writes meanwhile is about that account alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = self._user(request) if request.path.startswith("/accounts/") else None
        if user is None:
            return self.get_response(request)
        with transaction.atomic(), own_account(user):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def _user(self, request):
        if request.user.is_authenticated:
            return request.user
        login = unstash_login(request, peek=True) if request.session.get("account_login") else None
        return login.user if login else None


class NextStep:
    """Sends a signed-in person to what comes first: an own password, the post they act in, a second step to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
                translation.activate(request.user.language)
                request.LANGUAGE_CODE = translation.get_language()
            if not request.path.startswith(_BEFORE_EVERYTHING) and (step := self._step(request)):
                return redirect(f"{reverse(step)}?next={quote(request.get_full_path())}")
            response = self.get_response(request)
            if not response.has_header("Cache-Control"):  # on a shared computer nothing stays behind
                patch_cache_control(response, private=True, no_store=True)
            return response
        return self.get_response(request)

    def _step(self, request) -> str:
        if request.user.once_until is not None:
            return "account_change_password"
        if identity_of(request) is None:
            return "post"
        if POST_IN_SESSION not in request.session and len(posts_of(request)) > 1:
            return "post"
        if not settings.UMAY_DEMO and not self._has_second_factor(request):
            return "mfa_index"
        return ""

    def _has_second_factor(self, request) -> bool:
        """Asked of the database until it is so, then remembered for the sign-in; forgotten when one is taken away."""
        if not request.session.get(FACTOR):
            if not needs_second_factor([identity_of(request).role]):
                return True
            request.session[FACTOR] = is_mfa_enabled(request.user, ["totp", "webauthn"])
        return request.session[FACTOR]
