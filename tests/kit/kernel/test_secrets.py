import subprocess
import sys

import pytest

from umay.kit.kernel import secrets


def test_a_secret_is_made_once_and_closed_to_others(tmp_path):
    first = secrets.read_or_create(tmp_path, "vault")
    assert secrets.read_or_create(tmp_path, "vault") == first
    assert len(first) == 43
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "secrets" / "vault").stat().st_mode & 0o777 == 0o600


def test_a_missing_secret_reads_as_none(tmp_path):
    assert secrets.read(tmp_path, "vault") is None


def test_many_first_askers_get_the_same_secret(tmp_path):
    ask = "import sys; from pathlib import Path; from umay.kit.kernel.secrets import read_or_create as r; print(r(Path(sys.argv[1]), 'v'))"
    askers = [subprocess.Popen([sys.executable, "-c", ask, str(tmp_path)], stdout=subprocess.PIPE) for _ in range(8)]
    assert len({asker.communicate()[0] for asker in askers}) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["v"]


def test_an_existing_secret_is_replaced_only_when_asked(tmp_path):
    secrets.write(tmp_path, "vault", "first", replace=False)
    secrets.write(tmp_path, "vault", "second", replace=False)
    assert secrets.read(tmp_path, "vault") == "first"
    secrets.write(tmp_path, "vault", "third")
    assert secrets.read(tmp_path, "vault") == "third"


def test_a_name_never_leaves_the_folder(tmp_path):
    with pytest.raises(ValueError, match="name of a secret"):
        secrets.read_or_create(tmp_path, "../other")
