import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from umay.kit.kernel import postgres, secrets
from umay.kit.kernel.postgres import place as places
from umay.kit.kernel.postgres import postmaster

pytestmark = pytest.mark.engine

ONE_START = """
import sys
from pathlib import Path
import psycopg
from umay.kit.kernel.postgres import ensure
server = ensure(Path(sys.argv[1]), fast=True)
with psycopg.connect(server.app_url) as connection:
    assert connection.execute("select current_user").fetchone() == ("umay_app",)
print(server.pid, server.started_here)
"""


def rows(server):
    with psycopg.connect(server.owner_url) as connection:
        return connection.execute("select count(*) from kept").fetchone()[0]


def started_by_eight_at_once(home):
    command = [sys.executable, "-c", ONE_START, str(home)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    answers = []
    for start in starts:
        out, err = start.communicate(timeout=120)
        assert start.returncode == 0, err
        answers.append(out.split())
    return answers


def test_a_second_call_finds_the_running_server(home):
    first = postgres.ensure(home, fast=True)
    second = postgres.ensure(home, fast=True)
    assert (first.started_here, second.started_here) == (True, False)
    assert first.pid == second.pid


def test_the_server_listens_on_no_network_and_its_socket_is_closed_to_others(home):
    server = postgres.ensure(home, fast=True)
    with psycopg.connect(server.admin_url) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
    assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700


def test_nobody_is_trusted_without_a_password(home):
    server = postgres.ensure(home, fast=True)
    for role in ("umay_app", "umay_owner", "umay_admin", "umay_backup"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(server.sockets), user=role, dbname="umay", password="guessed")


def test_the_log_holds_no_value_of_a_failed_statement(home):
    server = postgres.ensure(home, fast=True)
    with psycopg.connect(server.app_url) as connection, pytest.raises(psycopg.errors.InvalidTextRepresentation):
        connection.execute("select 'Zeynep Deneme'::integer")
    log = postgres.status(home).log.read_text(encoding="utf-8")
    assert "ready to accept connections" in log
    assert "Zeynep" not in log


def test_eight_first_starts_at_once_make_one_server(home):
    answers = started_by_eight_at_once(home)
    assert len({pid for pid, _ in answers}) == 1
    assert [started for _, started in answers].count("True") == 1


def test_eight_starts_after_a_kill_make_one_server(home):
    killed = postgres.ensure(home, fast=True).pid
    os.kill(killed, signal.SIGKILL)
    answers = started_by_eight_at_once(home)
    assert len({pid for pid, _ in answers}) == 1
    assert str(killed) not in {pid for pid, _ in answers}


def test_after_kill_9_every_committed_row_is_there_again(home):
    server = postgres.ensure(home)  # with fsync, as for real
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("create table kept as select generate_series(1, 1000) as number")
    os.kill(server.pid, signal.SIGKILL)
    again = postgres.ensure(home)
    assert (again.started_here, again.pid != server.pid) == (True, True)
    assert rows(again) == 1000


def test_stop_and_start_keep_the_rows(home):
    server = postgres.ensure(home)
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("create table kept as select generate_series(1, 10) as number")
    assert postgres.stop(home) is True
    assert postgres.stop(home) is False
    assert postgres.status(home).pid is None
    assert rows(postgres.ensure(home)) == 10


def test_a_stranger_with_the_dead_servers_number_does_not_keep_us_out(home):
    server = postgres.ensure(home, fast=True)
    os.kill(server.pid, signal.SIGKILL)
    while postmaster.running_pid(places.known(home)) is not None:
        time.sleep(0.05)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        note = server.data / "postmaster.pid"
        lines = note.read_text(encoding="utf-8").splitlines()
        note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n", encoding="utf-8")
        try:
            assert postgres.ensure(home, fast=True).started_here
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_half_made_database_of_a_killed_first_start_is_made_anew(home):
    place = places.settle(home)
    postmaster.make_folders(place)
    half_made = place.folder / "data.init"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n", encoding="utf-8")
    assert postgres.ensure(home, fast=True).started_here
    assert not half_made.exists()


def test_a_deep_home_gets_a_short_socket_closed_to_others(home):
    deep = home / ("d" * 60) / ("e" * 60)
    server = postgres.ensure(deep, fast=True)
    try:
        assert len(str(server.sockets)) < 80
        assert not server.sockets.is_relative_to(deep)
        assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
    finally:
        postgres.discard(deep)


def test_a_short_socket_folder_of_somebody_else_is_refused(home, tmp_path):
    deep = home / ("d" * 60) / ("e" * 60)
    place = places.settle(deep)
    place.sockets.symlink_to(tmp_path, target_is_directory=True)
    try:
        with pytest.raises(postgres.ServerProblem, match="belongs to somebody else"):
            postgres.ensure(deep, fast=True)
    finally:
        place.sockets.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may close a folder to the server's user yet use it")
def test_a_home_in_a_locked_folder_leaves_that_folder_locked(home):
    locked = home.parent / "locked"
    locked.mkdir(mode=0o700)
    server = postgres.ensure(locked / "home", fast=True)
    try:
        assert not server.data.is_relative_to(locked)
        assert stat.S_IMODE(locked.stat().st_mode) == 0o700
        assert postgres.ensure(locked / "home").pid == server.pid
    finally:
        postgres.discard(locked / "home")
    assert not server.data.exists()


def test_lost_secrets_are_told_in_a_sentence(home):
    postgres.ensure(home, fast=True)
    shutil.rmtree(secrets.folder(home))
    with pytest.raises(postgres.ServerProblem, match="made with other secrets"):
        postgres.ensure(home, fast=True)


def test_a_changed_password_reaches_the_server(home):
    postgres.ensure(home, fast=True)
    secrets.write(home, "database-app", "another-password-of-the-application")
    with psycopg.connect(postgres.ensure(home, fast=True).app_url) as connection:
        assert connection.execute("select current_user").fetchone() == ("umay_app",)


def test_another_major_version_is_told_in_a_sentence(home):
    server = postgres.ensure(home, fast=True)
    postgres.stop(home)
    (server.data / "PG_VERSION").write_text("14\n", encoding="utf-8")
    with pytest.raises(postgres.ServerProblem, match="made by PostgreSQL 14"):
        postgres.ensure(home, fast=True)


def test_a_nearly_full_disk_is_told_before_anything_is_made(home, monkeypatch):
    monkeypatch.setattr(postmaster.shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    with pytest.raises(postgres.ServerProblem, match="nearly full"):
        postgres.ensure(home, fast=True)
    assert not places.known(home).data.exists()


def test_a_folder_that_takes_no_files_is_told_in_a_sentence():
    with pytest.raises(postgres.ServerProblem, match=r"choose|cannot be used"):
        postgres.ensure(Path("/sys/umay"))


def test_the_order_of_text_hangs_on_no_library_of_the_machine(server):
    with psycopg.connect(server.owner_url) as connection:
        found = connection.execute(
            "select array_agg(w order by w) from unnest(array['b', 'Z', 'a', 'ç']) w"
        ).fetchone()[0]
    assert found == ["Z", "a", "b", "ç"]
