import psycopg
import pytest

from umay.front import cli
from umay.kit.kernel import postgres


@pytest.mark.engine
def test_start_url_status_and_stop_tell_the_same_story(home, capsys):
    assert cli.main(["db", "status"]) == 3
    assert cli.main(["db", "start"]) == 0
    capsys.readouterr()
    assert cli.main(["db", "url"]) == 0
    with psycopg.connect(capsys.readouterr().out.strip()) as connection:
        assert connection.execute("select current_user").fetchone() == ("umay_app",)
    assert cli.main(["db", "status"]) == 0
    assert "takes connections" in capsys.readouterr().out
    assert cli.main(["db", "stop"]) == 0
    assert postgres.status(home).pid is None
    assert cli.main(["db", "status"]) == 3


def test_roles_print_verifiers_and_no_password(home, monkeypatch, capsys):
    monkeypatch.setenv("UMAY_DATABASE_URL", "postgresql://umay_owner:owner-word@db.example/umay")
    monkeypatch.setenv("UMAY_APP_PASSWORD", "app-word")
    assert cli.main(["db", "roles"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("PASSWORD 'SCRAM-SHA-256$4096:") == 4
    assert "owner-word" not in printed
    assert "app-word" not in printed


def test_roles_leave_the_passwords_open_when_asked(home, capsys):
    assert cli.main(["db", "roles", "--variables", "--database", "care"]) == 0
    printed = capsys.readouterr().out
    for role in ("owner", "app", "exporter", "backup"):
        assert f"PASSWORD :'{role}_password'" in printed
    assert '\\connect "care"' in printed
    assert not (home / "secrets").exists()


def test_a_password_with_other_letters_is_told_in_a_sentence(home, monkeypatch, capsys):
    monkeypatch.setenv("UMAY_APP_PASSWORD", "şifre")
    assert cli.main(["db", "roles"]) == 1
    assert "UMAY_APP_PASSWORD" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["start", "stop", "status"])
def test_a_server_of_ones_own_is_not_started_or_stopped(home, monkeypatch, capsys, word):
    monkeypatch.setenv("UMAY_DATABASE_URL", "postgresql://umay_owner:w@db.example/umay")
    assert cli.main(["db", word]) == 1
    assert "server of your own" in capsys.readouterr().err


def test_the_address_of_a_server_of_ones_own_is_the_applications(home, monkeypatch, capsys):
    monkeypatch.setenv("UMAY_DATABASE_URL", "postgresql://umay_owner:w@db.example/umay")
    monkeypatch.setenv("UMAY_APP_PASSWORD", "app-word")
    assert cli.main(["db", "url"]) == 0
    assert capsys.readouterr().out == "postgresql://umay_app:app-word@db.example:5432/umay\n"
