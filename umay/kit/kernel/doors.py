"""Every view has a door: its permission, whether it writes, and what it lets be read.

A view behind a door runs in one transaction with the asker's signed context; a reading view's transaction is read-only in the database.
Readings and refusals are journaled in a transaction of their own, committed before the answer is sent, so that a rollback does not erase them.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from umay.kit.kernel.acting import Identity, acting
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ports import identity_of, record

_DEADLOCK = "40P01"  # two people wrote the same rows in opposite order; PostgreSQL undid this one's work as a whole


@dataclass(frozen=True)
class Door:
    """What a view has declared. permission "" with open_to_all: no sign-in needed; "" alone: any signed-in person."""

    permission: str
    writes: bool = False
    open_to_all: bool = False
    offers_glass: str = ""  # the kind of file that may be opened by breaking the glass where the row is hidden


@dataclass
class _Reading:
    code: str
    kind: str
    thing: object
    file: object
    why: str = ""


def reads(request, row, *, kind: str, why: str = "", code: str = "read") -> None:
    """Note that this request shows `row` (a child's, family's or person's page). Written before the answer leaves."""
    request.readings.append(_Reading(code, kind, row.pk, getattr(row, "file_id", None), why))


def door(permission: str = "", *, writes: bool = False, open_to_all: bool = False):
    declared = Door(permission, writes, open_to_all)

    def wrap(view: Callable) -> Callable:
        @functools.wraps(view)
        def behind(request, *args, **kwargs):
            request.readings = []
            identity: Identity | None = identity_of(request)
            request.identity = identity
            if identity is None and not open_to_all:
                return redirect(f"{settings.LOGIN_URL}?next={quote(request.get_full_path())}")
            with acting(identity), timezone.override(identity.zone if identity else None):
                response = _enter(declared, view, request, args, kwargs)
                return _written(request, response)

        behind.door = declared
        return behind

    return wrap


def _enter(declared: Door, view, request, args, kwargs) -> HttpResponse:
    identity = request.identity
    if declared.permission and not (identity and identity.may(declared.permission)):
        _note_refusal(request, view, "not_allowed")
        return render(request, "403.html", {"refusal": NotAllowed()}, status=403)
    if not declared.writes and request.method not in ("GET", "HEAD", "OPTIONS"):
        return render(request, "400.html", status=405)
    try:
        with transaction.atomic():
            if not declared.writes:
                with connection.cursor() as cursor:
                    cursor.execute("set local transaction_read_only = on")
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            return response
    except NotAllowed as refusal:
        _note_refusal(request, view, refusal.code)
        return render(request, "403.html", {"refusal": refusal}, status=403)
    except Refusal as refusal:
        _note_refusal(request, view, refusal.code)
        return render(request, "409.html", {"refusal": refusal}, status=refusal.status)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _DEADLOCK:
            raise
        _note_refusal(request, view, "conflict")
        return render(request, "409.html", {"refusal": Conflict()}, status=Conflict.status)
    except (PermissionDenied, Http404) as missing:
        _note_refusal(request, view, "hidden" if isinstance(missing, Http404) else "not_allowed")
        raise


def _note_refusal(request, view, code: str) -> None:
    if request.identity is None:
        return
    thing = request.resolver_match.kwargs.get("pk") if request.resolver_match else None
    room = view.__module__.partition(".views")[0].split(".")[-1]
    request.readings = [_Reading(f"refused.{code}", f"{room}.{view.__name__}"[:60], thing, None)]
    _write(request)


def _written(request, response: HttpResponse) -> HttpResponse:
    """Commit what was read before the answer is sent, a form that comes back with faults included. If the journal can't take it, nothing is shown."""
    if not request.readings or 300 <= response.status_code < 400:  # an answer that leads elsewhere shows nothing yet
        return response
    try:
        _write(request)
    except DatabaseError:
        return render(request, "503.html", status=503)
    return response


def _write(request) -> None:
    with transaction.atomic():
        for reading in request.readings:
            record(reading.code, kind=reading.kind, thing=reading.thing, file=reading.file, fields=[], why=reading.why)
    request.readings = []
