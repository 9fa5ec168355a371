import pytest

from umay.front.cli import purpose
from umay.front.cli.problems import Stopped


def test_a_folder_is_marked_once_and_stays_so(tmp_path):
    purpose.claim(tmp_path, purpose.DEMO)
    purpose.claim(tmp_path, purpose.DEMO)
    with pytest.raises(Stopped, match="invented people"):
        purpose.claim(tmp_path, purpose.REAL)


def test_the_demo_never_enters_a_real_installation(tmp_path):
    purpose.claim(tmp_path, purpose.REAL)
    with pytest.raises(Stopped, match="real installation"):
        purpose.claim(tmp_path, purpose.DEMO)
