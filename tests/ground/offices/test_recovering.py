"""An administrator who lost everything is let in by the owner of the database, in front of the auditors; by nobody else."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client

from tests.factories.cast import user_of
from umay.ground.journal.models import Entry
from umay.ground.offices.actions import recover_administrator
from umay.ground.offices.models import Notice, own_account
from umay.kit.kernel.acting import acting, founding
from umay.kit.kernel.clock import now
from umay.kit.kernel.errors import NotAllowed, Refusal

WHY = "İki yönetici de telefonunu yitirdi; bakanlığın yazısı 2026/7."


@pytest.fixture
def real(settings):
    settings.UMAY_DEMO = False


def command(*words):
    """`umay admin recover`, as whoever holds the server runs it: the owner, in a process of its own."""
    surroundings = {
        **os.environ,
        "UMAY_DATABASE_NAME": connection.settings_dict["NAME"],
        "UMAY_HOSTS": "umay.example.org",
    }
    surroundings.pop("UMAY_DEMO", None)
    return subprocess.run(
        [sys.executable, "-m", "umay", "admin", "recover", *words], env=surroundings, capture_output=True, text=True
    )


@pytest.mark.parametrize("role", ["administrator", "auditor", "worker"])
def test_the_applications_role_is_refused_whoever_asks(cast, real, role):
    before = user_of(cast.administrator).password
    for context in (acting(getattr(cast, role)), founding()):
        with context, pytest.raises(NotAllowed):
            recover_administrator(username="administrator.meram", why=WHY, at=now())
    assert user_of(cast.administrator).password == before


def test_a_reason_is_needed_and_the_demonstration_has_no_way_back(cast, real, settings):
    with pytest.raises(Refusal) as told:
        recover_administrator(username="administrator.meram", why="kısa", at=now())
    assert told.value.code == "why"
    settings.UMAY_DEMO = True
    with pytest.raises(Refusal) as told:
        recover_administrator(username="administrator.meram", why=WHY, at=now())
    assert told.value.code == "demo"


@pytest.mark.commits
def test_the_owner_lets_an_administrator_in_with_a_password_for_once(own_cast, tmp_path):
    user = user_of(own_cast.administrator)
    with transaction.atomic(), own_account(user):
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    there = Client()
    there.force_login(user)

    for name in ("worker.meram", "nobody"):
        done = command(name, "--why", WHY, "--sheets", str(tmp_path / name))
        assert done.returncode == 1 and "administrator" in done.stderr, done.stderr
    user.refresh_from_db()
    assert user.once_until is None and Authenticator.objects.filter(user=user).exists()

    done = command(user.username, "--why", WHY, "--sheets", str(tmp_path / "sheets"))
    assert done.returncode == 0, done.stderr
    (sheet,) = (tmp_path / "sheets").iterdir()
    password = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", sheet.read_text(encoding="utf-8")).group()
    assert password not in done.stdout + done.stderr and sheet.stat().st_mode & 0o077 == 0

    user.refresh_from_db()
    assert user.check_password(password)
    assert timedelta(hours=23) < user.once_until - now() <= timedelta(hours=24)
    assert not Authenticator.objects.filter(user=user).exists()
    assert there.get("/").status_code == 302, "an earlier sign-in has ended"
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": password})
    assert client.get("/")["Location"].startswith("/accounts/password/change/")

    for by in (own_cast.auditor, own_cast.administrator):
        with acting(by), transaction.atomic():
            assert Notice.objects.filter(kind="recovered", thing=user.pk).count() == 1
    with acting(own_cast.azerbaijan["auditor"]), transaction.atomic():
        assert not Notice.objects.exists()
    with acting(own_cast.auditor), transaction.atomic():
        line = Entry.objects.get(code="offices.recover")
    assert (line.thing, line.why, line.role, line.origin) == (user.pk, WHY, "recovery", "command line")
