"""How long a sign-in lasts."""

import time

from django.conf import settings
from django.contrib.auth import logout

_SEEN = "seen_at"


class SessionLimits:
    """Ends a session that was idle too long. The page warns before (ui/session.js), and drafts keep what was typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            seen = request.session.get(_SEEN)
            present = int(time.time())
            if seen and present - seen > settings.UMAY_IDLE_SECONDS:
                logout(request)
            elif not seen or present - seen > 60:
                request.session[_SEEN] = present
        return self.get_response(request)
