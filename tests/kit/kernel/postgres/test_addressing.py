import pytest
from hypothesis import given
from hypothesis import strategies as st

from umay.kit.kernel import postgres

OWNER = "postgresql://umay_owner:o%40w@db.example:6432/care?sslmode=verify-full"
words = st.text(min_size=1, max_size=20).filter(lambda text: "\x00" not in text and text.isprintable())


def test_the_application_is_derived_from_the_owner_and_its_own_password(tmp_path):
    known = postgres.addresses({"UMAY_DATABASE_URL": OWNER, "UMAY_APP_PASSWORD": "a/p:p"}, tmp_path)
    assert known.owner == {
        "HOST": "db.example",
        "PORT": "6432",
        "NAME": "care",
        "USER": "umay_owner",
        "PASSWORD": "o@w",
        "OPTIONS": {"sslmode": "verify-full"},
    }
    assert known.app == known.owner | {"USER": "umay_app", "PASSWORD": "a/p:p"}
    assert known.backup["USER"] == "umay_backup"
    assert (known.admin, known.is_embedded) == (None, False)


def test_a_machine_that_serves_pages_need_not_know_the_owner(tmp_path):
    known = postgres.addresses({"UMAY_APP_DATABASE_URL": "postgresql://umay_app:w@db/care"}, tmp_path)
    assert (known.app["USER"], known.owner, known.backup) == ("umay_app", None, None)
    assert list(tmp_path.iterdir()) == []


def test_made_passwords_stay_the_same_and_are_closed_to_others(tmp_path):
    first = postgres.addresses({"UMAY_DATABASE_URL": OWNER}, tmp_path)
    second = postgres.addresses({"UMAY_DATABASE_URL": OWNER}, tmp_path)
    assert first == second
    assert (tmp_path / "secrets" / "database-app").stat().st_mode & 0o777 == 0o600


def test_addresses_of_the_embedded_server_start_nothing(tmp_path):
    known = postgres.addresses({}, tmp_path / "home")
    assert (known.app["USER"], known.owner["USER"], known.app["NAME"]) == ("umay_app", "umay_owner", "umay")
    assert known.app["HOST"].startswith("/")
    assert postgres.status(tmp_path / "home").pid is None


@pytest.mark.parametrize(
    "wrong", ["mysql://u:s3cret@h/d", "postgresql://h/d", "u:s3cret@h", "postgresql://u:s3cret@h:x/d"]
)
def test_an_unreadable_address_is_named_but_not_shown(tmp_path, wrong):
    with pytest.raises(postgres.ServerProblem, match="UMAY_DATABASE_URL") as refused:
        postgres.addresses({"UMAY_DATABASE_URL": wrong}, tmp_path)
    assert "s3cret" not in str(refused.value)


@given(user=words, password=words, name=words, host=st.sampled_from(["db.example", "10.0.0.7", "::1", "/tmp/Run Here"]))
def test_an_address_survives_being_written_as_a_url(user, password, name, host):
    address = {"HOST": host, "PORT": "5433", "NAME": name, "USER": user, "PASSWORD": password}
    if not name.strip("/") or name.startswith("/"):
        return
    assert postgres.parsed(postgres.url(address)) == address
