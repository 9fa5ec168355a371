"""What somebody typed to look for a person or a file never stands in an address.

An address stays in the browser's history, in a proxy's log, in a bookmark. So a form with a name or a number is sent by POST; what was typed
is kept with the sign-in for half an hour (its row is encrypted, umay/front/sessions.py) and the answer stands at an address with an
opaque key. Going back, the next page of a list and sorting keep the key. Works without JavaScript.
"""

import functools
import secrets
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from umay.kit.kernel.clock import now
from umay.kit.kernel.ports import identity_of

KEY = "asked"
_IN_SESSION = "asked"
_KEPT_SECONDS = 30 * 60
_MOST_KEPT = 20
_LONGEST = 200


class SeeOther(HttpResponseRedirect):
    """What was sent is answered at another address, by GET."""

    status_code = 303


def typed(*names: str) -> Callable:
    """The view's form is sent by POST, and what is written into the fields `names` is kept out of every address.

    Stands outside the door. The view reads `request.asked` instead of `request.GET`; `names` in an address are not listened to.
    """

    def wrap(view: Callable) -> Callable:
        @functools.wraps(view)
        def behind(request, *args, **kwargs):
            if request.method == "POST" and _may(request, view):
                return SeeOther(address(request, request.path, request.POST, names))
            request.asked = _asked(request, names)
            return view(request, *args, **kwargs)

        return behind

    return wrap


def address(request, path: str, sent: Mapping, names: tuple[str, ...]) -> str:
    """Keep the fields `names` of `sent` with the sign-in; the address that shows what was asked, the other fields in the open."""
    sent = sent if isinstance(sent, QueryDict) else _query(sent)
    open_ones = [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name not in (*names, "csrfmiddlewaretoken", KEY, "page")
    ]
    kept = {name: sent[name][:_LONGEST] for name in names if sent.get(name, "").strip()}
    if kept:
        open_ones.append((KEY, _keep(request, kept)))
    return f"{path}?{urlencode(open_ones, errors='replace')}" if open_ones else path


def _query(values: Mapping[str, str]) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update(values)
    return found


def _keep(request, kept: dict[str, str]) -> str:
    present = int(now().timestamp())
    before = request.session.get(_IN_SESSION, {})
    alive = {key: entry for key, entry in before.items() if entry["until"] > present}
    newest = sorted(alive, key=lambda key: alive[key]["until"])[-(_MOST_KEPT - 1) :]
    key = secrets.token_urlsafe(9)
    request.session[_IN_SESSION] = {one: alive[one] for one in newest} | {
        key: {"until": present + _KEPT_SECONDS, "typed": kept}
    }
    return key


def _asked(request, names: tuple[str, ...]) -> QueryDict:
    found = request.GET.copy()
    for name in (*names, KEY):
        found.pop(name, None)
    if KEY in request.GET and request.user.is_authenticated:
        entry = request.session.get(_IN_SESSION, {}).get(request.GET[KEY])
        if entry is None or entry["until"] <= int(now().timestamp()):
            messages.info(request, _("What you looked for is no longer kept. Write it again."))
        else:
            for name in names:
                if name in entry["typed"]:
                    found[name] = entry["typed"][name]
    return found


def _may(request, view: Callable) -> bool:
    identity = identity_of(request)
    return identity is not None and identity.may(view.door.permission)
