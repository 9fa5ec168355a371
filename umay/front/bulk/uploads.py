"""What happens to an uploaded spreadsheet: received, its columns matched, looked through, decided on, brought in or thrown away."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umay.care.persons.models import Upload
from umay.care.persons.words import UploadState
from umay.front.bulk import queries, storage, walking
from umay.front.bulk.headings import LEFT_OUT, missing, recognise, to_remember
from umay.front.bulk.limits import INLINE_ROWS
from umay.front.bulk.reading import open_table
from umay.front.bulk.sheets import SHEETS
from umay.ground.offices import keys
from umay.ground.offices.models import ColumnChoice
from umay.kit.kernel.acting import Identity
from umay.kit.kernel.errors import Conflict, NotAllowed, Refusal
from umay.kit.kernel.ids import new_id
from umay.kit.kernel.ports import record

WORKING = (UploadState.CHECKING, UploadState.WRITING)
STOPPED = "stopped"
"""In the outcome: what the file was doing when somebody stopped it."""

REST = "*"
"""In decisions: what is done with doubles nobody chose about one by one."""


def receive(*, kind: str, name: str, content: bytes, by: Identity, at: datetime) -> Upload:
    """Keep a file, encrypted, and read its headings. Raises Refusal where it is no spreadsheet that can be read."""
    if kind not in SHEETS or not by.may(SHEETS[kind].permission) or not by.offices:
        raise NotAllowed()
    table = open_table(content, name)
    codes = recognise(kind, table.headings, queries.remembered(kind, by)).codes
    own = new_id()
    with transaction.atomic():
        storage.keep(own, content)
        upload = Upload.objects.create(
            id=own, file_id=own, country=by.country, office_id=by.office_id, worker_id=by.user_id, recorded_by=by.user_id, recorded_at=at, kind=kind, name=name[-120:],
            size=len(content), rows=max(table.total - 1, 1), headings=json.dumps(table.headings), codes=list(codes),
        )  # fmt: skip
        record("bulk.receive", kind="persons.upload", thing=own, fields=[kind])
    return upload


def _held(upload: Upload, *states: str) -> Upload:
    fresh = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if fresh is None or fresh.state not in states:
        raise Conflict()
    return fresh


def _start(upload: Upload, state: str, **changes) -> Upload:
    """From here on the work waits or goes on; what was asked of an earlier one does not stop it."""
    queries.forget_stop(upload)
    return _save(upload, state=state, outcome={}, **changes)


def _save(upload: Upload, **changes) -> Upload:
    for name, value in changes.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(changes))
    return upload


def match(*, upload: Upload, codes: Sequence[str], by: Identity, at: datetime) -> Upload:
    """Which column is which, as chosen by hand; remembered for this office's next file."""
    with transaction.atomic():
        fresh = _held(upload, UploadState.MAPPING, UploadState.CHECKED)
        headings = queries.headings_of(fresh)
        if len(codes) != len(headings):
            raise Conflict()
        chosen = [code for code in codes if code and code != LEFT_OUT]
        if twice := {code for code in chosen if chosen.count(code) > 1}:
            named = [heading for heading, code in zip(headings, codes, strict=True) if code in twice]
            raise Refusal(
                _("Two columns of the file can't be the same thing: %(names)s.") % {"names": ", ".join(named)},
                code="twice",
            )
        if lacking := missing(fresh.kind, codes):
            names = ", ".join(f"“{one.heading(walking.around_of(by, at).language)}”" for one in lacking)
            raise Refusal(_("Say which column of the file is %(names)s.") % {"names": names}, code="columns_missing")
        learnt = to_remember(fresh.kind, headings, codes)
        if learnt:
            known = ColumnChoice.objects.filter(office_id=by.office_id, kind=fresh.kind).first()
            ColumnChoice.objects.update_or_create(
                office_id=by.office_id,
                kind=fresh.kind,
                defaults={
                    "headings": (known.headings if known else {}) | learnt,
                    "changed_by": by.user_id,
                    "changed_at": at,
                },
            )
        return _start(fresh, UploadState.CHECKING, codes=list(codes), report=None)


def decide(*, upload: Upload, decisions: Mapping[str, str], by: Identity, at: datetime) -> Upload:
    """Same person or a new one, row by row ("*": for all the others). The file is looked through again with it."""
    with transaction.atomic():
        fresh = _held(upload, UploadState.CHECKED)
        return _start(fresh, UploadState.CHECKING, decisions=fresh.decisions | dict(decisions))


