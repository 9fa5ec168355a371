"""The journal's seals: what was changed, taken away or slipped in is found, also by somebody who owns the database."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from tests.conftest import _admin_url
from tests.factories.care import make_case
from umay.ground.journal.actions import record
from umay.ground.journal.models import Entry, Seal
from umay.ground.journal.seal import seal, verify
from umay.kit.kernel.acting import acting
from umay.kit.kernel.clock import now


@pytest.fixture
def roots(tmp_path):
    return tmp_path / "journal-roots"


@pytest.fixture
def admin(own_database):
    """A connection of the superuser to the test's own database: the strongest hand there is."""
    with psycopg.connect(_admin_url(), dbname=own_database, autocommit=True) as strong:
        yield strong


def tamper(admin, statement, *values):
    """Do what no role of the house may: with every trigger off."""
    admin.execute("set session_replication_role = replica")
    admin.execute(statement, values)
    admin.execute("set session_replication_role = origin")


def write(cast, times=3):
    for _time in range(times):
        with acting(cast.worker), transaction.atomic():
            record("read", kind="cases.case")


def check(admin, roots, *, at=None):
    """The verdict as the database's superuser sees it; the check itself asks for nothing that the owner may not."""
    from django.db import connections

    settings = connections["default"].settings_dict
    before = settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"]
    known = admin.info
    connection.close()
    settings.update(USER=known.user, PASSWORD=known.password, HOST=known.host, PORT=known.port)
    try:
        return verify(roots, at=at or now())
    finally:
        connection.close()
        settings.update(USER=before[0], PASSWORD=before[1], HOST=before[2], PORT=before[3])


def kinds(verdict):
    return [finding.kind for finding in verdict.findings]


def test_an_untouched_journal_is_whole(own_cast, admin, roots):
    write(own_cast)
    assert seal(roots) == 1
    write(own_cast)
    assert seal(roots) == 1
    assert seal(roots) == 0
    verdict = check(admin, roots)
    assert verdict.is_right and verdict.seals == 2 and verdict.lines == 6


def test_a_changed_line_is_named(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    line = admin.execute("select min(id) from journal_entry").fetchone()[0]
    tamper(admin, "update journal_entry set code = 'session.sign_in' where id = %s", line)
    verdict = check(admin, roots)
    assert verdict.findings[0].kind == "changed" and verdict.findings[0].lines == (line,)


def test_a_changed_line_with_a_new_hash_breaks_its_seal(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    tamper(admin, "update journal_entry set code = 'x' where id = (select min(id) from journal_entry)")
    tamper(admin, "update journal_entry e set hash = journal_line_hash(e)")
    assert kinds(check(admin, roots)) == ["chain"]


def test_a_whole_chain_made_anew_does_not_agree_with_the_roots_outside(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    tamper(admin, "update journal_entry set code = 'x' where id = (select min(id) from journal_entry)")
    tamper(admin, "update journal_entry e set hash = journal_line_hash(e)")
    tamper(
        admin,
        "update journal_seal set root = (select sha256(sha256(string_agg(hash, ''::bytea order by id))) from journal_entry)",
    )
    assert kinds(check(admin, roots)) == ["outside"]


def test_a_line_taken_away_is_named(own_cast, admin, roots):
    write(own_cast, 5)
    seal(roots)
    line = admin.execute("select id from journal_entry order by id offset 2 limit 1").fetchone()[0]
    tamper(admin, "delete from journal_entry where id = %s", line)
    verdict = check(admin, roots)
    assert verdict.findings[0].kind == "missing" and verdict.findings[0].lines == (line,)


def test_a_line_slipped_in_is_found_wherever_it_claims_to_be(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    forged = (
        "insert into journal_entry (id, at, role, session, origin, country, code, kind, fields, why, xid)"
        " select 0, at, role, session, origin, country, code, kind, fields, why, %s from journal_entry limit 1"
    )
    tamper(admin, forged.replace("%s", "xid"))
    tamper(admin, "update journal_entry e set hash = journal_line_hash(e)")
    assert kinds(check(admin, roots)) == ["unsealed"]
    tamper(admin, "update journal_entry set id = (select last from journal_seal) where id = 0 and false")
    tamper(admin, "delete from journal_entry where id = 0")
    tamper(admin, "update journal_entry set id = id + 1000 where id = (select max(id) from journal_entry)")
    assert "missing" in kinds(check(admin, roots))


def test_a_seal_taken_away_is_missed_outside(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    tamper(admin, "delete from journal_seal")
    assert kinds(check(admin, roots)) == ["outside"]
    late = check(admin, roots, at=now() + timedelta(minutes=11))
    assert kinds(late) == ["outside", "unsealed"]


def test_lines_that_wait_longer_than_ten_minutes_for_a_seal_are_told(own_cast, admin, roots):
    write(own_cast)
    assert check(admin, roots).is_right
    assert kinds(check(admin, roots, at=now() + timedelta(minutes=11))) == ["unsealed"]


def test_a_line_committed_late_falls_under_the_next_seal_and_is_not_lost(own_cast, own_database, admin, roots):
    """Two writers: the first takes a lower id and ends after the seal was made."""
    write(own_cast, 1)
    with psycopg.connect(_admin_url(), dbname=own_database) as slow:
        slow.execute("select journal_add('slow', '', null, null, '{}', '')")
        write(own_cast, 2)
        seal(roots)
        sealed_early = Seal.objects.get().lines
        slow.commit()
    seal(roots)
    assert sealed_early == 1, "nothing after the oldest running transaction is sealed"
    verdict = check(admin, roots)
    assert verdict.is_right and verdict.lines == 4
    assert sum(Seal.objects.values_list("lines", flat=True)) == 4


def test_after_a_restore_into_a_new_server_sealing_goes_on(own_cast, admin, roots):
    write(own_cast)
    seal(roots)
    # A new server counts its transactions from the beginning: as if the old ones had had far higher numbers.
    tamper(admin, "update journal_entry set xid = xid + 1000000000")
    tamper(admin, "update journal_entry e set hash = journal_line_hash(e)")
    tamper(admin, "delete from journal_seal")
    tamper(
        admin,
        "insert into journal_seal (id, at, first, last, lines, root, floor, from_xid, to_xid)"
        " select 1, now(), min(id), max(id), count(*), sha256(sha256(string_agg(hash, ''::bytea order by id))), 0, 0, max(xid) + 1"
        " from journal_entry",
    )
    for path in roots.glob("*.txt"):
        path.unlink()
    write(own_cast)
    seal(roots)
    write(own_cast)
    seal(roots)
    verdict = check(admin, roots)
    assert verdict.findings == [] and verdict.lines == 9 and verdict.seals >= 3


def test_what_was_written_outside_is_only_ever_added_to(own_cast, roots):
    write(own_cast)
    seal(roots)
    first = next(roots.glob("*.txt")).read_text()
    write(own_cast)
    seal(roots)
    assert next(roots.glob("*.txt")).read_text().startswith(first)
    assert next(roots.glob("*.txt")).stat().st_mode & 0o777 == 0o600


def test_a_root_that_a_crash_kept_from_being_written_is_written_by_the_next_seal(own_cast, roots):
    write(own_cast)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select journal_seal_lines()")
    write(own_cast)
    assert seal(roots) == 2


def test_every_written_row_of_care_leaves_a_line_that_no_role_of_the_house_can_touch(own_cast):
    make_case_in = make_case
    with transaction.atomic():
        make_case_in(own_cast.worker)
    with acting(own_cast.auditor), transaction.atomic():
        assert Entry.objects.filter(code="row.insert", kind="cases_case").count() == 1
