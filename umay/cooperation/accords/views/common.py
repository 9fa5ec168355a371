"""What the pages of every noun share: loading an accord, writing a form once, handing out a file."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from umay.cooperation.accords.queries import base as queries
from umay.ground.journal.actions import AlreadyDone, once
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import Refusal
from umay.kit.kernel.ports import record
from umay.kit.ui.errors import refused
from umay.kit.ui.forms import answer_form


def accord_of(request, pk):
    """An accord of the person's country, or 404."""
    return get_object_or_404(queries.visible(request.identity), pk=pk)


def download(file) -> HttpResponse:
    """The bytes of a File as a download, under its own name."""
    answer = HttpResponse(bytes(file.content), content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def written(request, template: str, form, context: dict, write, done: str):
    """Write a form once and go on to the address `done`; a refusal, also the form's own, stands in the form and in the journal.
    write(values, at) -> the row it made."""
    if request.method == "POST" and not form.is_valid():
        record_wrong(form, kind=template)
    elif request.method == "POST":
        values = {key: value for key, value in form.cleaned_data.items() if key != "idempotency_key"}
        at = now()
        try:
            with once(form.cleaned_data["idempotency_key"], by=request.identity, at=at, kind=template[:60]) as made:
                made(write(values, at).pk)
            return redirect(done)
        except AlreadyDone:
            return redirect(done)
        except Refusal as refusal:
            record(f"refused.{refusal.code}"[:60], kind=template[:60], fields=[])
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return answer_form(request, template, form, **context)


def record_wrong(form, *, kind: str) -> None:
    """One line of the journal for an entry that the form itself refuses: why the first of its fields is wrong, and which are. Never what was typed."""
    faults = form.errors.as_data()
    first = next((fault.code for found in faults.values() for fault in found if fault.code), None)
    record(
        f"refused.{first or 'entry'}"[:60],
        kind=kind[:60],
        fields=sorted(name for name in faults if name in form.fields),
    )


def pressed(request, act, *, back: str, kind: str, thing) -> HttpResponse:
    """One button without a form: do it and go back, or say with the refusal's own words why not. A refusal stands in the journal."""
    if request.method == "POST":
        try:
            with transaction.atomic():
                act()
        except Refusal as refusal:
            record(f"refused.{refusal.code}"[:60], kind=kind, thing=thing.pk, fields=[])
            return refused(request, refusal, back)
    return redirect(back)