def begin_writing(*, upload: Upload, by: Identity, at: datetime) -> Upload:
    """Confirmed: from here on it is being brought in. Pressed twice, the second press is refused."""
    with transaction.atomic():
        fresh = _held(upload, UploadState.CHECKED)
        report = queries.report_of(fresh)
        if report is None or not report.may_write:
            raise Refusal(_("Something is still in the way. Nothing was written."), code="not_ready")
        return _start(fresh, UploadState.WRITING)


def is_small(upload: Upload) -> bool:
    """Whether a page may wait for it."""
    return upload.rows <= INLINE_ROWS


def go_on(*, upload: Upload, by: Identity, at: datetime) -> Upload:
    """Do what the upload waits for: look through it, or bring it in. May be called again after a crash: either all was written or nothing."""
    with transaction.atomic():
        fresh = Upload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
        if fresh is None or fresh.state not in WORKING:
            return upload
        try:
            with transaction.atomic():
                return _work(fresh, by, at)
        except queries.StopAsked:
            return _put_back(fresh)
        except Refusal as refusal:
            return _end(fresh, UploadState.FAILED, by, at, outcome={"refusal": str(refusal)})


def _work(upload: Upload, by: Identity, at: datetime) -> Upload:
    table = open_table(storage.content(upload.pk), "")
    decisions = {key: said for key, said in upload.decisions.items() if key != REST}
    known = {"table": table, "kind": upload.kind, "codes": upload.codes, "by": by, "at": at, "decisions": decisions}
    known |= {"rule": upload.decisions.get(REST, "ask"), "tell": queries.tell(upload)}
    if upload.state == UploadState.CHECKING:
        report = walking.examine(**known)
        return _save(upload, report=json.dumps(report.plain()), rows=report.rows, state=UploadState.CHECKED)
    try:
        report = walking.write(**known)
    except walking.NotWritten as stopped:  # somebody wrote the same people meanwhile
        return _save(upload, report=json.dumps(stopped.report.plain()), state=UploadState.CHECKED)
    return _end(
        upload,
        UploadState.DONE,
        by,
        at,
        outcome=report.counts,
        rows=report.rows,
        brought_in=report.counts.get("new", 0),
    )


def stop(*, upload: Upload, by: Identity, at: datetime) -> bool:
    """Stop looking through or bringing in: nothing of it is written. Returns whether it has stopped already.

    Work that goes on holds the row, and looks between two batches whether it is to stop. Where nothing holds it, no work has begun.
    Raises Conflict where there is nothing to stop any more: then the file was brought in, or looked through, to its end.
    """
    with transaction.atomic():
        if not Upload.objects.filter(pk=upload.pk, state__in=WORKING).exists():
            raise Conflict()
        record("bulk.stop", kind="persons.upload", thing=upload.pk)
        waiting = Upload.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=upload.pk).first()
        if waiting is None:
            queries.ask_to_stop(upload)
            return False
        if waiting.state not in WORKING:
            raise Conflict()
        _put_back(waiting)
        return True


def _put_back(upload: Upload) -> Upload:
    """Where it was before: what had been found stands, and a file of which nothing is known yet is asked for its columns again."""
    was = upload.state
    queries.forget_stop(upload)
    back = UploadState.CHECKED if upload.report else UploadState.MAPPING
    return _save(upload, state=back, outcome={STOPPED: was})


def drop(*, upload: Upload, by: Identity, at: datetime) -> Upload:
    """Throw the file away, and everything that was read of it."""
    with transaction.atomic():
        fresh = _held(upload, UploadState.MAPPING, UploadState.CHECKED, UploadState.FAILED)
        return _end(fresh, UploadState.DROPPED, by, at)


def _end(upload: Upload, state: str, by: Identity, at: datetime, **changes) -> Upload:
    """The file goes; what is kept says how many rows, and nobody's name. The key of the file is destroyed, in backups too."""
    _save(upload, state=state, name=None, headings=None, report=None, decisions={}, ended_at=at, **changes)
    keys.destroy(upload.pk, why="the spreadsheet was brought in or thrown away", at=at)
    transaction.on_commit(lambda: storage.remove(upload.pk))
    record(f"bulk.{state}", kind="persons.upload", thing=upload.pk)
    return upload
